import { allocateByLargestRemainder } from '../../../shared/rules/allocation.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { transfer } from '../../../shared/rules/posting/shares.ts';
import { invariant, ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import { reliefWarning, type Recorded } from './contribution.ts';
import {
  append,
  availableFrom,
  checkAmount,
  pursesOn,
  wholeHolding,
  type Purses,
  type ShareEntry,
} from './ledger.ts';
import { describe, memberById, unknownMember, type Member } from './member.ts';
import { bookShareEvent, checkShareDate, partOf } from './posting.ts';
import { quantifiedOn } from './quantified.ts';
import { joinBy, openWithdrawal, refusalToMove } from './standing.ts';

interface Transfer {
  readonly fromMemberId: number;
  readonly toMemberId: number;
  readonly date: string;
  readonly amountFen: number;
  readonly agreement: string;
  readonly note: string;
}

/**
 * Moves capital between two members by agreement: both rows on one day, the total unchanged. What the member
 * contributed otherwise goes first, capital from relief-project assets last; it keeps its column with the new holder.
 */
export function recordTransfer(ctx: Writing, input: Transfer): Result<Recorded> {
  const parties = transferParties(ctx, input);
  if (!parties.ok) return parties;
  const { from, to } = parties.value;
  const amount = checkAmount(input.amountFen);
  if (!amount.ok) return amount;
  const otherFen = availableFrom(ctx.db, from.id, input.date, false);
  const reliefFen = availableFrom(ctx.db, from.id, input.date, true);
  if (otherFen + reliefFen < input.amountFen) return notEnough(ctx, from, input.date, otherFen + reliefFen);

  const moved = { otherFen: Math.min(otherFen, input.amountFen), reliefFen: 0 };
  moved.reliefFen = input.amountFen - moved.otherFen;
  const common = { date: input.date, document: input.agreement, note: input.note };
  const warnings = joinBy(ctx, to, input.date);
  const ids = append(ctx, from.entityId, [
    ...legs(moved, -1, {
      ...common,
      memberId: from.id,
      kind: 'transfer-out',
      source: `转让给 ${describe(to)}`,
    }),
    ...legs(moved, 1, {
      ...common,
      memberId: to.id,
      kind: 'transfer-in',
      source: `受让自 ${describe(from)}`,
    }),
  ]);
  const booked = bookShareEvent(
    ctx,
    from.entityId,
    ids[0]!,
    input.date,
    transfer(`${from.name}股金转让给${to.name}`, partOf(from, input.amountFen), [
      partOf(to, input.amountFen),
    ]),
  );
  if (!booked.ok) return booked;
  const left = pursesOn(ctx.db, from.id, ctx.today);
  if (left.otherFen + left.reliefFen === 0) {
    warnings.push(`${describe(from)} 的出资已全部转出，仍是社员。要退社，请另办“申请退社”。`);
  }
  return ok({ id: ids[0]!, receiptNo: '', warnings: [...warnings, ...reliefWarning(from, moved.reliefFen)] });
}

function transferParties(ctx: Writing, input: Transfer): Result<{ from: Member; to: Member }> {
  const from = memberById(ctx.db, input.fromMemberId);
  if (!from) return unknownMember('fromMemberId');
  const to = memberById(ctx.db, input.toMemberId);
  if (!to || to.entityId !== from.entityId) return unknownMember('toMemberId');
  if (from.id === to.id) {
    return refuse('transfer_to_self', '转出和转入是同一个社员。请选另一位社员受让。', {
      toMemberId: '不能转给自己',
    });
  }
  if (input.agreement.trim() === '') {
    return refuse('agreement_missing', '请填写转让协议编号。', { agreement: '请填写转让协议编号' });
  }
  const date = checkShareDate(ctx.db, from.entityId, input.date, ctx.today);
  if (!date.ok) return date;
  return (
    refusalToMove(ctx.db, from, 'out', input.date, 'fromMemberId') ??
    refusalToMove(ctx.db, to, 'in', input.date, 'toMemberId') ??
    ok({ from, to })
  );
}

function notEnough(ctx: Writing, from: Member, date: string, availableFen: number): Result<never> {
  const { reliefFen, otherFen } = pursesOn(ctx.db, from.id, date);
  const heldFen = reliefFen + otherFen;
  const later = availableFen < heldFen ? '；之后的日子已有转出或冲销，最多只能再转出这么多，' : '，';
  const sentence = `${describe(from)} 在 ${date} 有出资 ${formatYuan(heldFen)} 元${later}可转出 ${formatYuan(availableFen)} 元。请改小金额。`;
  return refuse('share_not_enough', sentence, { amountFen: sentence });
}

interface Inheritance {
  readonly fromMemberId: number;
  readonly date: string;
  readonly document: string;
  readonly heirs: readonly { readonly memberId: number; readonly amountFen: number }[];
}

/**
 * Passes the whole holding to the heirs named in the agreement or deed; their parts must sum to it. Relief capital is
 * divided in proportion to the parts (largest remainder). The account is closed, and its dividends become payable.
 */
export function recordInheritance(ctx: Writing, input: Inheritance): Result<Recorded> {
  const from = memberById(ctx.db, input.fromMemberId);
  if (!from) return unknownMember('fromMemberId');
  const bar = barToInheritance(ctx, from, input.date);
  if (bar) return bar;
  const heirs = checkHeirs(ctx, from, input);
  if (!heirs.ok) return heirs;
  const held = wholeHolding(ctx.db, from, input.date);
  if (!held.ok) return held;
  const purses = held.value;
  const heldFen = purses.reliefFen + purses.otherFen;
  if (heldFen === 0) {
    return refuse(
      'nothing_to_inherit',
      `${describe(from)} 在 ${input.date} 没有出资可继承。要结束账户，请办“申请退社”；未发的分红按继承文件发给继承人。`,
    );
  }
  const sumFen = input.heirs.reduce((sum, heir) => sum + heir.amountFen, 0);
  if (sumFen !== heldFen) {
    const sentence = `各继承人合计 ${formatYuan(sumFen)} 元，${describe(from)} 的出资是 ${formatYuan(heldFen)} 元，两者必须相等。请按协议或公证书改正。`;
    return refuse('heirs_do_not_sum', sentence, { heirs: sentence });
  }

  const reliefParts = allocateByLargestRemainder(
    purses.reliefFen,
    heirs.value.map(({ no }, index) => ({ memberNo: no, weight: BigInt(input.heirs[index]!.amountFen) })),
  );
  const common = { date: input.date, document: input.document, note: '' };
  const names = heirs.value.map(describe).join('、');
  const warnings = heirs.value.flatMap((heir) => joinBy(ctx, heir, input.date));
  const ids = append(ctx, from.entityId, [
    ...legs(purses, -1, {
      ...common,
      memberId: from.id,
      kind: 'inheritance-out',
      source: `由 ${names} 继承`,
    }),
    ...heirs.value.flatMap((heir, index) => {
      const reliefFen = reliefParts[index]!;
      const part = { reliefFen, otherFen: input.heirs[index]!.amountFen - reliefFen };
      invariant(part.otherFen >= 0, 'a relief part is no more than the part');
      return legs(part, 1, {
        ...common,
        memberId: heir.id,
        kind: 'inheritance-in',
        source: `继承自 ${describe(from)}`,
      });
    }),
  ]);
  const booked = bookShareEvent(
    ctx,
    from.entityId,
    ids[0]!,
    input.date,
    transfer(
      `${from.name}股金由继承人继承`,
      partOf(from, heldFen),
      heirs.value.map((heir, index) => partOf(heir, input.heirs[index]!.amountFen)),
    ),
  );
  if (!booked.ok) return booked;
  const reserveFen = quantifiedOn(ctx.db, from.id, input.date).reserveFen;
  ctx.db.run(`UPDATE member SET state = 'left', left_on = ? WHERE id = ?`, input.date, from.id);
  if (reserveFen !== 0) {
    warnings.push(
      `${describe(from)} 账户里还有公积金份额 ${formatYuan(reserveFen)} 元，请按章程和继承文件，在“业务登记”里登记“退还公积金份额”。`,
    );
  }
  return ok({ id: ids[0]!, receiptNo: '', warnings });
}

function barToInheritance(ctx: Writing, from: Member, date: string): Result<never> | null {
  if (from.state === 'left') {
    return refuse(
      'member_left',
      `${describe(from)} 已于 ${from.leftOn ?? ''} 退出，账户里没有可继承的出资。`,
    );
  }
  if (from.kind === 'organisation') {
    return refuse(
      'organisation_inherited',
      `${describe(from)} 是单位，不发生继承。出资变动请用“转让”或“申请退社”。`,
    );
  }
  if (openWithdrawal(ctx.db, from.id)) {
    return refuse('withdrawal_open', `${describe(from)} 有一份退社申请还没办完。请先撤回申请，再办继承。`);
  }
  const checked = checkShareDate(ctx.db, from.entityId, date, ctx.today);
  if (!checked.ok) return checked;
  if (from.frozenOn !== null && date < from.frozenOn) {
    const sentence = `账户于 ${from.frozenOn} 冻结，继承日期不能更早。`;
    return refuse('inheritance_before_death', sentence, { date: sentence });
  }
  return null;
}

function checkHeirs(ctx: Writing, from: Member, input: Inheritance): Result<Member[]> {
  const heirs: Member[] = [];
  for (const [index, { memberId, amountFen }] of input.heirs.entries()) {
    const field = `heirs.${index}.memberId`;
    const heir = memberById(ctx.db, memberId);
    if (!heir || heir.entityId !== from.entityId) {
      const sentence = '继承人还不是本社社员。请先按章程为其办理入社（新增社员），再办继承。';
      return refuse('heir_unknown', sentence, { [field]: sentence });
    }
    if (heir.id === from.id || heirs.some((other) => other.id === heir.id)) {
      const sentence =
        heir.id === from.id ? '被继承人不能是继承人。' : `${describe(heir)} 写了两次，请合成一行。`;
      return refuse('heir_twice', sentence, { [field]: sentence });
    }
    const amount = checkAmount(amountFen);
    if (!amount.ok)
      return refuse(amount.error.code, amount.error.message, {
        [`heirs.${index}.amountFen`]: amount.error.message,
      });
    const refusal = refusalToMove(ctx.db, heir, 'in', input.date, field);
    if (refusal) return refusal;
    heirs.push(heir);
  }
  return ok(heirs);
}

/** One row a purse that is moved. */
export function legs(
  purses: Purses,
  sign: 1 | -1,
  entry: Omit<ShareEntry, 'amountFen' | 'fromRelief'>,
): ShareEntry[] {
  return [
    { ...entry, fromRelief: false, amountFen: sign * purses.otherFen },
    { ...entry, fromRelief: true, amountFen: sign * purses.reliefFen },
  ].filter((leg) => leg.amountFen !== 0);
}
