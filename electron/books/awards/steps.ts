import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { addDays, daysBetween, isRealDate } from '../../../shared/rules/calendar.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { called, type Programme, programmeById } from './programmes.ts';

type Step = Output<'awards.get'>['steps'][number];

export function stepsOf(db: ReadableDb, id: number): Step[] {
  return db.all<Step>(
    `SELECT id, step, date, date_to AS dateTo, document, note, operator, recorded_at AS recordedAt
     FROM award_step WHERE programme_id = ? ORDER BY id`,
    id,
  );
}

/** Commonly seven days (公示期). */
const NOTICE_DAYS = 7;

/** 批准: from here on the list is only added to. */
export function approve(
  ctx: Writing,
  { id, date, document }: Parsed<'awards.approve'>,
): Result<{ warnings: string[] }> {
  const found = programmeById(ctx.db, id);
  if (!found.ok) return found;
  const programme = found.value;
  if (programme.stored !== 'draft')
    return refuse('programme_settled', `${called(programme)}已经批准或作废，不用再批准。`);
  if (programme.amountFen === 0)
    return refuse('lines_missing', `${called(programme)}还没有名单，不能批准。请先计算或登记名单。`);
  const day = dayFault(date, ctx.today, `${programme.year}-01-01`);
  if (day !== null) return refuse('date_wrong', day, { date: day });
  setState(ctx, id, 'approved', null);
  insertStep(ctx, id, { step: 'approve', date, dateTo: null, document, note: '' });
  return ok({ warnings: lookAt(ctx.db, programme) });
}

/** 公示: where and how long everybody could see it. */
export function notice(
  ctx: Writing,
  { id, from, to, note }: Parsed<'awards.notice'>,
): Result<{ warnings: string[] }> {
  const found = programmeById(ctx.db, id);
  if (!found.ok) return found;
  const programme = found.value;
  if (programme.stored !== 'approved') {
    return refuse(
      'programme_not_approved',
      programme.stored === 'draft'
        ? `${called(programme)}还没有批准，先批准再公示。`
        : `${called(programme)}已经公示或作废。`,
    );
  }
  const day = dayFault(from, ctx.today, programme.approvedOn ?? '');
  if (day !== null) return refuse('date_wrong', day, { from: day });
  if (!isRealDate(to) || to < from) {
    const sentence = `公示止日 ${to} 不对，应在 ${from} 当天或以后。`;
    return refuse('date_wrong', sentence, { to: sentence });
  }
  setState(ctx, id, 'noticed', to);
  insertStep(ctx, id, { step: 'notice', date: from, dateTo: to, document: '', note });
  const days = daysBetween(from, to) + 1;
  return ok({
    warnings: days < NOTICE_DAYS ? [`公示只有 ${days} 天，一般不少于 ${NOTICE_DAYS} 天，请核对。`] : [],
  });
}

/** 退回: one step, as long as nobody has been paid. */
export function stepBack(ctx: Writing, { id, reason }: Parsed<'awards.stepBack'>): Result<{ done: true }> {
  const found = unpaid(ctx.db, id, '退回');
  if (!found.ok) return found;
  const programme = found.value;
  if (programme.stored === 'draft' || programme.stored === 'void') {
    return refuse('nothing_to_step_back', `${called(programme)}没有可以退回的一步。`);
  }
  setState(ctx, id, programme.stored === 'noticed' ? 'approved' : 'draft', null);
  insertStep(ctx, id, { step: 'back', date: ctx.today, dateTo: null, document: '', note: reason });
  return ok({ done: true });
}

export function voidProgramme(ctx: Writing, { id, reason }: Parsed<'awards.void'>): Result<{ done: true }> {
  const found = unpaid(ctx.db, id, '作废');
  if (!found.ok) return found;
  if (found.value.stored === 'void') return refuse('programme_void', `${called(found.value)}已经作废。`);
  setState(ctx, id, 'void', null);
  insertStep(ctx, id, { step: 'void', date: ctx.today, dateTo: null, document: '', note: reason });
  return ok({ done: true });
}

