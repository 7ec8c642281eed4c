import * as borrowing from './borrowing.ts';
import { lossFromReserve, reserveRefund } from './closing.ts';
import * as grants from './grants.ts';
import type { Money, Posting } from './posting.ts';
import * as trade from './trade.ts';
import * as wages from './wages.ts';

/** An event of the cooperative's business (业务登记), its names and amounts known: what {@link businessPostings} maps to entries. */
export type BusinessEvent =
  | {
      readonly kind: 'purchase';
      readonly deliveries: readonly trade.DeliveredGoods[];
      readonly paid: Money | null;
    }
  | { readonly kind: 'commission'; readonly deliveries: readonly trade.DeliveredGoods[] }
  | {
      readonly kind: 'sellConsigned';
      readonly goods: readonly trade.ConsignedGoods[];
      readonly proceedsFen: number;
      readonly buyer: trade.Party;
      readonly received: Money | null;
    }
  | {
      readonly kind: 'sale';
      readonly goods: readonly trade.SoldGoods[];
      readonly buyer: trade.Party;
      readonly received: Money | null;
    }
  | {
      readonly kind: 'payMember' | 'receiveFromMember';
      readonly members: readonly trade.MemberAmount[];
      readonly money: Money;
    }
  | {
      readonly kind: 'buyForMember';
      readonly members: readonly trade.BoughtForMember[];
      readonly supplier: string;
      readonly paid: Money | null;
    }
  | {
      readonly kind: 'buyOutside';
      readonly goods: readonly trade.Goods[];
      readonly supplier: string;
      readonly paid: Money | null;
    }
  | {
      readonly kind: 'payOutside' | 'receiveOutside';
      readonly party: string;
      readonly fen: number;
      readonly money: Money;
    }
  | {
      readonly kind: 'grantReceived' | 'grantSpentOnExpense' | 'grantReturned';
      readonly project: string;
      readonly fen: number;
      readonly money: Money;
    }
  | {
      readonly kind: 'grantSpentOnAsset';
      readonly project: string;
      readonly grantFen: number;
      readonly asset: grants.Thing;
      readonly costFen: number;
      readonly supplier: string;
      readonly paid: Money | null;
    }
  | {
      readonly kind: 'grantAfterAsset';
      readonly project: string;
      readonly fen: number;
      readonly assetName: string;
      readonly money: Money;
    }
  | {
      readonly kind: 'donationCash';
      readonly donor: string;
      readonly fen: number;
      readonly money: Money;
      readonly restricted: boolean;
    }
  | { readonly kind: 'donationUsed'; readonly donor: string; readonly fen: number }
  | {
      readonly kind: 'donationInKind';
      readonly donor: string;
      readonly thing: grants.Thing;
      readonly fen: number;
    }
  | {
      readonly kind: 'loanReceived' | 'loanRepaid';
      readonly lender: string;
      readonly term: borrowing.LoanTerm;
      readonly fen: number;
      readonly money: Money;
    }
  | { readonly kind: 'interestAccrued'; readonly lender: string; readonly fen: number }
  | { readonly kind: 'interestPaid'; readonly lender: string; readonly fen: number; readonly money: Money }
  | {
      readonly kind: 'wagesAccrued';
      readonly payroll: wages.Payroll;
      readonly people: readonly wages.Pay[];
      readonly charge: wages.Charge;
    }
  | {
      readonly kind: 'wagesPaid';
      readonly payroll: wages.Payroll;
      readonly people: readonly wages.Pay[];
      readonly money: Money;
    }
  | {
      readonly kind: 'reserveRefund';
      readonly member: { readonly memberId: number; readonly name: string };
      readonly fen: number;
      readonly paid: Money | null;
    }
  | { readonly kind: 'lossFromReserve'; readonly fen: number; readonly resolution: string };

export type BusinessKind = BusinessEvent['kind'];

