import type { Parsed } from '../../../shared/contract/index.ts';
import { productName, quantityMilli } from '../../../shared/rules/measures.ts';
import { NOMINAL_FEN } from '../../../shared/rules/depreciation.ts';
import { formatYuan, isFen, MAX_FEN } from '../../../shared/rules/money.ts';
import { type BusinessEvent, businessPostings } from '../../../shared/rules/posting/business.ts';
import type { Posting } from '../../../shared/rules/posting/posting.ts';
import type { Goods, MemberAmount, Party } from '../../../shared/rules/posting/trade.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { sheetsInTheWay } from '../labour/index.ts';
import { leastFrom, mostFrom } from '../ledger/index.ts';
import { cutsForLoss, describe, freeReserveOn, memberById, type ReserveMove } from '../shares/index.ts';
import { checkDay, checkMovements, enteredBefore, movementsOf, paperNo } from '../events/index.ts';
import { membersNamed, warnOfMember } from './naming.ts';
import { costsOf } from './stock.ts';
import { chooseDeliveries } from './using.ts';

type Recorded = Parsed<'business.record'>;
type Given = Recorded['event'];
type Of<K extends Given['kind']> = Extract<Given, { kind: K }>;

/** An event with everything looked up and proved: what recording writes and a preview shows. */
export interface Plan {
  readonly postings: readonly Posting[];
  readonly amountFen: number;
  /** Who is on the other side, by name; empty for a sale over the counter. */
  readonly party: string;
  readonly documentNo: string;
  readonly deliveryIds: readonly number[];
  /** An item to be marked 扶贫项目资产: its account and name. */
  readonly povertyAsset: { readonly account: string; readonly name: string } | null;
  /** What it does to members' 公积金份额. */
  readonly reserveMoves: readonly ReserveMove[];
  readonly warnings: readonly string[];
}

/** What the facts come to: the event of the rules, and what names it. */
interface Resolved {
  readonly event: BusinessEvent;
  readonly amountFen: number;
  readonly party: string;
  readonly deliveryIds?: readonly number[];
  readonly povertyAsset?: Plan['povertyAsset'];
  readonly reserveMoves?: Plan['reserveMoves'];
  readonly warnings?: readonly string[];
}

/** Proves an event without writing: its date, names, amounts and paper, and that the books stay in order. */
export function plan(ctx: Reading, entityId: number, input: Recorded): Result<Plan> {
  const { db } = ctx;
  const date = checkDay(ctx, entityId, input.date);
  if (!date.ok) return date;
  const resolved = resolve(db, entityId, input.event, input.date);
  if (!resolved.ok) return resolved;
  const { event, amountFen, party } = resolved.value;
  if (!isFen(amountFen)) {
    return refuse('amount_invalid', `合计超过 ${formatYuan(MAX_FEN)} 元，请核对金额。`);
  }
  const documentNo = paperNo(input.documentNo);
  const twice = enteredBefore(db, entityId, documentNo, amountFen, party);
  if (twice) return twice;
  const postings = businessPostings(event);
  const guarded = checkMovements(db, entityId, input.date, movementsOf(db, entityId, postings), {
    usesDonation: event.kind === 'donationUsed',
  });
  if (!guarded.ok) return guarded;
  return ok({
    postings,
    amountFen,
    party,
    documentNo,
    deliveryIds: resolved.value.deliveryIds ?? [],
    povertyAsset: resolved.value.povertyAsset ?? null,
    reserveMoves: resolved.value.reserveMoves ?? [],
    warnings: [...(resolved.value.warnings ?? []), ...guarded.value],
  });
}

