import type { Parsed } from '../../../shared/contract/index.ts';
import { NOMINAL_FEN } from '../../../shared/rules/depreciation.ts';
import { squeeze, toHalfWidth } from '../../../shared/rules/fullwidth.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { assetAcquired, type HowAcquired } from '../../../shared/rules/posting/assets.ts';
import type { EventKind } from '../../../shared/rules/posting/eventKinds.ts';
import type { Posting } from '../../../shared/rules/posting/posting.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { checkPastDate, cooperativeOf, firstPeriodOf } from '../entities/index.ts';
import { checkMovements, enteredBefore, itemNamed, movementsOf, paperNo } from '../events/index.ts';
import { booksBegin, checkBookDate, currentPeriod } from '../vouchers/index.ts';
import { type Acquired, cardOfNo, nameOf } from './card.ts';
import { type FirstTerms, firstTerms } from './terms.ts';

export type Wanted = Parsed<'assets.acquire'>;
type How = Wanted['how'];
export type Facts = Wanted['facts'];

/** An asset about to come in, everything looked up and proved. */
export interface Plan {
  readonly entityId: number;
  readonly facts: Facts;
  readonly inServiceOn: string;
  readonly acquisition: Acquired;
  /** Null: 备查, or before the books without anything said of how. */
  readonly kind: EventKind | null;
  readonly isBefore: boolean;
  readonly postings: readonly Posting[];
  readonly party: string;
  readonly documentNo: string;
  readonly terms: FirstTerms;
  readonly pieceNos: readonly string[];
  readonly warnings: readonly string[];
}

/** Proves a card without writing: number, owner, sources, life, and that the books bear what it is paid with. */
export function planAcquisition(ctx: Reading, input: Wanted): Result<Plan> {
  const { db } = ctx;
  const cooperative = cooperativeOf(db, input.entityId);
  if (!cooperative.ok) return cooperative;
  const entityId = cooperative.value.id;
  const facts = tidy(input.facts);
  const warnings: string[] = [];

  const dates = checkDates(ctx, entityId, input);
  if (!dates.ok) return dates;
  const { inServiceOn, isBefore } = dates.value;
  const problem =
    checkNo(db, entityId, facts, null) ??
    checkOwner(input.standing, facts) ??
    checkFunding(input.costFen, input.funding) ??
    checkHow(input, isBefore);
  if (problem) return problem;
  const pieceNos = piecesFor(facts.no, input.pieces);
  if (!pieceNos.ok) return pieceNos;
  const taken = checkPieces(db, entityId, facts.no, pieceNos.value);
  if (taken) return taken;
  const start = input.standing === 'booked' ? firstPeriodOf(db, entityId) : currentPeriod(db, entityId);
  const cameIn = inServiceOn > input.date ? inServiceOn : input.date;
  const terms = firstTerms(input.costFen, cameIn, start, input.terms, input.accumulatedFen);
  if (!terms.ok) return terms;

  const party = 'party' in input.how ? input.how.party : 'project' in input.how ? input.how.project : '';
  const documentNo = paperNo(facts.documentNo);
  const plan: Plan = {
    entityId,
    facts,
    inServiceOn,
    acquisition: acquisitionOf(input.how),
    kind: input.standing === 'memo' ? null : isBefore ? 'assetRegistered' : KIND[input.how.kind],
    isBefore,
    postings: [],
    party,
    documentNo,
    terms: terms.value,
    pieceNos: pieceNos.value,
    warnings,
  };
  warnings.push(...warningsOf(input, facts, isBefore));
  if (input.standing === 'memo' || isBefore || input.how.kind === 'register') return ok(plan);
  const booked = planVouchers(db, entityId, {
    ...{ date: input.date, account: input.account, facts, costFen: input.costFen },
    ...{ how: input.how, documentNo, party },
  });
  if (!booked.ok) return booked;
  return ok({ ...plan, postings: booked.value.postings, warnings: [...warnings, ...booked.value.warnings] });
}

