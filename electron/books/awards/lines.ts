import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { howAwarded, scaleAward, withinHouseholdCap, workAward } from '../../../shared/rules/awards.ts';
import { priceText, quantityMilli, quantityText } from '../../../shared/rules/measures.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import {
  householdNamed,
  industryKey,
  type IndustryRow,
  LISTED_HOUSEHOLD,
  listKinds,
  listRows,
} from '../industry/index.ts';
import { draftById, type Programme, programmeById, storedRates } from './programmes.ts';

export type Line = Output<'awards.get'>['lines'][number];

/** A line as it is kept. */
export interface StoredLine {
  readonly id: number;
  readonly householdId: number;
  readonly kindId: number | null;
  readonly scaleMilli: number | null;
  readonly rateE4: number | null;
  readonly monthsMilli: number | null;
  readonly computedFen: number | null;
  readonly amountFen: number;
  readonly note: string;
}

const LINE = /* sql */ `
  l.id, l.household_id AS householdId, l.kind_id AS kindId, l.scale_milli AS scaleMilli, l.rate_e4 AS rateE4,
  l.months_milli AS monthsMilli, l.computed_fen AS computedFen, l.amount_fen AS amountFen, l.note`;

/** All lines of a programme with their red ones, by group and household. */
export function linesOf(db: ReadableDb, { id, monthFen }: Programme): Line[] {
  return db
    .all<StoredLine & Omit<Line, 'scale' | 'rate' | 'months' | 'how'>>(
      `SELECT ${LINE}, ${LISTED_HOUSEHOLD}, COALESCE(k.name, '') AS kind, COALESCE(k.unit, '') AS unit,
         l.reverses_id AS reversesId, r.id AS reversedById
       FROM award_line l JOIN household h ON h.id = l.household_id LEFT JOIN person head ON head.id = h.head_id
         LEFT JOIN industry_kind k ON k.id = l.kind_id LEFT JOIN award_line r ON r.reverses_id = l.id
       WHERE l.programme_id = ? ORDER BY h.group_no, h.code, k.id, l.id`,
      id,
    )
    .map(({ scaleMilli, rateE4, monthsMilli, ...line }) => ({
      ...line,
      scale: scaleMilli === null ? null : quantityText(scaleMilli),
      rate: rateE4 === null ? null : priceText(rateE4),
      months: monthsMilli === null ? null : quantityText(monthsMilli),
      how: howAwarded({ ...line, scaleMilli, rateE4, monthsMilli, monthFen }),
    }));
}

/** The lines that stand, by household and industry. */
export function standingLines(db: ReadableDb, programmeId: number): Map<string, StoredLine> {
  const lines = db.all<StoredLine>(
    `SELECT ${LINE} FROM award_line l
     WHERE l.programme_id = ? AND l.reverses_id IS NULL AND NOT EXISTS (SELECT 1 FROM award_line r WHERE r.reverses_id = l.id)
     ORDER BY l.id`,
    programmeId,
  );
  return new Map(lines.map((line) => [lineKey(line.householdId, line.kindId), line]));
}

export function lineKey(householdId: number, kindId: number | null): string {
  return industryKey(householdId, kindId ?? 0);
}

export type NewLine = Omit<StoredLine, 'id'>;

