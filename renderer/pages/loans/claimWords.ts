import type { Input, Output } from '../../../shared/contract/index.ts';
import type { Column } from '../../parts/gridColumns.ts';
import { groupName, percentWords } from './words.ts';

export type Batch = Output<'claims.list'>[number];
export type Claim = Output<'claims.get'>;
export type ClaimLine = Claim['lines'][number];
export type Receipt = Claim['receipts'][number];
export type Payment = Claim['payments'][number];
export type ClaimTerms = Input<'claims.compute'>['terms'];
export type Comparison = Output<'claims.previewBankList'>;

export const CLAIM_STATES = {
  computed: '已测算',
  noticed: '公示中',
  submitted: '已上报',
  received: '已到账',
  paid: '已发放',
  void: '已作废',
} as const satisfies Record<Batch['state'], string>;

/** The way of a batch, in its order. */
export const CLAIM_STEPS = [
  ['computed', '测算'],
  ['noticed', '公示'],
  ['submitted', '上报'],
  ['received', '到账'],
  ['paid', '发放'],
] as const;

export const METHODS = { cash: '现金', transfer: '转账', bank: '银行代发' } as const satisfies Record<
  Payment['method'],
  string
>;

export const batchTitle = (batch: Batch): string => batch.title || `${batch.from} 至 ${batch.to} 贴息`;

export const OUTCOMES = {
  same: '相同',
  differs: '不同',
  unknown: '没有这笔',
  double: '重复',
  excluded: '没有申请',
  penalty: '罚息',
  outside: '不在期间',
} as const satisfies Record<Comparison['rows'][number]['outcome'], string>;

const totalOf =
  (pick: (batch: Batch) => number) =>
  (rows: readonly Batch[]): number =>
    rows.reduce((sum, row) => (row.state === 'void' ? sum : sum + pick(row)), 0);

const batchFen = (
  field: 'interestFen' | 'claimedFen' | 'receivedFen' | 'paidFen' | 'unreceivedFen' | 'unpaidFen',
  title: string,
): Column<Batch> => ({
  field,
  title,
  kind: 'money',
  width: 92,
  value: (row) => row.totals[field],
  total: totalOf((row) => row.totals[field]),
  strong: field === 'claimedFen',
});

export const BATCH_COLUMNS: readonly Column<Batch>[] = [
  { field: 'no', title: '编号', kind: 'code', width: 104 },
  { field: 'title', title: '名称', kind: 'text', width: 170, value: batchTitle },
  { field: 'span', title: '期间', kind: 'date', width: 170, value: (row) => `${row.from} 至 ${row.to}` },
  { field: 'state', title: '状态', kind: 'text', width: 66, words: CLAIM_STATES },
  { field: 'loans', title: '笔数', kind: 'number', width: 46, value: (row) => row.totals.loans },
  batchFen('interestFen', '利息'),
  batchFen('claimedFen', '申请贴息'),
  batchFen('receivedFen', '已到账'),
  batchFen('unreceivedFen', '未拨'),
  batchFen('paidFen', '已发放'),
  batchFen('unpaidFen', '未发'),
];

type LineField =
  | 'interestFen'
  | 'bankFen'
  | 'differenceFen'
  | 'claimedFen'
  | 'paidByHouseholdFen'
  | 'receivedFen'
  | 'paidFen'
  | 'unpaidFen';

const lineFen = (field: LineField, title: string, width = 84): Column<ClaimLine> => ({
  field,
  title,
  kind: 'money',
  width,
  total: true,
  strong: field === 'claimedFen',
});

/** The roster of a batch; once money came, with what came and was passed on. `beside`: a drawer takes half of the room. */
export function lineColumns(hasMoney: boolean, beside: boolean): readonly Column<ClaimLine>[] {
  const who: Column<ClaimLine>[] = [
    { field: 'no', title: '序号', kind: 'code', width: 46 },
    { field: 'groupNo', title: '组', kind: 'code', width: 42, value: (row) => groupName(row.groupNo) },
    { field: 'borrowerName', title: '借款人', kind: 'text', width: 66 },
    { field: 'noteNo', title: '借据号', kind: 'code', width: 102 },
  ];
  const came = [lineFen('receivedFen', '到账'), lineFen('paidFen', '已发放'), lineFen('unpaidFen', '未发')];
  const why: Column<ClaimLine> = {
    field: 'excludedReason',
    title: '不申请的原因',
    kind: 'text',
    width: 158,
    value: (row) => (row.isIncluded ? row.note : row.excludedReason),
    tooltip: (row) => row.excludedReason || row.note,
  };
  if (beside && hasMoney) return [...who, lineFen('claimedFen', '申请贴息', 88), ...came];
  const interest = [
    lineFen('interestFen', '计算利息'),
    lineFen('bankFen', '银行利息'),
    lineFen('differenceFen', '差额', 60),
    lineFen('claimedFen', '申请贴息', 88),
  ];
  if (beside) return [...who, ...interest];
  return [
    ...who,
    { field: 'days', title: '天数', kind: 'number', width: 48 },
    { field: 'subsidisableFen', title: '可贴息本金', kind: 'money', width: 92 },
    { field: 'ratio', title: '比例', kind: 'number', width: 54, value: (row) => percentWords(row.ratio) },
    ...interest,
    ...(hasMoney
      ? came
      : [
          lineFen('paidByHouseholdFen', '户已付息'),
          {
            field: 'cardMasked',
            title: '一卡通',
            kind: 'code',
            width: 82,
            quiet: true,
            value: (row: ClaimLine) => (row.cardMasked ? `尾号 ${row.cardMasked.slice(-4)}` : '没有登记'),
          } as const,
        ]),
    why,
  ];
}