/** The vouchers of an asset that comes into the books, and what is odd about them. */
export function planVouchers(
  db: ReadableDb,
  entityId: number,
  one: {
    readonly date: string;
    readonly account: '151' | '142';
    readonly facts: Facts;
    readonly costFen: number;
    readonly how: Exclude<How, { kind: 'register' }>;
    readonly documentNo: string;
    readonly party: string;
  },
): Result<{ postings: Posting[]; warnings: string[] }> {
  const twice = enteredBefore(db, entityId, one.documentNo, one.costFen, one.party);
  if (twice) return twice;
  const asset = { item: nameOf(one.facts), account: one.account };
  const postings = [assetAcquired(asset, one.costFen, howOf(one.how))];
  const guarded = checkMovements(db, entityId, one.date, movementsOf(db, entityId, postings));
  return guarded.ok ? ok({ postings, warnings: guarded.value }) : guarded;
}

function howOf(how: Exclude<How, { kind: 'register' }>): HowAcquired {
  switch (how.kind) {
    case 'donated':
      return { kind: 'donated', party: how.party, isNominal: how.basis === 'nominal', costs: how.costs };
    case 'pending':
      return { kind: 'pending', party: how.party, donatedFen: how.donatedFen ?? 0 };
    case 'bought':
    case 'built':
    case 'granted':
      return how;
  }
}

export const KIND = {
  bought: 'assetBought',
  built: 'assetBuilt',
  granted: 'assetGranted',
  donated: 'assetDonated',
  pending: 'assetListed',
  register: 'assetRegistered',
} as const satisfies Readonly<Record<How['kind'], EventKind>>;

export function acquisitionOf(how: How): Acquired {
  switch (how.kind) {
    case 'register':
      return how.acquisition;
    case 'bought':
      return 'purchase';
    case 'built':
      return 'built';
    case 'granted':
      return 'grant';
    case 'donated':
      return 'donation';
    case 'pending':
      return how.acquisition ?? 'other';
  }
}

function checkDates(
  ctx: Reading,
  entityId: number,
  input: Wanted,
): Result<{ inServiceOn: string; isBefore: boolean }> {
  const date =
    input.standing === 'memo'
      ? checkPastDate(input.date, ctx.today)
      : checkBookDate(ctx.db, entityId, input.date, ctx.today);
  if (!date.ok) return date;
  const inServiceOn = checkPastDate(input.inServiceOn ?? input.date, ctx.today, 'inServiceOn');
  if (!inServiceOn.ok) return inServiceOn;
  return ok({
    inServiceOn: inServiceOn.value,
    isBefore: input.standing === 'booked' && !booksBegin(ctx.db, entityId, input.date),
  });
}

/** Numbers and names as they are compared: half-width, without stray spaces. */
export function tidy(facts: Facts): Facts {
  const clean = (text: string): string => squeeze(toHalfWidth(text));
  return { ...facts, no: clean(facts.no), name: clean(facts.name), category: clean(facts.category) };
}

/** One number a card, and one item a name. `except`: the card that has them already. */
export function checkNo(
  db: ReadableDb,
  entityId: number,
  facts: Pick<Facts, 'no' | 'name'>,
  except: { readonly id: number; readonly itemId: number | null } | null,
): Result<never> | null {
  const twin = cardOfNo(db, entityId, facts.no);
  if (twin && twin.id !== except?.id) {
    const sentence = `资产编号 ${facts.no} 已经是“${twin.name}”的，请换一个编号。`;
    return refuse('asset_no_taken', sentence, { 'facts.no': sentence });
  }
  const piece = pieceTwin(db, entityId, [facts.no], except?.id ?? 0);
  if (piece !== null) {
    const sentence = `编号 ${facts.no} 已经是“${piece.card}”里一件的编号，标签会分不清，请换一个编号。`;
    return refuse('asset_no_taken', sentence, { 'facts.no': sentence });
  }
  const itemId = itemNamed(db, entityId, 'asset', nameOf(facts));
  if (itemId === null || itemId === except?.itemId) return null;
  const used = db.get(
    `SELECT 1 FROM asset_card WHERE item_id = ? AND undone_on IS NULL
     UNION ALL SELECT 1 FROM bag_batch WHERE item_id = ?`,
    itemId,
    itemId,
  );
  if (!used) return null;
  const sentence = `辅助核算里的“${nameOf(facts)}”已经有了，请换一个编号或名称。`;
  return refuse('asset_item_taken', sentence, { 'facts.name': sentence });
}

