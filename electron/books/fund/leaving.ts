import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { addMonths } from '../../../shared/rules/calendar.ts';
import { accumulatedShare } from '../../../shared/rules/fundRules.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { refunded } from '../../../shared/rules/posting/fund.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { accountByCode } from '../accounts/index.ts';
import { checkPastDate } from '../entities/index.ts';
import { leastFrom } from '../ledger/index.ts';
import { booksBegin } from '../vouchers/index.ts';
import { type Act, record } from './acts.ts';
import { insertContribution } from './contributing.ts';
import { bondsOf, closeMembership } from './groups.ts';
import { loanNamed, loansOf } from './loanFile.ts';
import { lostOf } from './loanState.ts';
import { activeMember, described, type FundMember, memberOfHousehold, memberWith, ownOn } from './members.ts';
import { type Fund, fundWith } from './settings.ts';

/** 退会: applied for in time, nothing owed, nobody guaranteed; own 互助金 goes back, granted shares never do. */
interface Exit {
  readonly id: number;
  readonly memberId: number;
  readonly appliedOn: string;
  readonly reason: string;
  readonly state: 'requested' | 'effected' | 'cancelled';
  readonly closedOn: string | null;
  readonly closedReason: string;
  readonly paidFen: number;
  readonly shareFen: number;
  readonly eventId: number | null;
}

const EXIT = /* sql */ `
  SELECT id, member_id AS memberId, applied_on AS appliedOn, reason, state, closed_on AS closedOn, closed_reason AS closedReason,
    paid_fen AS paidFen, share_fen AS shareFen, event_id AS eventId FROM fund_exit`;

type ExitRow = Output<'fund.exits'>[number];

export function listExits({ db, today }: Reading, input: Parsed<'fund.exits'>): Result<ExitRow[]> {
  const found = fundWith(db, input.entityId);
  if (!found.ok) return found;
  const fund = found.value;
  const asOf = input.asOf ?? today;
  const rows: ExitRow[] = [];
  for (const exit of db.all<Exit>(`${EXIT} WHERE entity_id = ? ORDER BY applied_on, id`, fund.id)) {
    const member = memberWith(db, fund, exit.memberId);
    if (member.ok) rows.push(rowOf(db, fund, exit, member.value, asOf));
  }
  return ok(rows);
}

function rowOf(db: ReadableDb, fund: Fund, exit: Exit, member: FundMember, asOf: string): ExitRow {
  const isOpen = exit.state === 'requested';
  const own = ownOn(db, fund.id, asOf).get(member.id);
  const ownFen = isOpen ? (own?.baseFen ?? 0) + (own?.additionalFen ?? 0) : exit.paidFen - exit.shareFen;
  const shareFen = isOpen ? shareOf(db, fund, ownFen, asOf) : exit.shareFen;
  return {
    id: exit.id,
    memberId: member.id,
    memberNo: member.no,
    name: member.name,
    appliedOn: exit.appliedOn,
    earliestOn: addMonths(exit.appliedOn, fund.settings.exitMonths),
    reason: exit.reason,
    state: exit.state,
    closedOn: exit.closedOn,
    closedReason: exit.closedReason,
    ownFen,
    grantedFen: own?.grantedFen ?? 0,
    shareFen,
    payableFen: ownFen + shareFen,
    paidFen: exit.paidFen,
    eventId: exit.eventId,
    conditions: isOpen ? conditionsOf(db, fund, exit, member, asOf) : [],
  };
}

/** 累积份额, where the charter gives it: of the reserve as it stands, never of the running year's gain. */
function shareOf(db: ReadableDb, fund: Fund, ownFen: number, date: string): number {
  if (!fund.settings.exitWithShare || !booksBegin(db, fund.id, date)) return 0;
  const code = accountByCode(db, fund.id, '@reserve')?.code ?? '';
  const allFen = [...ownOn(db, fund.id, date).values()].reduce(
    (sum, one) => sum + one.baseFen + one.additionalFen,
    0,
  );
  return accumulatedShare(leastFrom(db, fund.id, code, date), ownFen, allFen);
}

type Condition = ExitRow['conditions'][number];