/** A grant for an asset that is nowhere, or larger than what it cost: allowed, and said. */
function warnOfAsset(db: ReadableDb, entityId: number, name: string, grantFen: number): string[] {
  const { costFen } = db.get<{ costFen: number | null }>(
    `SELECT SUM(m.cost_fen) AS costFen FROM asset_card c JOIN asset_move m ON m.asset_id = c.id
     WHERE c.entity_id = ? AND c.undone_on IS NULL AND ? IN (c.no, c.name, c.no || ' ' || c.name)`,
    entityId,
    name,
  )!;
  if (costFen === null) return [`“固定资产”里没有叫“${name}”的卡片，请核对资产名称。`];
  return grantFen > costFen
    ? [`“${name}”的原值只有 ${formatYuan(costFen)} 元，补助 ${formatYuan(grantFen)} 元比它多，请核对金额。`]
    : [];
}

function resolve(db: ReadableDb, entityId: number, given: Given, date: string): Result<Resolved> {
  switch (given.kind) {
    case 'purchase':
    case 'commission':
      return fromDeliveries(db, entityId, given, date);
    case 'sale':
      return resolveSale(db, entityId, given, date);
    case 'sellConsigned':
      return resolveConsigned(db, entityId, given);
    case 'buyOutside':
      return resolveBuying(db, entityId, given);
    case 'payMember':
    case 'receiveFromMember':
      return resolveMembers(db, entityId, given, date);
    case 'buyForMember':
      return resolveProcurement(db, entityId, given);
    case 'payOutside':
    case 'receiveOutside': {
      const { kind, party, amountFen, money } = given;
      const warnings = warnOfMember(db, entityId, party);
      return ok({ event: { kind, party, fen: amountFen, money }, amountFen, party, warnings });
    }
    case 'grantReceived':
    case 'grantSpentOnExpense':
    case 'grantReturned': {
      const { kind, project, amountFen, money } = given;
      return ok({ event: { kind, project, fen: amountFen, money }, amountFen, party: project });
    }
    case 'grantSpentOnAsset':
      return resolveGrantAsset(given);
    case 'grantAfterAsset': {
      const { kind, project, amountFen, money, assetName } = given;
      return ok({
        event: { kind, project, fen: amountFen, money, assetName },
        amountFen,
        party: project,
        warnings: warnOfAsset(db, entityId, assetName, amountFen),
      });
    }
    case 'donationCash': {
      const { kind, party, amountFen, money, restricted } = given;
      return ok({ event: { kind, donor: party, fen: amountFen, money, restricted }, amountFen, party });
    }
    case 'donationUsed': {
      const { kind, party, amountFen } = given;
      return ok({ event: { kind, donor: party, fen: amountFen }, amountFen, party });
    }
    case 'donationInKind':
      return resolveDonatedThing(given);
    case 'loanReceived':
    case 'loanRepaid': {
      const { kind, lender, term, amountFen, money } = given;
      return ok({ event: { kind, lender, term, fen: amountFen, money }, amountFen, party: lender });
    }
    case 'interestAccrued': {
      const { kind, lender, amountFen } = given;
      return ok({ event: { kind, lender, fen: amountFen }, amountFen, party: lender });
    }
    case 'interestPaid': {
      const { kind, lender, amountFen, money } = given;
      return ok({ event: { kind, lender, fen: amountFen, money }, amountFen, party: lender });
    }
    case 'wagesAccrued':
    case 'wagesPaid':
      return resolveWages(db, entityId, given, date);
    case 'lossFromReserve':
      return resolveLoss(db, entityId, given, date);
    case 'reserveRefund':
      return resolveReserveRefund(db, entityId, given, date);
  }
}

