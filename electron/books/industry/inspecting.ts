import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { quantityMilli, quantityShown } from '../../../shared/rules/measures.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import { isRealDate } from '../../../shared/rules/calendar.ts';
import type { Writing } from '../../workspace/context.ts';
import { rowById } from './rows.ts';

/** 登记验收: what was found on the spot. Inspected again, the later day counts. */
export function inspect(ctx: Writing, input: Parsed<'industry.inspect'>): Result<Output<'industry.inspect'>> {
  const { date, inspector } = input;
  const day = dayFault(date, ctx.today);
  if (day !== null) return refuse('date_wrong', day, { date: day });
  const seen = new Set<number>();
  const warnings: string[] = [];
  for (const [index, { industryId, scale, note }] of input.rows.entries()) {
    const wrong = (sentence: string): Result<never> =>
      refuse('row_wrong', `第 ${index + 1} 行：${sentence}`, { [`rows.${index}`]: sentence });
    const found = rowById(ctx.db, industryId);
    if (!found.ok) return wrong(found.error.message);
    const row = found.value;
    const who = `${row.householdCode} ${row.headName}户的${row.kind}`;
    if (seen.has(industryId)) return wrong(`${who}在名单里出现了两次。`);
    seen.add(industryId);
    if (date < `${row.year}-01-01`) return wrong(`${who}是 ${row.year} 年的，验收日期 ${date} 在这之前。`);
    const milli = quantityMilli(scale);
    if (milli > quantityMilli(row.scale)) {
      warnings.push(
        `${who}验收 ${quantityShown(scale)} ${row.unit}，比台账的 ${quantityShown(row.scale)} ${row.unit} 多，请核对。`,
      );
    }
    insert(ctx, { industryId, date, inspector, milli, note, reversesId: null });
  }
  return ok({ count: input.rows.length, warnings });
}

function dayFault(date: string, today: string): string | null {
  if (!isRealDate(date)) return `没有 ${date} 这一天，请改正日期。`;
  return date > today ? `验收日期 ${date} 在今天（${today}）之后，请改正日期。` : null;
}

/** 撤销验收: a row that names the wrong one. What was awarded by it stays as it was decided, so that is said first. */
export function undoInspection(
  ctx: Writing,
  { id, reason }: Parsed<'industry.undoInspection'>,
): Result<{ done: true }> {
  const found = ctx.db.get<{
    industryId: number;
    date: string;
    inspector: string;
    milli: number;
    reversesId: number | null;
    isUndone: number;
  }>(
    `SELECT n.industry_id AS industryId, n.date, n.inspector, n.scale_milli AS milli, n.reverses_id AS reversesId,
       EXISTS (SELECT 1 FROM industry_inspection r WHERE r.reverses_id = n.id) AS isUndone
     FROM industry_inspection n WHERE n.id = ?`,
    id,
  );
  if (!found || found.reversesId !== null)
    return refuse('inspection_unknown', '没有这一次验收，请刷新后重选。');
  if (found.isUndone) return refuse('inspection_undone', '这一次验收已经撤销过了。');
  const award = ctx.db.get<{ name: string }>(
    `SELECT p.name FROM industry i JOIN award_line l ON l.household_id = i.household_id AND l.kind_id = i.kind_id
       JOIN award_programme p ON p.id = l.programme_id AND p.year = i.year
     WHERE i.id = ? AND l.scale_milli IS NOT NULL AND p.state IN ('approved', 'noticed')
     GROUP BY p.id HAVING SUM(l.amount_fen) > 0`,
    found.industryId,
  );
  if (award) {
    return refuse(
      'awarded',
      `奖补项目“${award.name}”按这次验收算了补助，已经批准。先在名单里取消这一户的补助，再撤销验收。`,
    );
  }
  insert(ctx, { ...found, note: reason, reversesId: id });
  return ok({ done: true });
}

function insert(
  { db, operator, now }: Writing,
  row: {
    readonly industryId: number;
    readonly date: string;
    readonly inspector: string;
    readonly milli: number;
    readonly note: string;
    readonly reversesId: number | null;
  },
): void {
  db.run(
    `INSERT INTO industry_inspection (industry_id, date, inspector, scale_milli, note, reverses_id, operator, recorded_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[row.industryId, row.date, row.inspector, row.milli, row.note, row.reversesId, operator, now],
  );
}