function conditionsOf(
  db: ReadableDb,
  fund: Fund,
  exit: Pick<Exit, 'appliedOn'>,
  member: FundMember,
  date: string,
): Condition[] {
  const { exitMonths } = fund.settings;
  const earliest = addMonths(exit.appliedOn, exitMonths);
  const { own, guaranteed } = bondsOf(db, fund, member.id, date);
  const [loan] = own;
  const lost = loansOf(db, fund.id).find(
    (one) => one.memberId === member.id && lostOf(one, date, fund.settings) > 0,
  );
  const [bond] = guaranteed;
  return [
    {
      name: `提前 ${exitMonths} 个月申请`,
      isMet: date >= earliest,
      text:
        date >= earliest
          ? `${exit.appliedOn} 申请，已满 ${exitMonths} 个月`
          : `${exit.appliedOn} 申请，要到 ${earliest} 才能办`,
    },
    {
      name: '没有未还清的借款',
      isMet: !loan && !lost,
      text: loan
        ? `借款 ${loanNamed(loan)} 还没有还清或没有办完`
        : lost
          ? `借款 ${loanNamed(lost)} 核销了 ${formatYuan(lostOf(lost, date, fund.settings))} 元，没有追回`
          : '没有借款',
    },
    {
      name: '没有为别人担保',
      isMet: !bond,
      text: bond
        ? `为 ${loanNamed(bond)} 的借款担保，还没有还清。请等还清，或在那笔借款里重新办联保、换担保人`
        : '没有担保',
    },
  ];
}

export function applyExit(ctx: Writing, input: Parsed<'fund.applyExit'>): Result<Output<'fund.applyExit'>> {
  const { db } = ctx;
  const found = fundWith(db, input.entityId);
  if (!found.ok) return found;
  const fund = found.value;
  const { memberId, date, reason } = input;
  const day = checkPastDate(date, ctx.today);
  if (!day.ok) return day;
  const member = activeMember(db, fund, memberId, date);
  if (!member.ok) return member;
  if (member.value.state === 'leaving') {
    const sentence = `${described(member.value)} 已经有一份退会申请。`;
    return refuse('exit_open', sentence, { memberId: sentence });
  }
  const { lastId: id } = db.run(
    `INSERT INTO fund_exit (entity_id, member_id, applied_on, reason, state, operator, recorded_at) VALUES (?, ?, ?, ?, 'requested', ?, ?)`,
    fund.id,
    memberId,
    date,
    reason,
    ctx.operator,
    ctx.now,
  );
  db.run(`UPDATE member SET state = 'leaving' WHERE id = ?`, memberId);
  const later = addMonths(date, fund.settings.exitMonths);
  const unmet = conditionsOf(db, fund, { appliedOn: date }, member.value, later).filter((one) => !one.isMet);
  return ok({
    id,
    warnings: [`${later} 起可以办退会。`, ...unmet.map((one) => `${one.text}。`)],
  });
}

function exitWith(db: ReadableDb, fund: Fund, id: number): Result<Exit> {
  const exit = db.get<Exit>(`${EXIT} WHERE id = ? AND entity_id = ?`, id, fund.id);
  if (!exit) return refuse('exit_unknown', '没有这份退会申请，请回到列表重新选择。');
  if (exit.state === 'effected')
    return refuse('exit_closed', `这份申请已经在 ${exit.closedOn ?? ''} 办了退会。`);
  if (exit.state === 'cancelled')
    return refuse('exit_closed', `这份申请已经在 ${exit.closedOn ?? ''} 撤回。`);
  return ok(exit);
}

export function cancelExit(
  ctx: Writing,
  input: Parsed<'fund.cancelExit'>,
): Result<Output<'fund.cancelExit'>> {
  const { db } = ctx;
  const found = fundWith(db, input.entityId);
  if (!found.ok) return found;
  const exit = exitWith(db, found.value, input.id);
  if (!exit.ok) return exit;
  const { date, reason } = input;
  const day = checkPastDate(date, ctx.today);
  if (!day.ok) return day;
  if (date < exit.value.appliedOn) {
    const sentence = `撤回日期不能早于申请日期 ${exit.value.appliedOn}。`;
    return refuse('cancel_too_early', sentence, { date: sentence });
  }
  db.run(
    `UPDATE fund_exit SET state = 'cancelled', closed_on = ?, closed_reason = ? WHERE id = ?`,
    date,
    reason,
    exit.value.id,
  );
  db.run(`UPDATE member SET state = 'active' WHERE id = ?`, exit.value.memberId);
  return ok({ id: exit.value.id, warnings: [] });
}

/** Why the group row of somebody who left ended; by it an undone exit finds it again. */
const LEFT = '退会';