export function insertLine(
  { db, operator, now }: Writing,
  programmeId: number,
  line: NewLine,
  more: { readonly reversesId?: number; readonly importId?: number } = {},
): number {
  return db.run(
    `INSERT INTO award_line (programme_id, household_id, kind_id, scale_milli, rate_e4, months_milli, computed_fen, amount_fen, note,
       reverses_id, import_id, operator, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[programmeId, line.householdId, line.kindId, line.scaleMilli, line.rateE4, line.monthsMilli],
    ...[
      line.computedFen,
      line.amountFen,
      line.note,
      more.reversesId ?? null,
      more.importId ?? null,
      operator,
      now,
    ],
  ).lastId;
}

function deleteLine({ db }: Writing, id: number): void {
  db.run('DELETE FROM award_line WHERE id = ?', id);
}

/** Typed by hand, or decided otherwise than computed. */
function isTyped(line: StoredLine): boolean {
  return line.computedFen === null || line.amountFen !== line.computedFen;
}

/** 按验收规模计算: what was computed before goes, what was decided by hand stays and counts against the household's limit. */
export function computeLines(ctx: Writing, programmeId: number): Result<Output<'awards.compute'>> {
  const { db } = ctx;
  const draft = draftById(db, programmeId);
  if (!draft.ok) return draft;
  const programme = draft.value;
  if (programme.basis !== 'scale') {
    return refuse('basis_not_scale', '这个项目不是按规模补助的，请直接登记名单。');
  }
  const rates = new Map(storedRates(db, programmeId).map((rate) => [rate.kindId, rate]));
  const standing = standingLines(db, programmeId);
  for (const line of standing.values()) if (!isTyped(line)) deleteLine(ctx, line.id);
  const typed = new Map([...standing].filter(([, line]) => isTyped(line)));
  const leftOut: Output<'awards.compute'>['leftOut'] = [];
  const found: { row: IndustryRow; line: NewLine & { computedFen: number } }[] = [];
  for (const row of listRows(db, { year: programme.year })) {
    const rate = rates.get(row.kindId);
    if (!rate || typed.has(lineKey(row.householdId, row.kindId))) continue;
    const scaleMilli = row.inspectedScale === null ? null : quantityMilli(row.inspectedScale);
    const fen = scaleMilli === null ? null : scaleAward(scaleMilli, rate);
    if (scaleMilli === null || fen === null) {
      leftOut.push({ ...household(row), kind: row.kind, reason: whyNot(scaleMilli, rate) });
      continue;
    }
    found.push({
      row,
      line: {
        householdId: row.householdId,
        kindId: row.kindId,
        scaleMilli,
        rateE4: rate.rateE4,
        monthsMilli: null,
        computedFen: fen,
        amountFen: fen,
        note: '',
      },
    });
  }
  for (const some of Map.groupBy(found, ({ row }) => row.householdId).values()) {
    const decidedFen = [...typed.values()]
      .filter((line) => line.householdId === some[0]!.row.householdId)
      .reduce((sum, line) => sum + line.amountFen, 0);
    const computed = some.map(({ line }) => line.computedFen);
    const fens =
      programme.capFen === null
        ? computed
        : withinHouseholdCap(computed, Math.max(0, programme.capFen - decidedFen));
    some.forEach(({ row, line }, index) => {
      const fen = fens[index]!;
      if (fen > 0) insertLine(ctx, programmeId, { ...line, computedFen: fen, amountFen: fen });
      else leftOut.push({ ...household(row), kind: row.kind, reason: '这一户已到每户上限' });
    });
  }
  const after = [...standingLines(db, programmeId).values()];
  return ok({
    lines: after.length,
    amountFen: after.reduce((sum, line) => sum + line.amountFen, 0),
    leftOut,
  });
}

function household(row: IndustryRow) {
  const { householdId, householdCode, groupNo, headName, category } = row;
  return { householdId, householdCode, groupNo, headName, category };
}

function whyNot(scaleMilli: number | null, rate: { unit: string; fromMilli: number }): string {
  if (scaleMilli === null) return '没有验收';
  if (scaleMilli === 0) return '验收规模是 0';
  if (scaleMilli < rate.fromMilli) {
    return `验收 ${quantityText(scaleMilli)} ${rate.unit}，不到起补的 ${quantityText(rate.fromMilli)} ${rate.unit}`;
  }
  return '算出来不到一分钱';
}

type Typed = Parsed<'awards.saveLines'>['lines'][number];

/** 登记名单: lines typed by hand; a household's line for the same industry is replaced. */
export function saveLines(
  ctx: Writing,
  { id, lines }: Parsed<'awards.saveLines'>,
): Result<Output<'awards.saveLines'>> {
  const { db } = ctx;
  const draft = draftById(db, id);
  if (!draft.ok) return draft;
  const desk = new LineDesk(db, draft.value);
  const counts = { created: 0, changed: 0, same: 0 };
  const touched = new Set<number>();
  for (const [index, typed] of lines.entries()) {
    const made = desk.lineOf(typed);
    if (!made.ok) {
      const sentence = made.error.message;
      return refuse('line_wrong', `第 ${index + 1} 行：${sentence}`, { [`lines.${index}`]: sentence });
    }
    const { line, before } = made.value;
    touched.add(line.householdId);
    if (before && sameLine(before, line)) {
      counts.same += 1;
      continue;
    }
    counts[before ? 'changed' : 'created'] += 1;
    if (before) deleteLine(ctx, before.id);
    insertLine(ctx, id, line);
  }
  const after = [...standingLines(db, id).values()];
  const over = overCap(db, draft.value, after, touched);
  if (over !== null) return refuse('over_cap', over, { lines: over });
  return ok({
    ...counts,
    amountFen: after.reduce((sum, line) => sum + line.amountFen, 0),
    warnings: [],
  });
}

function sameLine(before: StoredLine, line: NewLine): boolean {
  return (
    before.amountFen === line.amountFen &&
    before.computedFen === line.computedFen &&
    before.monthsMilli === line.monthsMilli &&
    before.scaleMilli === line.scaleMilli &&
    before.note === line.note
  );
}

function overCap(
  db: ReadableDb,
  { capFen }: Programme,
  lines: readonly StoredLine[],
  touched: ReadonlySet<number>,
): string | null {
  if (capFen === null) return null;
  for (const householdId of touched) {
    const fen = lines
      .filter((line) => line.householdId === householdId)
      .reduce((sum, line) => sum + line.amountFen, 0);
    if (fen > capFen) {
      return `${householdNamed(db, householdId)}各项合计 ${formatYuan(fen)} 元，超过每户上限 ${formatYuan(capFen)} 元。请改小，或在项目里改上限。`;
    }
  }
  return null;
}

/** Makes lines of what was typed. */
class LineDesk {
  readonly #db: ReadableDb;
  readonly #programme: Programme;
  readonly #kinds: ReadonlyMap<number, string>;
  readonly #rates: ReadonlyMap<number, ReturnType<typeof storedRates>[number]>;
  readonly #rows: ReadonlyMap<string, IndustryRow>;
  readonly #standing: ReadonlyMap<string, StoredLine>;
  readonly #seen = new Set<string>();

  constructor(db: ReadableDb, programme: Programme) {
    this.#db = db;
    this.#programme = programme;
    this.#kinds = new Map(listKinds(db).map((kind) => [kind.id, kind.name]));
    this.#rates = new Map(storedRates(db, programme.id).map((rate) => [rate.kindId, rate]));
    this.#rows = new Map(
      listRows(db, { year: programme.year }).map((row) => [lineKey(row.householdId, row.kindId), row]),
    );
    this.#standing = standingLines(db, programme.id);
  }

  lineOf(typed: Typed): Result<{ line: NewLine; before: StoredLine | undefined }> {
    const wrong = (sentence: string): Result<never> => refuse('line_wrong', sentence);
    const named = householdNamed(this.#db, typed.householdId);
    if (named === null) return wrong('没有这一户，请重新选择。');
    const kind = typed.kindId === null ? '' : this.#kinds.get(typed.kindId);
    if (kind === undefined) return wrong('没有这个产业项目，请重新选择。');
    const key = lineKey(typed.householdId, typed.kindId);
    if (this.#seen.has(key)) return wrong(`${named}${kind && `的${kind}`}在名单里有两行，请合并成一行。`);
    this.#seen.add(key);
    const made = this.#made(typed, `${named}${kind && `的${kind}`}`);
    return made.ok ? ok({ line: made.value, before: this.#standing.get(key) }) : made;
  }

  #made(typed: Typed, who: string): Result<NewLine> {
    const { basis } = this.#programme;
    const none = { ...typed, scaleMilli: null, rateE4: null, monthsMilli: null, computedFen: null };
    if (basis === 'scale') return this.#byScale(typed, who);
    if (basis === 'work') return this.#byMonths(typed, who);
    if (typed.amountFen === null) return refuse('line_wrong', `${who}没有填金额。`);
    return ok(newLine(none, typed.amountFen));
  }

  #byScale(typed: Typed, who: string): Result<NewLine> {
    const wrong = (sentence: string): Result<never> => refuse('line_wrong', `${who}${sentence}`);
    if (typed.kindId === null) return wrong('没有选产业项目；这个项目按产业规模补助。');
    const row = this.#rows.get(lineKey(typed.householdId, typed.kindId));
    if (!row) return wrong(`在 ${this.#programme.year} 年产业台账里没有，请先登记产业。`);
    const rate = this.#rates.get(typed.kindId);
    const scaleMilli = row.inspectedScale === null ? null : quantityMilli(row.inspectedScale);
    const computedFen = scaleMilli === null || !rate ? null : scaleAward(scaleMilli, rate);
    const amountFen = typed.amountFen ?? computedFen;
    if (amountFen === null)
      return wrong('没有验收或没有标准，算不出金额。请先验收，或填写金额并在备注里写明依据。');
    if (amountFen !== computedFen && typed.note === '') {
      const computed = computedFen === null ? '没有算出金额' : `按标准是 ${formatYuan(computedFen)} 元`;
      return wrong(`${computed}，要核定成 ${formatYuan(amountFen)} 元，请在备注里写明依据。`);
    }
    const known =
      computedFen === null ? { scaleMilli: null, rateE4: null } : { scaleMilli, rateE4: rate!.rateE4 };
    return ok(newLine({ ...typed, ...known, monthsMilli: null, computedFen }, amountFen));
  }

  #byMonths(typed: Typed, who: string): Result<NewLine> {
    const { monthFen, capFen } = this.#programme;
    const monthsMilli = typed.months === null ? null : quantityMilli(typed.months);
    if (monthsMilli !== null && monthsMilli > MOST_MONTHS_MILLI) {
      return refuse(
        'line_wrong',
        `${who}写了 ${typed.months} 个月，一户一年务工最多按 ${MOST_MONTHS_MILLI / 1000} 个月算，请核对。`,
      );
    }
    const computedFen = monthsMilli === null ? null : workAward(monthsMilli, monthFen ?? 0, capFen);
    const amountFen = typed.amountFen ?? computedFen;
    if (amountFen === null || amountFen === 0)
      return refuse('line_wrong', `${who}没有填务工月数，也没有填金额。`);
    if (typed.amountFen !== null && computedFen !== null && amountFen !== computedFen && typed.note === '') {
      return refuse(
        'line_wrong',
        `${who}按月数是 ${formatYuan(computedFen)} 元，要核定成 ${formatYuan(amountFen)} 元，请在备注里写明依据。`,
      );
    }
    return ok(newLine({ ...typed, scaleMilli: null, rateE4: null, monthsMilli, computedFen }, amountFen));
  }
}