/** Numbers stand on labels: no two things that stand have the same, be they cards or pieces. */
function pieceTwin(
  db: ReadableDb,
  entityId: number,
  nos: readonly string[],
  exceptCard: number,
): { no: string; card: string } | null {
  return (
    db.get<{ no: string; card: string }>(
      `SELECT p.no, c.no || ' ' || c.name AS card FROM json_each(?) asked JOIN asset_piece p ON p.no = asked.value
         JOIN asset_card c ON c.id = p.asset_id
       WHERE c.entity_id = ? AND c.undone_on IS NULL AND c.id <> ? LIMIT 1`,
      JSON.stringify(nos),
      entityId,
      exceptCard,
    ) ?? null
  );
}

/** The pieces' numbers, none of them another card's or its pieces'. */
function checkPieces(
  db: ReadableDb,
  entityId: number,
  cardNo: string,
  nos: readonly string[],
): Result<never> | null {
  const other =
    pieceTwin(db, entityId, nos, 0) ??
    db.get<{ no: string; card: string }>(
      `SELECT c.no, c.no || ' ' || c.name AS card FROM json_each(?) asked JOIN asset_card c ON c.no = asked.value
       WHERE c.entity_id = ? AND c.undone_on IS NULL LIMIT 1`,
      JSON.stringify(nos.filter((no) => no !== cardNo)),
      entityId,
    );
  if (!other) return null;
  const sentence = `单件编号 ${other.no} 在“${other.card}”里已经用了，标签会分不清，请改编号。`;
  return refuse('piece_nos', sentence, { 'pieces.nos': sentence });
}

/** What another owns is 备查, unless a contract gives the cooperative its control (37号 Art. 14). */
export function checkOwner(
  standing: Wanted['standing'],
  { ownerKind, controlContract }: Pick<Facts, 'ownerKind' | 'controlContract'>,
): Result<never> | null {
  if (standing === 'memo' || ownerKind === 'cooperative' || controlContract !== '') return null;
  const sentence =
    '所有权不属于合作社的资产只作备查登记。合作社按合同控制、受益并承担风险的，请填控制合同编号再入账（会计制度第十四条）。';
  return refuse('asset_not_owned', sentence, { 'facts.controlContract': sentence });
}

export function checkFunding(costFen: number, funding: Wanted['funding']): Result<never> | null {
  const totalFen = funding.reduce((sum, one) => sum + one.amountFen, 0);
  if (totalFen === costFen) return null;
  const words = totalFen > costFen ? '多' : '少';
  const sentence = `资金来源合计 ${formatYuan(totalFen)} ≠ 原值 ${formatYuan(costFen)}，${words} ${formatYuan(Math.abs(totalFen - costFen))} 元，请核对。`;
  return refuse('funding_differs', sentence, { funding: sentence });
}

/** What the way it came asks for. */
function checkHow(input: Wanted, isBefore: boolean): Result<never> | null {
  const { how, costFen, standing } = input;
  const refused = (field: string, sentence: string): Result<never> =>
    refuse('asset_how', sentence, { [`how.${field}`]: sentence });
  if (standing === 'memo' && how.kind !== 'register') {
    return refused('kind', '备查资产不做凭证，请只选取得方式。');
  }
  if (standing === 'booked' && how.kind === 'register' && !isBefore) {
    return refused('kind', '入账的资产要说明怎样来的：购入、自建、补助购置或受赠，凭证照它记。');
  }
  return checkWay(how, costFen, refused);
}

