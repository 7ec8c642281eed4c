import type { Input } from '../../../shared/contract/index.ts';
import { NOMINAL_FEN } from '../../../shared/rules/depreciation.ts';
import { toHalfWidth } from '../../../shared/rules/fullwidth.ts';
import { moneyOf } from '../business/draft.ts';
import { type FundingLine, fundingOf, monthsOf, NO_FUNDING, type TermsDraft } from './typed.ts';

export type Acquired = Input<'assets.acquire'>;
type How = Acquired['how'];
export type HowKind = 'bought' | 'built' | 'granted' | 'donated' | 'register';
type Facts = Acquired['facts'];
export type Relief = NonNullable<Acquired['relief']>;

/** 扶贫项目资产 as it is typed: the year and the days as text. */
export interface ReliefDraft {
  kind: Relief['kind'];
  project: string;
  projectYear: string;
  approvalNo: string;
  implementer: string;
  acceptedOn: string;
  operatedBy: string;
  benefitRule: string;
  supervisor: string;
  caretaker: string;
  certifiedOn: string;
  certificateNo: string;
}

export interface AcquireDraft extends Facts, TermsDraft {
  how: HowKind;
  date: string;
  inServiceOn: string;
  standing: 'booked' | 'memo';
  account: '151' | '142';
  costFen: number | null;
  funding: FundingLine[];
  isRelief: boolean;
  relief: ReliefDraft;
  isBatch: boolean;
  count: string;
  accumulatedFen: number | null;
  attachments: string;
  party: string;
  pay: string;
  project: string;
  grantFen: number | null;
  basis: 'voucher' | 'appraisal' | 'nominal';
  costsFen: number | null;
  registered: Extract<How, { kind: 'register' }>['acquisition'];
}

const NO_RELIEF: ReliefDraft = {
  kind: 'business',
  project: '',
  projectYear: '',
  approvalNo: '',
  implementer: '',
  acceptedOn: '',
  operatedBy: '',
  benefitRule: '',
  supervisor: '',
  caretaker: '',
  certifiedOn: '',
  certificateNo: '',
};

const NO_FACTS: Facts = {
  no: '',
  name: '',
  category: '',
  spec: '',
  unit: '',
  supplier: '',
  documentNo: '',
  use: 'production',
  place: '',
  department: '',
  custodian: '',
  ownerKind: 'cooperative',
  owner: '',
  controlContract: '',
  note: '',
};

export function emptyDraft(date: string): AcquireDraft {
  return {
    ...NO_FACTS,
    how: 'bought',
    date,
    inServiceOn: '',
    standing: 'booked',
    account: '151',
    costFen: null,
    funding: [NO_FUNDING],
    method: 'straight-line',
    years: '',
    residual: '5',
    units: '',
    workUnit: '',
    isRelief: false,
    relief: NO_RELIEF,
    isBatch: false,
    count: '1',
    accumulatedFen: null,
    attachments: '1',
    party: '',
    pay: 'bank',
    project: '',
    grantFen: null,
    basis: 'voucher',
    costsFen: null,
    registered: 'other',
  };
}

/**
 * What follows from one change: what another owns is 备查 until the contract by which the cooperative controls it is named; 备查 is only
 * registered; a grant's or a gift's money is the first source.
 */
export function withChange(draft: AcquireDraft, change: Partial<AcquireDraft>): Partial<AcquireDraft> {
  const next = { ...draft, ...change };
  const follow: Partial<AcquireDraft> = {};
  if (change.ownerKind !== undefined && change.ownerKind !== draft.ownerKind) {
    follow.standing = change.ownerKind === 'cooperative' ? 'booked' : 'memo';
    if (change.ownerKind === 'cooperative') Object.assign(follow, { owner: '', controlContract: '' });
    if (follow.standing === 'booked' && next.how === 'register') follow.how = 'bought';
  }
  const standing = follow.standing ?? next.standing;
  if (standing === 'memo') follow.how = 'register';
  else if (change.standing === 'booked' && next.how === 'register') follow.how = 'bought';
  if (change.how !== undefined && change.how !== draft.how && untouched(draft.funding)) {
    const source = ({ granted: 'state', donated: 'donated' } as const)[change.how as string];
    follow.funding = [{ ...NO_FUNDING, source: source ?? 'own' }];
    if (change.how === 'granted') follow.isRelief = true;
  }
  return { ...change, ...follow };
}

const untouched = (lines: readonly FundingLine[]): boolean =>
  lines.every((line) => line.note === '' && line.amountFen === null);

const plain = (text: string): string => toHalfWidth(text).trim();
const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/u.test(text);

