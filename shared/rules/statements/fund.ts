import { carriesTo } from '../chart/fund.ts';

/**
 * The two statements of an association in simple form (民间非营利组织会计制度 会民非01表, 02表), computed by the roles of its accounts, so
 * that a county's codes change nothing. Whole fen, nothing is rounded.
 */
export interface FundFigure {
  /** What the account is for, and what those above it are for. */
  readonly roles: readonly string[];
  readonly isProfit: boolean;
  readonly isEquity: boolean;
  /** Balances, debit positive. */
  readonly beginFen: number;
  readonly endFen: number;
  /** What moved, debit less credit, without the vouchers that carry income and costs. */
  readonly monthFen: number;
  readonly yearFen: number;
}

type Side = 'assets' | 'claims';

interface SheetForm {
  readonly no: number;
  readonly side: Side;
  readonly label: string;
  /** 2: 其中, added up in the row above it. */
  readonly level: 1 | 2;
  readonly isTotal?: boolean;
  /** Balances of these, on the side's own side. */
  readonly roles?: readonly string[];
  /** Income and costs not carried yet go with the net assets they are carried to. */
  readonly withOpen?: readonly string[];
  /** Numbers of rows; negative: taken off. */
  readonly sum?: readonly number[];
  /** Stands on the other side, and is shown without a sign. */
  readonly isDeducted?: boolean;
}

const asset = (no: number, label: string, roles: readonly string[]): SheetForm => ({
  no,
  side: 'assets',
  label,
  level: 1,
  roles,
});
const claim = (no: number, label: string, roles: readonly string[]): SheetForm => ({
  no,
  side: 'claims',
  label,
  level: 1,
  roles,
});
const total = (no: number, side: Side, label: string, sum: readonly number[]): SheetForm => ({
  no,
  side,
  label,
  level: 1,
  isTotal: true,
  sum,
});
const part = (no: number, label: string, role: string): SheetForm => ({
  no,
  side: 'claims',
  label,
  level: 2,
  roles: [role],
  withOpen: [role],
});

/** 资产负债表: rows by number, each side from above. */
const BALANCE_SHEET: readonly SheetForm[] = [
  asset(1, '货币资金', ['cash', 'bank']),
  asset(2, '借款', ['loans']),
  asset(3, '应收占用费', ['feesDue']),
  asset(4, '其他应收款', ['receivables']),
  total(5, 'assets', '流动资产合计', [1, 2, 3, 4]),
  asset(6, '固定资产原价', ['fixedAssets']),
  { ...asset(7, '减：累计折旧', ['depreciation']), isDeducted: true },
  total(8, 'assets', '固定资产净值', [6, -7]),
  total(9, 'assets', '资产总计', [5, 8]),
  claim(10, '应付账款', ['payables']),
  claim(11, '应付工资', ['wages']),
  claim(12, '应交税金', ['taxes']),
  claim(13, '互助金', ['memberFund']),
  total(14, 'claims', '负债合计', [10, 11, 12, 13]),
  { ...claim(15, '非限定性净资产', ['netFree']), withOpen: ['undistributed'] },
  part(16, '其中：公积金', 'reserve'),
  part(17, '公益金', 'welfare'),
  part(18, '风险准备金', 'riskReserve'),
  part(19, '运行费结余', 'runningReserve'),
  part(20, '未分配结余', 'undistributed'),
  { ...claim(21, '限定性净资产', ['netRestricted']), withOpen: ['restrictedFiscal', 'restrictedDonated'] },
  part(22, '其中：财政扶持资金', 'restrictedFiscal'),
  part(23, '捐赠资金', 'restrictedDonated'),
  total(24, 'claims', '净资产合计', [15, 21]),
  total(25, 'claims', '负债和净资产总计', [14, 24]),
];

export interface FundSheetRow {
  readonly no: number;
  readonly side: Side;
  readonly label: string;
  readonly level: 1 | 2;
  readonly isTotal: boolean;
  readonly beginFen: number;
  readonly endFen: number;
}

