import type { DemoCall } from './build.ts';

const OFFICE = '略阳县扶贫开发局';
const TELEPHONE = '0916-4822318';

interface Quarter {
  readonly title: string;
  readonly from: string;
  readonly to: string;
  readonly computed: string;
}

const QUARTERS: readonly [Quarter, Quarter, Quarter] = [
  { title: '2018年第二季度贷款贴息', from: '2018-03-21', to: '2018-06-20', computed: '2018-06-26' },
  { title: '2018年第三季度贷款贴息', from: '2018-06-21', to: '2018-09-20', computed: '2018-09-27' },
  { title: '2018年第四季度贷款贴息', from: '2018-09-21', to: '2018-12-20', computed: '2018-12-27' },
];

/** The quarters' subsidies claimed from the county: of the second paid to the households, of the third on notice, of the fourth computed. */
export function claimDemoSubsidies(call: DemoCall): void {
  const [second, third] = QUARTERS.map((quarter) => compute(call, quarter));
  call('claims.notice', { id: second!, from: '2018-06-28', to: '2018-07-04', telephone: TELEPHONE });
  call('claims.submit', { id: second!, date: '2018-07-06', documentNo: '张村字〔2018〕11号' });
  const { claimedFen } = call('claims.get', { id: second! }).batch.totals;
  call('claims.receive', {
    ...{ id: second!, date: '2018-08-15', amountFen: claimedFen },
    ...{ documentNo: '略财农〔2018〕36号', note: '二季度贴息' },
  });
  call('claims.pay', { id: second!, date: '2018-08-17', method: 'transfer', slipNo: '贴2018-01', note: '' });
  call('claims.notice', { id: third!, from: '2018-09-29', to: '2018-10-08', telephone: TELEPHONE });
}

function compute(call: DemoCall, { title, from, to, computed }: Quarter): number {
  return call('claims.compute', {
    terms: {
      ...{ kind: 'quarter', from, to, by: 'settlements', payee: 'household', office: OFFICE, title },
      ...{ overdue: 'exclude', needsSlip: true, note: '' },
    },
    date: computed,
  }).id;
}