/** What a draft says, or null while it is not complete enough to be tried. */
export function acquiredOf(draft: AcquireDraft): Acquired | null {
  const how = howOf(draft);
  const costFen = draft.how === 'donated' && draft.basis === 'nominal' ? NOMINAL_FEN : draft.costFen;
  const funding =
    costFen === NOMINAL_FEN && draft.how === 'donated' ? NOMINAL_FUNDING : fundingOf(draft.funding);
  const terms = termsOf(draft);
  const relief = reliefOf(draft.relief);
  const attachments = plain(draft.attachments);
  const count = plain(draft.count);
  if (!how || !costFen || !funding || !terms || !isDay(draft.date)) return null;
  if (draft.no.trim() === '' || draft.name.trim() === '' || draft.category.trim() === '') return null;
  if (draft.inServiceOn !== '' && !isDay(draft.inServiceOn)) return null;
  if (!/^\d{0,4}$/u.test(attachments) || !/^[1-9]\d{0,3}$/u.test(count)) return null;
  if (draft.isRelief && !relief) return null;
  return {
    date: draft.date,
    ...(draft.inServiceOn === '' ? {} : { inServiceOn: draft.inServiceOn }),
    standing: draft.standing,
    account: draft.account,
    facts: { ...factsOf(draft), supplier: draft.party.trim() },
    costFen,
    funding,
    terms,
    isRelief: draft.isRelief,
    relief: draft.isRelief ? relief : null,
    pieces: draft.isBatch || Number(count) > 1 ? { count: Number(count) } : null,
    ...(draft.accumulatedFen === null ? {} : { accumulatedFen: draft.accumulatedFen }),
    attachments: Number(attachments),
    how,
  };
}

const NOMINAL_FUNDING: Acquired['funding'] = [
  { source: 'donated', note: '名义金额', amountFen: NOMINAL_FEN },
];

export function factsOf(draft: Facts): Facts {
  const { no, name, category, spec, unit, supplier, documentNo, use, place } = draft;
  const { department, custodian, ownerKind, owner, controlContract, note } = draft;
  return {
    ...{ no: plain(no), name, category, spec, unit, supplier, documentNo, use, place },
    ...{ department, custodian, ownerKind, owner, controlContract, note },
  };
}

export function termsOf(draft: TermsDraft): Acquired['terms'] | null {
  const lifeMonths = monthsOf(plain(draft.years));
  const residual = plain(draft.residual);
  if (lifeMonths === null || !/^\d{1,3}(\.\d{1,6})?$/u.test(residual)) return null;
  if (draft.method === 'straight-line') return { method: 'straight-line', lifeMonths, residual };
  const [units, workUnit] = [plain(draft.units), draft.workUnit.trim()];
  return units === '' || workUnit === '' ? null : { method: 'units', lifeMonths, residual, units, workUnit };
}

export function reliefOf(draft: ReliefDraft): Relief | null {
  const year = plain(draft.projectYear);
  if (year !== '' && !/^\d{4}$/u.test(year)) return null;
  if ([draft.acceptedOn, draft.certifiedOn].some((day) => day !== '' && !isDay(day))) return null;
  return {
    ...draft,
    projectYear: year === '' ? null : Number(year),
    acceptedOn: draft.acceptedOn || null,
    certifiedOn: draft.certifiedOn || null,
  };
}

export function reliefDraftOf(relief: Relief | null): ReliefDraft {
  if (!relief) return NO_RELIEF;
  return {
    ...relief,
    projectYear: relief.projectYear === null ? '' : String(relief.projectYear),
    acceptedOn: relief.acceptedOn ?? '',
    certifiedOn: relief.certifiedOn ?? '',
  };
}

function howOf(draft: AcquireDraft): How | null {
  const party = draft.party.trim();
  const project = draft.project.trim();
  const paid = moneyOf(draft.pay);
  switch (draft.how) {
    case 'bought':
      return paid === null && party === '' ? null : { kind: 'bought', party, paid };
    case 'built':
      return project === '' ? null : { kind: 'built', project };
    case 'granted':
      return project === '' || !draft.grantFen || (paid === null && party === '')
        ? null
        : { kind: 'granted', project, grantFen: draft.grantFen, party, paid };
    case 'donated':
      return party === ''
        ? null
        : {
            kind: 'donated',
            party,
            basis: draft.basis,
            costs: draft.costsFen ? { fen: draft.costsFen, party: '', paid: paid ?? { kind: 'bank' } } : null,
          };
    case 'register':
      return { kind: 'register', acquisition: draft.registered };
  }
}