function fromDeliveries(
  db: ReadableDb,
  entityId: number,
  given: Of<'purchase'> | Of<'commission'>,
  date: string,
): Result<Resolved> {
  const chosen = chooseDeliveries(db, entityId, given.deliveryIds, given.kind, date);
  if (!chosen.ok) return chosen;
  const deliveries = chosen.value.map(({ memberId, product, quantityMilli: milli, amountFen }) => ({
    memberId,
    product,
    quantityMilli: milli,
    fen: amountFen,
  }));
  const amountFen = sum(deliveries.map((one) => one.fen));
  if (given.kind === 'purchase' && given.paid !== null && amountFen <= 0) {
    const sentence = '选中的交售合计不大于 0，没有款可付。请选“先记往来”，退款另用“收社员款”登记。';
    return refuse('nothing_to_pay', sentence, { paid: sentence });
  }
  const members = new Map(chosen.value.map((one) => [one.memberId, `${one.memberNo} ${one.memberName}`]));
  const party = members.size === 1 ? [...members.values()][0]! : `社员 ${members.size} 户`;
  const event: BusinessEvent =
    given.kind === 'purchase'
      ? { kind: 'purchase', deliveries, paid: given.paid }
      : { kind: 'commission', deliveries };
  return ok({ event, amountFen, party, deliveryIds: chosen.value.map((one) => one.id) });
}

function resolveSale(db: ReadableDb, entityId: number, given: Of<'sale'>, date: string): Result<Resolved> {
  const buyer = partyOf(db, entityId, given.buyer, 'buyer', given.received === null);
  if (!buyer.ok) return buyer;
  const goods = goodsOf(given.goods);
  const costs = costsOf(
    db,
    entityId,
    date,
    goods.map((one, at) => ({ ...one, costFen: given.goods[at]!.costFen ?? null })),
  );
  if (!costs.ok) return costs;
  const sold = goods.map((one, at) => ({ ...one, costFen: costs.value[at]! }));
  const losing = sold.filter((one) => one.costFen > one.fen);
  return ok({
    event: { kind: 'sale', goods: sold, buyer: buyer.value.party, received: given.received },
    amountFen: sum(goods.map((one) => one.fen)),
    party: buyer.value.words,
    warnings: [
      ...buyer.value.warnings,
      ...losing.map(
        (one) =>
          `“${one.product}”售价 ${formatYuan(one.fen)} 元低于成本 ${formatYuan(one.costFen)} 元，请核对。`,
      ),
    ],
  });
}

function resolveConsigned(db: ReadableDb, entityId: number, given: Of<'sellConsigned'>): Result<Resolved> {
  const buyer = partyOf(db, entityId, given.buyer, 'buyer', given.received === null);
  if (!buyer.ok) return buyer;
  const goods: { consignor: Party; agreedFen: number }[] = [];
  for (const [index, one] of given.goods.entries()) {
    const consignor = partyOf(db, entityId, one.consignor, `goods.${index}.consignor`, true);
    if (!consignor.ok) return consignor;
    goods.push({ consignor: consignor.value.party, agreedFen: one.agreedFen });
  }
  const { proceedsFen, received } = given;
  return ok({
    event: { kind: 'sellConsigned', goods, proceedsFen, buyer: buyer.value.party, received },
    amountFen: proceedsFen,
    party: buyer.value.words,
    warnings: buyer.value.warnings,
  });
}

function resolveBuying(db: ReadableDb, entityId: number, given: Of<'buyOutside'>): Result<Resolved> {
  const goods = goodsOf(given.goods);
  return ok({
    event: { kind: 'buyOutside', goods, supplier: given.party, paid: given.paid },
    amountFen: sum(goods.map((one) => one.fen)),
    party: given.party,
    warnings: warnOfMember(db, entityId, given.party),
  });
}

function goodsOf(goods: Of<'buyOutside'>['goods']): Goods[] {
  return goods.map((one) => ({
    product: productName(one.product),
    quantityMilli: quantityMilli(one.quantity),
    fen: one.amountFen,
  }));
}

function resolveMembers(
  db: ReadableDb,
  entityId: number,
  given: Of<'payMember'> | Of<'receiveFromMember'>,
  date: string,
): Result<Resolved> {
  const members = membersOf(db, entityId, given.members);
  if (!members.ok) return members;
  const { kind, money } = given;
  return ok({
    event: { kind, members: members.value, money },
    amountFen: sum(members.value.map((one) => one.fen)),
    party: partyOfMembers(members.value),
    warnings: turnedBalances(db, entityId, members.value, kind, date),
  });
}