/** What each kind is called, in the order of the menu. */
export const BUSINESS_TITLES: Readonly<Record<BusinessKind, string>> = {
  purchase: '收购入账',
  commission: '代销入账',
  sale: '销售',
  sellConsigned: '代销售出',
  buyOutside: '向非成员购进',
  payMember: '付社员款',
  receiveFromMember: '收社员款',
  buyForMember: '代购农资',
  payOutside: '付非成员款',
  receiveOutside: '收非成员款',
  grantReceived: '补助到账',
  grantSpentOnAsset: '补助购建资产',
  grantSpentOnExpense: '补助用于费用',
  grantAfterAsset: '先建后补',
  grantReturned: '补助退回',
  donationCash: '收到捐款',
  donationUsed: '捐款已使用',
  donationInKind: '收到捐赠物资',
  loanReceived: '借入款项',
  loanRepaid: '归还本金',
  interestAccrued: '计提利息',
  interestPaid: '支付利息',
  wagesAccrued: '计提工资劳务费',
  wagesPaid: '发放工资劳务费',
  lossFromReserve: '公积金补亏',
  reserveRefund: '退还公积金份额',
};

/** The entries of an event, a posting a voucher, in the order they are numbered. Each balances. */
export function businessPostings(event: BusinessEvent): Posting[] {
  switch (event.kind) {
    case 'purchase':
      return [trade.purchase(event.deliveries, event.paid)];
    case 'commission':
      return [trade.commission(event.deliveries)];
    case 'sellConsigned':
      return [trade.sellConsigned(event.goods, event.proceedsFen, event.buyer, event.received)];
    case 'sale':
      return trade.sale(event.goods, event.buyer, event.received);
    case 'payMember':
      return [trade.payMembers(event.members, event.money)];
    case 'receiveFromMember':
      return [trade.receiveFromMembers(event.members, event.money)];
    case 'buyForMember':
      return [trade.buyForMembers(event.members, event.supplier, event.paid)];
    case 'buyOutside':
      return [trade.buyOutside(event.goods, event.supplier, event.paid)];
    case 'payOutside':
      return [trade.payOutside(event.party, event.fen, event.money)];
    case 'receiveOutside':
      return [trade.receiveOutside(event.party, event.fen, event.money)];
    case 'grantReceived':
      return [grants.grantReceived(event.project, event.fen, event.money)];
    case 'grantSpentOnAsset':
      return [
        grants.grantSpentOnAsset(
          event.project,
          event.grantFen,
          event.asset,
          event.costFen,
          event.supplier,
          event.paid,
        ),
      ];
    case 'grantSpentOnExpense':
      return [grants.grantPaidOut(`补助用于费用：${event.project}`, event.project, event.fen, event.money)];
    case 'grantReturned':
      return [grants.grantPaidOut(`退回补助结余：${event.project}`, event.project, event.fen, event.money)];
    case 'grantAfterAsset':
      return grants.grantAfterAsset(event.project, event.fen, event.assetName, event.money);
    case 'donationCash':
      return [grants.donationCash(event.donor, event.fen, event.money, event.restricted)];
    case 'donationUsed':
      return [grants.donationUsed(event.donor, event.fen)];
    case 'donationInKind':
      return [grants.donationInKind(event.donor, event.thing, event.fen)];
    case 'loanReceived':
      return [borrowing.loanReceived(event.lender, event.term, event.fen, event.money)];
    case 'loanRepaid':
      return [borrowing.loanRepaid(event.lender, event.term, event.fen, event.money)];
    case 'interestAccrued':
      return [borrowing.interestAccrued(event.lender, event.fen)];
    case 'interestPaid':
      return [borrowing.interestPaid(event.lender, event.fen, event.money)];
    case 'wagesAccrued':
      return [wages.wagesAccrued(event.payroll, event.people, event.charge)];
    case 'wagesPaid':
      return [wages.wagesPaid(event.payroll, event.people, event.money)];
    case 'reserveRefund':
      return [reserveRefund(event.member, event.fen, event.paid)];
    case 'lossFromReserve':
      return [lossFromReserve(event.fen, event.resolution)];
  }
}
