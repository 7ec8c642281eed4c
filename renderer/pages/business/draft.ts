import type { Input } from '../../../shared/contract/index.ts';
import { toHalfWidth } from '../../../shared/rules/fullwidth.ts';
import type { Member } from '../../parts/MemberPicker.tsx';
import type { BusinessKind } from './kinds.ts';

export type Recorded = Input<'business.record'>;
type Event = Recorded['event'];
type Money = Extract<Event, { kind: 'payMember' }>['money'];
export type Someone = Pick<Member, 'id' | 'no' | 'name'>;

export interface GoodsLine {
  product: string;
  quantity: string;
  amountFen: number | null;
  /** Of a sale; null: average. */
  costFen: number | null;
}
export interface MemberLine {
  member: Someone | null;
  amountFen: number | null;
  feeFen: number | null;
}
/** Goods held for somebody (128): whose, how much is held, how much of it is sold. */
export interface ConsignedLine {
  key: string;
  consignor: { kind: 'member'; memberId: number } | { kind: 'party'; party: string };
  name: string;
  heldFen: number;
  agreedFen: number | null;
}
export interface PersonLine {
  name: string;
  payItem: string;
  amountFen: number | null;
}

/** Everything an entry dialog may ask; each kind uses its part. */
export type Draft = {
  kind: BusinessKind;
  date: string;
  documentNo: string;
  note: string;
  attachments: string;
  /** 'later', 'cash', or 'bank:ID' ('bank' for the usual one). */
  pay: string;
  party: string;
  buyer: 'party' | 'member';
  member: Someone | null;
  amountFen: number | null;
  goods: GoodsLine[];
  members: MemberLine[];
  consigned: ConsignedLine[];
  people: PersonLine[];
  project: string;
  grantFen: number | null;
  assetAccount: string;
  assetName: string;
  isPovertyAsset: boolean;
  quantity: string;
  restricted: boolean;
  lender: string;
  term: 'short' | 'long';
  payroll: 'staff' | 'labour';
  chargeAccount: string;
  chargeItem: string;
  resolution: string;
};

export const EMPTY_GOODS: GoodsLine = { product: '', quantity: '', amountFen: null, costFen: null };
export const EMPTY_MEMBER: MemberLine = { member: null, amountFen: null, feeFen: null };
export const EMPTY_PERSON: PersonLine = { name: '', payItem: '计时工资', amountFen: null };

/** Kinds whose money may wait: owed to or by the other side. */
export const MAY_WAIT: ReadonlySet<BusinessKind> = new Set([
  'purchase',
  'sale',
  'sellConsigned',
  'buyOutside',
  'buyForMember',
  'grantSpentOnAsset',
  'reserveRefund',
]);

export function emptyDraft(kind: BusinessKind, date: string): Draft {
  return {
    kind,
    date,
    documentNo: '',
    note: '',
    attachments: '1',
    pay: firstPay(kind),
    party: '',
    buyer: 'party',
    member: null,
    amountFen: null,
    goods: [EMPTY_GOODS],
    members: [EMPTY_MEMBER],
    consigned: [],
    people: [EMPTY_PERSON],
    project: '',
    grantFen: null,
    assetAccount: '153',
    assetName: '',
    isPovertyAsset: kind.startsWith('grant'),
    quantity: '',
    restricted: false,
    lender: '',
    term: 'short',
    payroll: 'labour',
    chargeAccount: '401',
    chargeItem: '人工',
    resolution: '',
  };
}

/** Where the money is, to begin with: owed for a purchase, else the usual bank account. */
export function firstPay(kind: BusinessKind): string {
  return kind === 'purchase' || kind === 'sale' || kind === 'buyOutside' ? 'later' : 'bank';
}

