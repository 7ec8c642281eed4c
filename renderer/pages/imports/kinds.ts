import type { Input } from '../../../shared/contract/index.ts';

export type ImportKind = Input<'imports.inspect'>['kind'];

export const KINDS: ReadonlyArray<{
  kind: ImportKind;
  title: string;
  what: string;
  columns: string;
  subject: string;
  /** What one line of the result counts. */
  unit: string;
  /** The sheets of a workbook belong together and come in at once, unless one of them is chosen. */
  everySheet?: true;
}> = [
  {
    kind: 'households',
    title: '户籍花名册',
    what: '户和人',
    columns: '户编号、组别、户主、与户主关系、姓名、身份证号、户类别、电话、银行卡号',
    subject: 'village',
    unit: '户',
  },
  {
    kind: 'shares',
    title: '入股花名册',
    what: '社员和股金',
    columns: '社员号、姓名、身份证号、出资额、出资日期、资金来源',
    subject: 'members',
    unit: '行',
  },
  {
    kind: 'deliveries',
    title: '交售明细',
    what: '交售',
    columns: '日期、社员号、姓名、品种、数量、单价、金额',
    subject: 'deliveries',
    unit: '行',
  },
  {
    kind: 'labour',
    title: '记工表',
    what: '记工',
    columns:
      '日期、姓名、身份证号、组别、工种、棚号、单位、数量、单价、金额、记工员；一个月一张，整本一起导入',
    subject: 'labour',
    unit: '行',
    everySheet: true,
  },
  {
    kind: 'industry',
    title: '户产业台账',
    what: '户产业和奖补',
    columns:
      '户编号、组、户主、身份证号、项目、规模、单位、投入、预计收入、奖补及务工补助（按已发登记）；标题写明年度',
    subject: 'industry',
    unit: '条',
    everySheet: true,
  },
  {
    kind: 'fund-loans',
    title: '互助资金借款台账',
    what: '互助资金借款和还款',
    columns:
      '小组、借款人、身份证号、组别、借据号、金额、用途、借款日、到期日、占用费率、还款方式；还款表：借据号、借款人、日期、归还本金、占用费',
    subject: 'fund',
    unit: '笔',
  },
  {
    kind: 'assets',
    title: '固定资产清单',
    what: '资产卡片',
    columns: '资产编号、名称、类别、数量、原值、投入使用日、取得方式、资金来源、年限、残值率',
    subject: 'assets',
    unit: '行',
  },
  {
    kind: 'subsidised-loans',
    title: '贴息贷款台账',
    what: '贷款和还款',
    columns:
      '组、户主、借款人、身份证号、合同号、借据号、贷款金额、用途、放款日、到期日、年利率、贴息比例；还款明细一起导入',
    subject: 'loans',
    unit: '行',
    everySheet: true,
  },
];

export function kindTitle(kind: ImportKind): string {
  return KINDS.find((one) => one.kind === kind)?.title ?? kind;
}

/** Households are counted as such, the other tables row by row. */
export function kindUnit(kind: ImportKind): string {
  return KINDS.find((one) => one.kind === kind)?.unit ?? '行';
}