export function checkWay(
  how: How,
  costFen: number,
  refused: (field: string, sentence: string) => Result<never>,
): Result<never> | null {
  if ((how.kind === 'bought' || how.kind === 'granted') && how.paid === null && how.party === '') {
    return refused('party', '款没有付，请写明欠谁的（供应商）。');
  }
  if (how.kind === 'granted' && how.grantFen > costFen) {
    return refused(
      'grantFen',
      `用补助 ${formatYuan(how.grantFen)} 元不能多于原值 ${formatYuan(costFen)} 元。`,
    );
  }
  if (how.kind === 'pending' && (how.donatedFen ?? 0) > costFen) {
    return refused('donatedFen', '受赠的部分不能多于原值。');
  }
  if (how.kind !== 'donated') return null;
  if (how.costs !== null && how.costs.paid === null && how.costs.party === '') {
    return refused('costs.party', '运杂费、税费没有付，请写明欠谁的。');
  }
  if (how.basis === 'nominal') {
    if (costFen === NOMINAL_FEN) return null;
    return refused('basis', '按名义金额入账的原值是 1 元，发生的税费另记其他支出。');
  }
  if (how.costs !== null && how.costs.fen >= costFen) {
    return refused('costs.fen', `原值含运杂费、税费，所以要大于 ${formatYuan(how.costs.fen)} 元。`);
  }
  return null;
}

/** DP-001 … DP-122 of DP, or as given; none of one thing. */
function piecesFor(no: string, pieces: Wanted['pieces']): Result<string[]> {
  if (pieces === null) return ok([]);
  const { count, nos } = pieces;
  if (nos === undefined) {
    const width = String(count).length;
    return ok(Array.from({ length: count }, (_, at) => `${no}-${String(at + 1).padStart(width, '0')}`));
  }
  const cleaned = nos.map((one) => squeeze(toHalfWidth(one)));
  const twice = cleaned.find((one, at) => cleaned.indexOf(one) !== at);
  const sentence =
    twice !== undefined
      ? `单件编号 ${twice} 有两个，请改成不同的。`
      : cleaned.length !== count
        ? `单件编号有 ${cleaned.length} 个，数量是 ${count}，请改成一致。`
        : null;
  return sentence === null ? ok(cleaned) : refuse('piece_nos', sentence, { 'pieces.nos': sentence });
}

function warningsOf(input: Wanted, facts: Facts, isBefore: boolean): string[] {
  const { how, costFen, isRelief, relief } = input;
  const warnings: string[] = [];
  if (facts.ownerKind !== 'cooperative' && input.standing === 'booked') {
    warnings.push(
      `所有权属于${facts.owner === '' ? '他人' : facts.owner}，按控制合同 ${facts.controlContract} 入账。`,
    );
  }
  if (costFen <= NOMINAL_FEN) warnings.push('按名义金额 1 元入账：不提折旧，在附注和备查簿里说明。');
  if (isRelief && relief === null) warnings.push('是扶贫项目资产，项目、批文、确权等信息还没有填。');
  if (input.standing === 'memo' || isBefore) return warnings;
  if (how.kind === 'granted' && how.paid === null) {
    warnings.push(
      '价款还没有付。补助按实际使用的数额转入专项基金，没付的部分请等付款时再转（会计制度 235 科目）。',
    );
  }
  if (how.kind === 'pending' && (how.donatedFen ?? 0) < costFen) {
    warnings.push(`应付款“${how.party}”只是过渡，请接着登记付款、补助或捐款，把它结清。`);
  }
  if (facts.documentNo === '' && input.attachments === 0) {
    warnings.push('没有填单据号，也没有附单据。除结账和更正错账外，记账凭证应附原始凭证。');
  }
  return warnings;
}