/** The event a draft describes, or null while it is not complete enough to be tried. */
export function eventOf(draft: Draft): Event | null {
  const { kind, amountFen } = draft;
  const money = moneyOf(draft.pay);
  const party = draft.party.trim();
  const project = draft.project.trim();
  const lender = draft.lender.trim();
  switch (kind) {
    case 'purchase':
    case 'commission':
      return null; // chosen from deliveries, in a dialog of its own
    case 'sale': {
      const goods = goodsOf(draft);
      const buyer = buyerOf(draft);
      return goods && buyer && { kind, buyer, received: money, goods };
    }
    case 'sellConsigned': {
      const goods = draft.consigned.flatMap(({ consignor, agreedFen }) =>
        agreedFen ? [{ consignor, agreedFen }] : [],
      );
      const buyer = buyerOf(draft);
      return goods.length > 0 && buyer && amountFen
        ? { kind, buyer, received: money, proceedsFen: amountFen, goods }
        : null;
    }
    case 'buyOutside': {
      const goods = goodsOf(draft);
      return goods && party ? { kind, party, paid: money, goods } : null;
    }
    case 'payMember':
    case 'receiveFromMember': {
      const members = membersOf(draft);
      return members && money && { kind, members, money };
    }
    case 'buyForMember': {
      const members = membersOf(draft);
      return members && { kind, members, party, paid: money };
    }
    case 'payOutside':
    case 'receiveOutside':
      return party && amountFen && money ? { kind, party, amountFen, money } : null;
    case 'grantReceived':
    case 'grantSpentOnExpense':
    case 'grantReturned':
      return project && amountFen && money ? { kind, project, amountFen, money } : null;
    case 'grantAfterAsset': {
      const assetName = draft.assetName.trim();
      return project && assetName && amountFen && money
        ? { kind, project, amountFen, assetName, money }
        : null;
    }
    case 'grantSpentOnAsset': {
      const asset = assetOf(draft);
      const { grantFen } = draft;
      return project && asset && grantFen && amountFen
        ? { kind, project, grantFen, asset, costFen: amountFen, party, paid: money }
        : null;
    }
    case 'donationCash':
      return party && amountFen && money
        ? { kind, party, amountFen, money, restricted: draft.restricted }
        : null;
    case 'donationUsed':
      return party && amountFen ? { kind, party, amountFen } : null;
    case 'donationInKind': {
      const asset = assetOf(draft);
      const isGoods = draft.assetAccount === '121';
      const quantity = plain(draft.quantity);
      if (!party || !asset || !amountFen || (isGoods && quantity === '')) return null;
      return { kind, party, asset, amountFen, ...(isGoods ? { quantity } : {}) };
    }
    case 'loanReceived':
    case 'loanRepaid':
      return lender && amountFen && money ? { kind, lender, term: draft.term, amountFen, money } : null;
    case 'interestAccrued':
      return lender && amountFen ? { kind, lender, amountFen } : null;
    case 'interestPaid':
      return lender && amountFen && money ? { kind, lender, amountFen, money } : null;
    case 'wagesAccrued': {
      const people = peopleOf(draft);
      const item = draft.chargeItem.trim();
      return people && item
        ? { kind, payroll: draft.payroll, people, charge: { account: draft.chargeAccount, item } }
        : null;
    }
    case 'wagesPaid': {
      const people = peopleOf(draft);
      return people && money && { kind, payroll: draft.payroll, people, money };
    }
    case 'reserveRefund':
      return draft.member && { kind, memberId: draft.member.id, paid: money };
    case 'lossFromReserve': {
      const resolution = draft.resolution.trim();
      return resolution && amountFen ? { kind, amountFen, resolution } : null;
    }
  }
}

/** The whole of what is recorded; null while the event or the day is not complete. */
export function recordedOf(draft: Draft, event: Event | null): Recorded | null {
  const attachments = plain(draft.attachments);
  if (!event || !/^\d{4}-\d{2}-\d{2}$/u.test(draft.date) || !/^\d{0,4}$/u.test(attachments)) return null;
  const { date, documentNo, note } = draft;
  return { date, documentNo, note, attachments: Number(attachments), event };
}

export function moneyOf(pay: string): Money | null {
  if (pay === 'later') return null;
  if (pay === 'cash') return { kind: 'cash' };
  const bank = /^bank:(\d+)$/u.exec(pay);
  return bank ? { kind: 'bank', bankId: Number(bank[1]) } : { kind: 'bank' };
}

const plain = (text: string): string => toHalfWidth(text).trim();

/** Lines that say something; null where one of them is half filled in or there is none. */
function whole<L, R>(
  lines: readonly L[],
  isEmpty: (line: L) => boolean,
  read: (line: L) => R | null,
): R[] | null {
  const filled = lines.filter((line) => !isEmpty(line)).map(read);
  return filled.length > 0 && filled.every((one) => one !== null) ? filled : null;
}

function goodsOf(draft: Draft) {
  return whole(
    draft.goods,
    ({ product, quantity, amountFen }) =>
      product.trim() === '' && quantity.trim() === '' && amountFen === null,
    ({ product, quantity, amountFen, costFen }) =>
      product.trim() && plain(quantity) && amountFen
        ? {
            product: product.trim(),
            quantity: plain(quantity),
            amountFen,
            ...(draft.kind === 'sale' && costFen !== null ? { costFen } : {}),
          }
        : null,
  );
}

function membersOf(draft: Draft) {
  return whole(
    draft.members,
    ({ member, amountFen }) => member === null && amountFen === null,
    ({ member, amountFen, feeFen }) =>
      member && amountFen
        ? { memberId: member.id, amountFen, ...(draft.kind === 'buyForMember' && feeFen ? { feeFen } : {}) }
        : null,
  );
}

function peopleOf(draft: Draft) {
  return whole(
    draft.people,
    ({ name, amountFen }) => name.trim() === '' && amountFen === null,
    ({ name, payItem, amountFen }) =>
      name.trim() && payItem.trim() && amountFen
        ? { name: name.trim(), payItem: payItem.trim(), amountFen }
        : null,
  );
}

function buyerOf(draft: Draft) {
  if (draft.buyer === 'member')
    return draft.member && ({ kind: 'member', memberId: draft.member.id } as const);
  const party = draft.party.trim();
  return draft.pay === 'later' && party === '' ? null : ({ kind: 'party', party } as const);
}

function assetOf({ assetAccount, assetName, isPovertyAsset }: Draft) {
  const name = assetName.trim();
  return name === '' ? null : { account: assetAccount, name, isPovertyAsset };
}