/** Members whose 往来 turns round with the payment: paid more than they were owed, or the other way. */
function turnedBalances(
  db: ReadableDb,
  entityId: number,
  members: readonly MemberAmount[],
  kind: 'payMember' | 'receiveFromMember',
  date: string,
): string[] {
  const owed = db.all<{ memberId: number; fen: number }>(
    `SELECT e.member_id AS memberId, SUM(e.credit_fen - e.debit_fen) AS fen
     FROM account a JOIN entry e ON e.account_id = a.id AND e.state > 0 JOIN voucher v ON v.id = e.voucher_id
     WHERE a.entity_id = ? AND a.code = '114' AND v.date <= ? AND e.member_id IN (SELECT value FROM json_each(?))
     GROUP BY e.member_id`,
    entityId,
    date,
    JSON.stringify(members.map((one) => one.memberId)),
  );
  const owedTo = new Map(owed.map((row) => [row.memberId, row.fen]));
  return members.flatMap(({ memberId, name, fen }) => {
    const before = owedTo.get(memberId) ?? 0;
    if (kind === 'payMember') {
      return before - fen < 0 && before >= 0
        ? [
            `社里应付 ${name} ${formatYuan(before)} 元，付 ${formatYuan(fen)} 元后成了他欠社里 ${formatYuan(fen - before)} 元。`,
          ]
        : [];
    }
    return before + fen > 0 && before <= 0
      ? [
          `${name}欠社里 ${formatYuan(-before)} 元，收 ${formatYuan(fen)} 元后成了社里欠他 ${formatYuan(before + fen)} 元。`,
        ]
      : [];
  });
}

function resolveProcurement(db: ReadableDb, entityId: number, given: Of<'buyForMember'>): Result<Resolved> {
  const members = membersOf(db, entityId, given.members);
  if (!members.ok) return members;
  const supplied = namedWhenOwed(given.party, given.paid === null, 'party');
  if (!supplied.ok) return supplied;
  const bought = members.value.map((one, at) => ({ ...one, feeFen: given.members[at]!.feeFen ?? 0 }));
  return ok({
    event: { kind: 'buyForMember', members: bought, supplier: given.party, paid: given.paid },
    amountFen: sum(bought.map((one) => one.fen + one.feeFen)),
    party: given.party === '' ? partyOfMembers(bought) : given.party,
    warnings: warnOfMember(db, entityId, given.party),
  });
}

function resolveGrantAsset(given: Of<'grantSpentOnAsset'>): Result<Resolved> {
  const { project, grantFen, costFen, asset, party, paid } = given;
  if (!ASSETS.has(asset.account.slice(0, 3))) return wrongAsset(asset.account);
  if (grantFen > costFen) {
    const sentence = `用补助 ${formatYuan(grantFen)} 元不能多于全部价款 ${formatYuan(costFen)} 元。`;
    return refuse('grant_over_cost', sentence, { grantFen: sentence });
  }
  const supplied = namedWhenOwed(party, paid === null, 'party');
  if (!supplied.ok) return supplied;
  const thing = { account: asset.account, name: asset.name };
  return ok({
    event: { kind: 'grantSpentOnAsset', project, grantFen, asset: thing, costFen, supplier: party, paid },
    amountFen: costFen,
    party: party === '' ? project : party,
    povertyAsset: asset.isPovertyAsset ? thing : null,
    warnings:
      paid === null
        ? ['价款还没有付。补助按实际使用的数额转入专项基金，没付的部分请等付款时再转（会计制度 235 科目）。']
        : [],
  });
}

/** Works in progress and what has no card (生物资产, 无形资产); goods only in kind. */
const ASSETS = new Set(['141', '144', '153', '161']);