function unpaid(db: ReadableDb, id: number, what: string): Result<Programme> {
  const found = programmeById(db, id);
  if (!found.ok) return found;
  const programme = found.value;
  if (programme.isImported === 1) {
    return refuse(
      'programme_imported',
      `${called(programme)}是从台账导入的，登记为已发，不能${what}。错的请逐户取消。`,
    );
  }
  if (programme.paidFen !== 0) {
    return refuse(
      'programme_paid',
      `${called(programme)}已发 ${formatYuan(programme.paidFen)} 元，不能${what}。先冲销发放，或只取消有错的一户。`,
    );
  }
  const waiting = db.get<{ name: string }>(
    `SELECT b.file_name AS name FROM award_batch b JOIN award_batch_line l ON l.batch_id = b.id
     WHERE b.programme_id = ? AND l.result = 'pending' LIMIT 1`,
    id,
  );
  if (!waiting) return found;
  return refuse('file_waiting', `代发文件“${waiting.name}”还在等银行回单。先读入回单或撤销文件，再${what}。`);
}

function dayFault(date: string, today: string, notBefore: string): string | null {
  if (!isRealDate(date)) return `没有 ${date} 这一天，请改正日期。`;
  if (date > today) return `日期 ${date} 在今天（${today}）之后，请改正。`;
  return date < notBefore ? `日期 ${date} 太早，应在 ${notBefore} 当天或以后。` : null;
}

function setState({ db }: Writing, id: number, state: Programme['stored'], noticeTo: string | null): void {
  db.run('UPDATE award_programme SET state = ?, notice_to = ? WHERE id = ?', ...[state, noticeTo, id]);
}

export function insertStep(
  { db, operator, now }: Writing,
  programmeId: number,
  step: Omit<Step, 'id' | 'operator' | 'recordedAt'>,
): void {
  db.run(
    `INSERT INTO award_step (programme_id, step, date, date_to, document, note, operator, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[programmeId, step.step, step.date, step.dateTo, step.document, step.note, operator, now],
  );
}

const NAMED = 5;

/** What of a list is worth a second look: the same industry paid for by another programme, households without a head, or whose head has died. */
export function lookAt(db: ReadableDb, { id, year }: Programme): string[] {
  const twice = db.all<{ who: string; what: string; other: string }>(
    `WITH ask(id, year) AS (VALUES (?, ?))
     SELECT h.code || ' ' || COALESCE(head.name, '') AS who, COALESCE(k.name, '') AS what, o.name AS other
     FROM (SELECT household_id, kind_id FROM award_line WHERE programme_id = (SELECT id FROM ask) GROUP BY household_id, kind_id HAVING SUM(amount_fen) > 0) mine
       JOIN award_line l ON l.household_id = mine.household_id AND l.kind_id IS mine.kind_id AND l.programme_id <> (SELECT id FROM ask)
       JOIN award_programme o ON o.id = l.programme_id AND o.year = (SELECT year FROM ask) AND o.state <> 'void'
       JOIN household h ON h.id = mine.household_id LEFT JOIN person head ON head.id = h.head_id
       LEFT JOIN industry_kind k ON k.id = mine.kind_id
     WHERE mine.kind_id IS NOT NULL
     GROUP BY mine.household_id, mine.kind_id, o.id HAVING SUM(l.amount_fen) > 0 ORDER BY h.group_no, h.code`,
    ...[id, year],
  );
  const headless = db.all<{ who: string; why: string }>(
    `WITH ask(id) AS (VALUES (?))
     SELECT h.code || ' ' || COALESCE(head.name, '') AS who,
       CASE WHEN head.id IS NULL THEN '没有户主' ELSE '户主已去世' END AS why
     FROM household h LEFT JOIN person head ON head.id = h.head_id
     WHERE (head.id IS NULL OR head.died_on IS NOT NULL)
       AND h.id IN (SELECT household_id FROM award_line WHERE programme_id = (SELECT id FROM ask) GROUP BY household_id HAVING SUM(amount_fen) > 0)
       AND NOT EXISTS (SELECT 1 FROM award_payee y WHERE y.programme_id = (SELECT id FROM ask) AND y.household_id = h.id)
     ORDER BY h.group_no, h.code`,
    id,
  );
  return [
    ...(twice.length > 0
      ? [
          `有 ${twice.length} 户的同一产业当年在别的项目里也有补助（${listed(twice.map((one) => `${one.who}${one.what}：${one.other}`))}），请核对是不是重复享受。`,
        ]
      : []),
    ...(headless.length > 0
      ? [`有 ${headless.length} 户要指定领款人：${listed(headless.map((one) => `${one.who}${one.why}`))}。`]
      : []),
  ];
}

function listed(names: readonly string[]): string {
  return `${names.slice(0, NAMED).join('、')}${names.length > NAMED ? ` 等` : ''}`;
}

/** The first day on which money may go out. */
export function payableFrom({ noticeTo }: Programme): string {
  return addDays(noticeTo ?? '9999-12-30', 1);
}
