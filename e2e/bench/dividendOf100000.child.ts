import { computeDividend, type DividendInputs, type DividendMember } from '../../shared/rules/dividend.ts';

/** What one run in this process cost, printed as JSON. */
export interface DividendRunCost {
  /** The computation alone; the members were made before. */
  readonly computeMs: number;
  /** The most memory the process held, members and result included. */
  readonly peakMb: number;
}

/** The longest chain there is: every step of the charter, weights by fen-days, withholding, the reserve quantified by halves. */
const INPUTS: DividendInputs = {
  fiscalYear: 2018,
  surplusFen: 39_671_442_913,
  openingUndistributedFen: -4_926_093_117,
  reservePercent: '10',
  reserveBase: 'after-loss-offset',
  patronagePercent: '60',
  grantFen: 127_659_574_511,
  donationFen: 17_021_276_603,
  shareOnlyResolution: null,
  guaranteed: { ratePercent: '1.5', authority: '章程第三十八条' },
  hardship: { percent: '3', authority: '成决〔2019〕3号' },
  village: { percent: '2', authority: '成决〔2019〕3号' },
  capitalBasis: 'fen-days',
  method: 'A',
  parValueFen: 100_000,
  withholding: 'surplus-20',
  reserveQuantifiedBy: 'half-half',
};

const members = membersByNumber(100_000);
const start = performance.now();
const result = computeDividend(INPUTS, members);
const computeMs = performance.now() - start;
if (!result.ok) throw new Error(result.error.message);
if (result.value.lines.length !== members.length) throw new Error('a member is missing');

const cost: DividendRunCost = { computeMs, peakMb: process.resourceUsage().maxRSS / 1024 };
console.log(JSON.stringify(cost));

function membersByNumber(count: number): DividendMember[] {
  return Array.from({ length: count }, (_, index) => {
    const capitalFen = 500_000 * (1 + ((index * 7919) % 10));
    return {
      memberNo: `M${String(index + 1).padStart(6, '0')}`,
      name: `成员${index + 1}`,
      yearEndCapitalFen: capitalFen,
      capitalWeight: BigInt(capitalFen) * BigInt(1 + ((index * 31) % 365)),
      weightDenominator: 365,
      reserveShareFen: (index * 613) % 90_001,
      patronageFen: index % 3 === 0 ? 0 : 800_000 + ((index * 104_729) % 2_800_003),
      isHardship: index % 20 === 7,
      isVillageBody: index === 41,
      sharesGrants: index !== 41,
    };
  });
}