function wrongAsset(account: string): Result<never> {
  const hasCard = account.startsWith('151') || account.startsWith('142');
  const sentence = hasCard
    ? '固定资产和生产性生物资产要建卡片，请到“固定资产”登记：用补助买的选“补助购置”，捐的选“受赠”，凭证随卡片一起生成。'
    : `科目 ${account} 不是资产类的实物科目，请选在建工程、消耗性生物资产、公益性生物资产或无形资产。`;
  return refuse('asset_account', sentence, { account: sentence });
}

function resolveDonatedThing(given: Of<'donationInKind'>): Result<Resolved> {
  const { asset, party, amountFen, quantity = null } = given;
  const isGoods = asset.account === '121';
  if (!isGoods && !ASSETS.has(asset.account.slice(0, 3))) return wrongAsset(asset.account);
  if (isGoods !== (quantity !== null)) {
    const sentence = isGoods ? '捐的是产品物资，请填数量。' : '资产按张卡片登记，不填数量。';
    return refuse('quantity_misplaced', sentence, { quantity: sentence });
  }
  const thing = {
    account: asset.account,
    name: isGoods ? productName(asset.name) : asset.name,
    ...(quantity === null ? {} : { quantityMilli: quantityMilli(quantity) }),
  };
  return ok({
    event: { kind: 'donationInKind', donor: party, thing, fen: amountFen },
    amountFen,
    party,
    povertyAsset: asset.isPovertyAsset && !isGoods ? thing : null,
    warnings:
      amountFen === NOMINAL_FEN
        ? ['按名义金额 1 元入账：不提折旧，请在备查簿登记；发生的运费、税费记“其他支出”。']
        : [],
  });
}

function resolveWages(
  db: ReadableDb,
  entityId: number,
  given: Of<'wagesAccrued'> | Of<'wagesPaid'>,
  date: string,
): Result<Resolved> {
  const { payroll } = given;
  const people = given.people.map(({ name, payItem, amountFen }) => ({ name, payItem, fen: amountFen }));
  const names = new Set(people.map((one) => one.name));
  const rest = {
    amountFen: sum(people.map((one) => one.fen)),
    party: names.size === 1 ? people[0]!.name : `${names.size} 人`,
  };
  if (given.kind === 'wagesPaid') {
    const barred = payroll === 'labour' ? sheetsInTheWay(db, entityId, date, people) : null;
    if (barred !== null) return refuse('wages_on_sheets', barred, { people: barred });
    return ok({ event: { kind: 'wagesPaid', payroll, people, money: given.money }, ...rest });
  }
  const { charge } = given;
  if (!CHARGED.has(charge.account.slice(0, 3))) {
    const sentence = '工资劳务费只能记入生产成本、消耗性生物资产、在建工程、经营支出或管理费用。';
    return refuse('charge_account', sentence, { 'charge.account': sentence });
  }
  return ok({ event: { kind: 'wagesAccrued', payroll, people, charge }, ...rest });
}

/** All that is left of the share of a member who has left: later runs of years they were in, or what 退社 could not pay out. */
function resolveReserveRefund(
  db: ReadableDb,
  entityId: number,
  { memberId, paid }: Of<'reserveRefund'>,
  date: string,
): Result<Resolved> {
  const member = memberById(db, memberId);
  if (!member || member.entityId !== entityId) {
    return refuse('member_unknown', '没有这个社员，请重新选择。', { memberId: '没有这个社员' });
  }
  if (member.state !== 'left') {
    const sentence = `${describe(member)} 还在社，公积金份额要到退社时才退还（农民专业合作社法第二十八条）。`;
    return refuse('member_stays', sentence, { memberId: sentence });
  }
  const fen = Math.min(freeReserveOn(db, memberId, date), Math.max(leastFrom(db, entityId, '322', date), 0));
  if (fen === 0) {
    const sentence = `${describe(member)} 在 ${date} 没有可以退还的公积金份额。`;
    return refuse('reserve_nothing', sentence, { memberId: sentence });
  }
  const name = describe(member);
  return ok({
    event: { kind: 'reserveRefund', member: { memberId, name }, fen, paid },
    amountFen: fen,
    party: name,
    reserveMoves: [{ memberId, fen: -fen }],
  });
}