export function evaluateFundSheet(figures: readonly FundFigure[]): FundSheetRow[] {
  const done = new Map<number, FundSheetRow>();
  const rows: FundSheetRow[] = [];
  for (const form of BALANCE_SHEET) {
    const value = (at: 'beginFen' | 'endFen'): number => {
      if (form.sum) {
        return form.sum.reduce((fen, no) => fen + Math.sign(no) * (done.get(Math.abs(no))?.[at] ?? 0), 0);
      }
      const debitFen = figures.filter((one) => isIn(form, one)).reduce((fen, one) => fen + one[at], 0);
      return form.side === 'assets' && !form.isDeducted ? debitFen : 0 - debitFen;
    };
    const { no, side, label, level } = form;
    const row = {
      no,
      side,
      label,
      level,
      isTotal: form.isTotal ?? false,
      beginFen: value('beginFen'),
      endFen: value('endFen'),
    };
    done.set(no, row);
    rows.push(row);
  }
  return rows;
}

function isIn({ roles = [], withOpen = [] }: SheetForm, one: FundFigure): boolean {
  return one.isProfit ? withOpen.includes(targetOf(one)) : one.roles.some((role) => roles.includes(role));
}

const targetOf = ({ roles: [own = ''] }: FundFigure): string => carriesTo(own).slice(1);

interface ActivityForm {
  readonly no: number;
  readonly label: string;
  readonly level: 1 | 2;
  readonly isTotal?: boolean;
  readonly roles?: readonly string[];
  /** Costs stand in debit. */
  readonly isCost?: boolean;
  readonly sum?: readonly (readonly [no: number, sign: 1 | -1])[];
  readonly moved?: 'released' | 'direct';
}

/** 业务活动表 */
const ACTIVITY: readonly ActivityForm[] = [
  { no: 1, label: '捐赠收入', level: 2, roles: ['donations'] },
  { no: 2, label: '会费收入', level: 2, roles: ['dues'] },
  { no: 3, label: '占用费收入', level: 2, roles: ['feeIncome'] },
  { no: 4, label: '政府补助收入', level: 2, roles: ['subsidies'] },
  { no: 5, label: '其他收入', level: 2, roles: ['otherIncome'] },
  {
    no: 6,
    label: '一、收入合计',
    level: 1,
    isTotal: true,
    sum: [
      [1, 1],
      [2, 1],
      [3, 1],
      [4, 1],
      [5, 1],
    ],
  },
  { no: 7, label: '业务活动成本', level: 2, roles: ['activityCost'], isCost: true },
  { no: 8, label: '管理费用', level: 2, roles: ['managementCost'], isCost: true },
  { no: 9, label: '其他费用', level: 2, roles: ['otherCost'], isCost: true },
  {
    no: 10,
    label: '二、费用合计',
    level: 1,
    isTotal: true,
    sum: [
      [7, 1],
      [8, 1],
      [9, 1],
    ],
  },
  { no: 11, label: '三、限定性净资产转为非限定性净资产', level: 1, moved: 'released' },
  { no: 12, label: '四、直接记入净资产的变动（如核销坏账）', level: 1, moved: 'direct' },
  {
    no: 13,
    label: '五、净资产变动额',
    level: 1,
    isTotal: true,
    sum: [
      [6, 1],
      [10, -1],
      [11, 1],
      [12, 1],
    ],
  },
];

/** 非限定性 and 限定性; the sum of both is shown beside them. */
export interface FundAmounts {
  readonly freeFen: number;
  readonly restrictedFen: number;
}

export interface FundActivityRow {
  readonly no: number;
  readonly label: string;
  readonly level: 1 | 2;
  readonly isTotal: boolean;
  readonly month: FundAmounts;
  readonly year: FundAmounts;
}

export function evaluateFundActivity(figures: readonly FundFigure[]): FundActivityRow[] {
  const done = new Map<number, FundActivityRow>();
  const rows: FundActivityRow[] = [];
  for (const form of ACTIVITY) {
    const { no, label, level } = form;
    const value = (over: 'month' | 'year'): FundAmounts =>
      form.sum
        ? form.sum.reduce((sum, [row, sign]) => plus(sum, done.get(row)?.[over] ?? NOTHING, sign), NOTHING)
        : amountsOf(form, figures, `${over}Fen`);
    const row = {
      no,
      label,
      level,
      isTotal: form.isTotal ?? false,
      month: value('month'),
      year: value('year'),
    };
    done.set(no, row);
    rows.push(row);
  }
  return rows;
}