/** Ten people of a household, all year. */
const MOST_MONTHS_MILLI = 120_000;

function newLine(line: Omit<NewLine, 'amountFen'>, amountFen: number): NewLine {
  const { householdId, kindId, scaleMilli, rateE4, monthsMilli, computedFen, note } = line;
  return { householdId, kindId, scaleMilli, rateE4, monthsMilli, computedFen, amountFen, note };
}

/** 取消: a draft's line goes; of an approved list it stays, beside the red line that takes it back. */
export function withdrawLine(
  ctx: Writing,
  { lineId, reason }: Parsed<'awards.withdrawLine'>,
): Result<{ done: true }> {
  const { db } = ctx;
  const at = db.get<{ programmeId: number }>(
    'SELECT programme_id AS programmeId FROM award_line WHERE id = ?',
    lineId,
  );
  const found = at ? programmeById(db, at.programmeId) : refuse('line_unknown', '没有这一行，请刷新后重选。');
  if (!found.ok) return found;
  const programme = found.value;
  const line = [...standingLines(db, programme.id).values()].find((one) => one.id === lineId);
  if (!line) return refuse('line_withdrawn', '这一行已经取消过，或是取消的红字行，不能再取消。');
  if (programme.stored === 'void') return refuse('programme_void', '这个项目已经作废，不用再取消。');
  if (programme.stored === 'draft') {
    deleteLine(ctx, lineId);
    return ok({ done: true });
  }
  if (reason === '')
    return refuse('reason_missing', '已经批准的名单要写明取消的原因。', { reason: '请写明原因' });
  const left = db.get<{ fen: number; paid: number; waiting: string | null }>(
    `WITH ask(programme, household) AS (VALUES (?, ?))
     SELECT (SELECT SUM(amount_fen) FROM award_line WHERE programme_id = ask.programme AND household_id = ask.household) AS fen,
       COALESCE((SELECT SUM(amount_fen) FROM award_payment WHERE programme_id = ask.programme AND household_id = ask.household), 0) AS paid,
       (SELECT b.file_name FROM award_batch b JOIN award_batch_line w ON w.batch_id = b.id
        WHERE b.programme_id = ask.programme AND w.household_id = ask.household AND w.result = 'pending') AS waiting FROM ask`,
    ...[programme.id, line.householdId],
  )!;
  const named = householdNamed(db, line.householdId);
  if (left.waiting !== null) {
    return refuse(
      'line_waiting',
      `${named}在代发文件“${left.waiting}”里等银行回单。先读入回单，或撤销这个文件，再取消。`,
    );
  }
  if (left.fen - line.amountFen < left.paid) {
    return refuse(
      'line_paid',
      `${named}已发 ${formatYuan(left.paid)} 元。先冲销发放（款项收回以后），再取消这一行。`,
    );
  }
  reverseLine(ctx, programme.id, line, reason);
  return ok({ done: true });
}

export function reverseLine(
  ctx: Writing,
  programmeId: number,
  line: StoredLine,
  note: string,
  importId?: number,
): void {
  insertLine(
    ctx,
    programmeId,
    { ...newLine(line, -line.amountFen), note },
    { reversesId: line.id, ...(importId === undefined ? {} : { importId }) },
  );
}