/** No more than there is of loss and of reserve, on the day and after it. */
function resolveLoss(
  db: ReadableDb,
  entityId: number,
  { kind, amountFen, resolution }: Of<'lossFromReserve'>,
  date: string,
): Result<Resolved> {
  const lossFen = 0 - mostFrom(db, entityId, '332', date);
  if (amountFen > lossFen) {
    const sentence =
      lossFen <= 0
        ? `自 ${date} 起没有未弥补的亏损（盈余分配不一直是借方余额）。本年亏损先做年末结转，再补亏；已经补过、又有了盈余的不能再补。`
        : `自 ${date} 起未弥补的亏损最少只有 ${formatYuan(lossFen)} 元，请改小金额或核对日期。`;
    return refuse('loss_too_small', sentence, { amountFen: sentence });
  }
  const reserveFen = leastFrom(db, entityId, '322', date);
  if (amountFen > reserveFen) {
    const sentence = `盈余公积只有 ${formatYuan(Math.max(reserveFen, 0))} 元，不够补亏 ${formatYuan(amountFen)} 元，请改小金额。`;
    return refuse('reserve_not_enough', sentence, { amountFen: sentence });
  }
  const cuts = cutsForLoss(db, entityId, date, amountFen);
  const cutFen = 0 - sum(cuts.map((one) => one.fen));
  return ok({
    event: { kind, fen: amountFen, resolution },
    amountFen,
    party: '',
    reserveMoves: cuts,
    warnings:
      cutFen === 0
        ? []
        : [
            `${cuts.length} 户的公积金份额按比例共减少 ${formatYuan(cutFen)} 元（减多少制度没有规定，这里按各户份额的比例）。`,
          ],
  });
}

const CHARGED = new Set(['141', '153', '401', '521', '523']);

function membersOf(
  db: ReadableDb,
  entityId: number,
  rows: readonly { readonly memberId: number; readonly amountFen: number }[],
): Result<MemberAmount[]> {
  const members = membersNamed(
    db,
    entityId,
    rows.map((row) => row.memberId),
    'members',
  );
  if (!members.ok) return members;
  return ok(
    members.value.map((one, at) => ({ memberId: one.id, name: describe(one), fen: rows[at]!.amountFen })),
  );
}

const partyOfMembers = (members: readonly MemberAmount[]): string =>
  members.length === 1 ? members[0]!.name : `社员 ${members.length} 户`;

interface Named {
  readonly party: Party;
  readonly words: string;
  readonly warnings: readonly string[];
}

function partyOf(
  db: ReadableDb,
  entityId: number,
  given: { kind: 'member'; memberId: number } | { kind: 'party'; party: string },
  field: string,
  isOwed: boolean,
): Result<Named> {
  if (given.kind === 'member') {
    const members = membersNamed(db, entityId, [given.memberId], field);
    if (!members.ok)
      return refuse('member_unknown', '没有这个社员，请重新选择。', {
        [`${field}.memberId`]: '没有这个社员',
      });
    const [member] = members.value;
    const name = describe(member!);
    return ok({ party: { kind: 'member', memberId: member!.id, name }, words: name, warnings: [] });
  }
  const named = namedWhenOwed(given.party, isOwed, `${field}.party`);
  if (!named.ok) return named;
  const { party } = given;
  return ok({
    party: { kind: 'party', name: party },
    words: party,
    warnings: warnOfMember(db, entityId, party),
  });
}

/** What is paid at once may go without a name; what is owed may not. */
function namedWhenOwed(party: string, isOwed: boolean, field: string): Result<null> {
  if (!isOwed || party !== '') return ok(null);
  const sentence = '款还没有结清，请填对方的名称。';
  return refuse('party_missing', sentence, { [field]: sentence });
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, one) => total + one, 0);
}
