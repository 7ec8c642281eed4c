import type { Output } from '../../../shared/contract/index.ts';
import { go } from '../../frame/routes.ts';
import { sumDecimals, type Column } from '../../parts/gridColumns.ts';

export type Delivery = Output<'deliveries.list'>[number];
type Total = Output<'deliveries.totals'>[number];

/** One member's year: quantity and amount by product. */
export type Summary = {
  memberId: number;
  memberNo: string;
  memberName: string;
  groupNo: number | null;
  byProduct: ReadonlyMap<string, { quantity: string; amountFen: number }>;
  amountFen: number;
  count: number;
};

export const DETAIL_COLUMNS: readonly Column<Delivery>[] = [
  { field: 'date', title: '日期', kind: 'date', width: 100 },
  { field: 'memberNo', title: '社员号', kind: 'code', width: 76 },
  { field: 'memberName', title: '社员', kind: 'text', width: 90 },
  { field: 'groupNo', title: '组', kind: 'code', width: 54, value: (row) => group(row.groupNo) },
  { field: 'product', title: '品种', kind: 'text', width: 100 },
  { field: 'quantity', title: '数量（公斤）', kind: 'number', width: 110, total: true, decimals: 1 },
  { field: 'price', title: '单价（元）', kind: 'number', width: 90, decimals: 2 },
  { field: 'amountFen', title: '金额', kind: 'money', width: 120, total: true, strong: true },
  {
    field: 'booking',
    title: '入账',
    kind: 'code',
    width: 96,
    value: (row) => row.voucherName ?? BOOKING_WORDS[row.booking],
    tooltip: (row) => BOOKING_HINTS[row.booking],
    onClick: (row) => {
      if (row.voucherId !== null) go('vouchers', row.voucherId);
    },
  },
  {
    field: 'mark',
    title: '备注',
    kind: 'text',
    width: 130,
    quiet: true,
    value: (row) =>
      row.reversesId
        ? '红字冲销'
        : row.reversedById
          ? '已冲销'
          : row.ordinal > 1
            ? `当天第 ${row.ordinal} 笔相同交售`
            : '',
  },
  { field: 'operator', title: '经办人', kind: 'text', width: 80, quiet: true },
];

const BOOKING_WORDS: Readonly<Record<Delivery['booking'], string>> = {
  booked: '已入账',
  open: '仅登记',
  history: '历史',
  cancelled: '不必入账',
};
const BOOKING_HINTS: Readonly<Record<Delivery['booking'], string>> = {
  booked: '已经记入这张凭证，点一下打开',
  open: '只登记了交易额，还没有记账。按“收购入账”生成凭证',
  history: '账套启用以前的交售，已包含在期初余额里',
  cancelled: '入账之前就冲销了，两笔相抵',
};

/** Quantity and amount by product, a member a row; a product that is never weighed (质量奖) has its amount only. */
export function summaryColumns(products: readonly string[], rows: readonly Summary[]): Column<Summary>[] {
  const weighed = (product: string): boolean =>
    rows.some((row) => nothingIfZero(row.byProduct.get(product)?.quantity) !== null);
  return [
    { field: 'memberNo', title: '社员号', kind: 'code', width: 70 },
    { field: 'memberName', title: '社员', kind: 'text', width: 76 },
    { field: 'groupNo', title: '组', kind: 'code', width: 54, value: (row) => group(row.groupNo) },
    ...products.flatMap((product, index): Column<Summary>[] => {
      const quantity: Column<Summary> = {
        field: `quantity${index}`,
        title: `${product}（公斤）`,
        kind: 'number',
        width: 98,
        total: true,
        decimals: 1,
        value: (row) => nothingIfZero(row.byProduct.get(product)?.quantity),
      };
      const amount: Column<Summary> = {
        field: `amount${index}`,
        title: weighed(product) ? `${product}金额` : product,
        kind: 'money',
        width: 106,
        total: true,
        value: (row) => row.byProduct.get(product)?.amountFen ?? 0,
      };
      return weighed(product) ? [quantity, amount] : [amount];
    }),
    { field: 'count', title: '笔数', kind: 'number', width: 52, total: true },
    {
      field: 'amountFen',
      title: '金额合计',
      kind: 'money',
      width: 112,
      total: true,
      strong: true,
      pinned: 'right',
    },
  ];
}

export function summarise(totals: readonly Total[]): Summary[] {
  const members = new Map<
    number,
    Summary & { byProduct: Map<string, { quantity: string; amountFen: number }> }
  >();
  for (const { memberId, memberNo, memberName, groupNo, product, quantity, amountFen, count } of totals) {
    let member = members.get(memberId);
    if (!member) {
      member = { memberId, memberNo, memberName, groupNo, byProduct: new Map(), amountFen: 0, count: 0 };
      members.set(memberId, member);
    }
    const before = member.byProduct.get(product);
    member.byProduct.set(product, {
      quantity: before ? sumDecimals([before.quantity, quantity]) : quantity,
      amountFen: (before?.amountFen ?? 0) + amountFen,
    });
    member.amountFen += amountFen;
    member.count += count;
  }
  return [...members.values()];
}

const group = (groupNo: number | null): string => (groupNo === null ? '' : `${groupNo}组`);
const nothingIfZero = (quantity: string | undefined): string | null =>
  quantity === undefined || /^-?0*(\.0*)?$/.test(quantity) ? null : quantity;