export function planLeaving(ctx: Reading, input: Parsed<'fund.leave'>): Result<Act> {
  const { db } = ctx;
  const found = fundWith(db, input.entityId);
  if (!found.ok) return found;
  const fund = found.value;
  const opened = exitWith(db, fund, input.id);
  if (!opened.ok) return opened;
  const exit = opened.value;
  const { date, paid, documentNo, attachments, note } = input;
  const named = memberWith(db, fund, exit.memberId);
  if (!named.ok) return named;
  const member = named.value;
  const [unmet] = conditionsOf(db, fund, exit, member, date).filter((one) => !one.isMet);
  if (unmet) {
    const sentence = `${described(member)} 还不能退会：${unmet.text}。`;
    return refuse('exit_not_yet', sentence, { date: sentence });
  }
  const own = ownOn(db, fund.id, '9999-12-31').get(member.id);
  const ownFen = (own?.baseFen ?? 0) + (own?.additionalFen ?? 0);
  const shareFen = shareOf(db, fund, ownFen, date);
  const payableFen = ownFen + shareFen;
  const grantedFen = own?.grantedFen ?? 0;
  const warnings: string[] = [];
  if (grantedFen > 0) warnings.push(`赠股配股 ${formatYuan(grantedFen)} 元不退，随退会作废。`);
  if (!fund.settings.exitWithShare) {
    warnings.push(
      '只退本人缴的互助金。各地章程对累积份额的规定不一（陕西退、云南不分红），要退的请先在设置里打开。',
    );
  }
  return ok({
    fund,
    kind: 'fundLeft',
    date,
    facts: input,
    amountFen: payableFen,
    documentNo,
    attachments,
    party: described(member),
    note,
    posting: payableFen === 0 ? null : refunded(member, { ownFen, shareFen }, paid),
    warnings,
    write: (writing, eventId) => {
      if (ownFen > 0) {
        insertContribution(writing, {
          entityId: fund.id,
          memberId: member.id,
          date,
          kind: 'refund',
          isGranted: false,
          fen: 0 - ownFen,
          documentNo,
          note,
          eventId,
          reversesId: null,
        });
      }
      closeMembership(writing.db, member.id, date, LEFT);
      writing.db.run(`UPDATE member SET state = 'left', left_on = ? WHERE id = ?`, date, member.id);
      writing.db.run(
        `UPDATE fund_exit SET state = 'effected', closed_on = ?, closed_reason = '', paid_fen = ?, share_fen = ?, event_id = ? WHERE id = ?`,
        date,
        payableFen,
        shareFen,
        eventId,
        exit.id,
      );
    },
  });
}

export const leave = (ctx: Writing, input: Parsed<'fund.leave'>): Result<Output<'fund.leave'>> =>
  record(ctx, planLeaving(ctx, input));

/** Somebody else of the household has joined since: one to a household. */
export function barFromReturn(db: ReadableDb, fund: Fund, eventId: number): Result<never> | null {
  const exit = db.get<{ memberId: number }>(
    'SELECT member_id AS memberId FROM fund_exit WHERE event_id = ?',
    eventId,
  );
  if (!exit) return null;
  const member = memberWith(db, fund, exit.memberId);
  if (!member.ok) return member;
  const { householdId, householdCode } = member.value;
  const other = householdId === null ? null : memberOfHousehold(db, fund, householdId);
  if (!other) return null;
  return refuse(
    'event_built_on',
    `${described(member.value)} 这一户（${householdCode}）后来由 ${described(other)} 入会，一户只能一人入会。请先给 ${described(other)} 办退会，再冲销这一笔。`,
  );
}

/** An exit undone: the member is back with the application open, in the group where the exit ended it if there is still room. */
export function reopenExit(ctx: Writing, fund: Fund, eventId: number): void {
  const { db } = ctx;
  const exit = db.get<{ id: number; memberId: number }>(
    'SELECT id, member_id AS memberId FROM fund_exit WHERE event_id = ?',
    eventId,
  );
  if (!exit) return;
  db.run(
    `UPDATE fund_exit SET state = 'requested', closed_on = NULL, paid_fen = 0, share_fen = 0, event_id = NULL WHERE id = ?`,
    exit.id,
  );
  db.run(
    `UPDATE fund_group_member AS own SET to_date = NULL, end_reason = '' WHERE end_reason = ?
       AND id = (SELECT MAX(id) FROM fund_group_member WHERE member_id = ?)
       AND (SELECT COUNT(*) FROM fund_group_member gm WHERE gm.group_id = own.group_id AND gm.to_date IS NULL) < ?`,
    LEFT,
    exit.memberId,
    fund.settings.groupMax,
  );
  db.run(`UPDATE member SET state = 'leaving', left_on = NULL WHERE id = ?`, exit.memberId);
}