const NOTHING: FundAmounts = { freeFen: 0, restrictedFen: 0 };

function plus(a: FundAmounts, b: FundAmounts, sign: 1 | -1): FundAmounts {
  return { freeFen: a.freeFen + sign * b.freeFen, restrictedFen: a.restrictedFen + sign * b.restrictedFen };
}

function amountsOf(
  form: ActivityForm,
  figures: readonly FundFigure[],
  over: 'monthFen' | 'yearFen',
): FundAmounts {
  if (form.moved !== undefined) return movedOf(form.moved, figures, over);
  const sign = form.isCost ? 1 : -1;
  let amounts = NOTHING;
  for (const one of figures) {
    if (!one.roles.some((role) => form.roles?.includes(role))) continue;
    const fen = sign * one[over];
    amounts = plus(
      amounts,
      targetOf(one) === 'undistributed'
        ? { freeFen: fen, restrictedFen: 0 }
        : { freeFen: 0, restrictedFen: fen },
      1,
    );
  }
  return amounts;
}

/**
 * What vouchers other than closings did to the net assets: from one kind to the other (released when it left the restricted), and the
 * rest, which came from outside or went out.
 */
function movedOf(
  which: 'released' | 'direct',
  figures: readonly FundFigure[],
  over: 'monthFen' | 'yearFen',
): FundAmounts {
  let freeFen = 0;
  let restrictedFen = 0;
  for (const one of figures) {
    if (!one.isEquity) continue;
    if (one.roles.includes('netRestricted')) restrictedFen -= one[over];
    else freeFen -= one[over];
  }
  const crosses = freeFen * restrictedFen < 0;
  const releasedFen = crosses ? Math.sign(freeFen) * Math.min(Math.abs(freeFen), Math.abs(restrictedFen)) : 0;
  return which === 'released'
    ? { freeFen: releasedFen, restrictedFen: 0 - releasedFen }
    : { freeFen: freeFen - releasedFen, restrictedFen: restrictedFen + releasedFen };
}

export interface FundCheck {
  readonly id: string;
  readonly name: string;
  readonly leftLabel: string;
  readonly leftFen: number;
  readonly rightLabel: string;
  readonly rightFen: number;
  readonly ok: boolean;
}

/** 资产 = 负债 + 净资产 at both ends; and what 02 shows is how the net assets changed. */
export function fundStatementChecks(
  sheet: readonly FundSheetRow[],
  activity: readonly FundActivityRow[],
): FundCheck[] {
  const row = (no: number) => sheet.find((one) => one.no === no);
  const change = activity.find((one) => one.no === 13)?.year ?? NOTHING;
  const changeFen = change.freeFen + change.restrictedFen;
  const check = (
    id: string,
    name: string,
    left: readonly [string, number],
    right: readonly [string, number],
  ): FundCheck => ({
    id,
    name,
    leftLabel: left[0],
    leftFen: left[1],
    rightLabel: right[0],
    rightFen: right[1],
    ok: left[1] === right[1],
  });
  return [
    check(
      'fund-01-end',
      '资产负债表期末：资产 = 负债 + 净资产',
      ['资产总计', row(9)?.endFen ?? 0],
      ['负债和净资产总计', row(25)?.endFen ?? 0],
    ),
    check(
      'fund-01-begin',
      '资产负债表年初：资产 = 负债 + 净资产',
      ['资产总计', row(9)?.beginFen ?? 0],
      ['负债和净资产总计', row(25)?.beginFen ?? 0],
    ),
    check(
      'fund-02',
      '业务活动表：年初净资产 + 净资产变动额 = 期末净资产',
      ['年初净资产加变动额', (row(24)?.beginFen ?? 0) + changeFen],
      ['期末净资产', row(24)?.endFen ?? 0],
    ),
  ];
}
