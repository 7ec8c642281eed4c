import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { priceE4, priceText, quantityMilli, quantityText } from '../../../shared/rules/measures.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { listKinds, yearFault } from '../industry/index.ts';

type Shown = Output<'awards.programmes'>[number];

/** A programme as it is kept, with what its lines and payments come to. */
export interface Programme extends Omit<Shown, 'state' | 'imported' | 'unpaidFen'> {
  readonly stored: 'draft' | 'approved' | 'noticed' | 'void';
  readonly isImported: 0 | 1;
}

const PROGRAMMES = /* sql */ `
  WITH due AS (
    SELECT programme_id, COUNT(DISTINCT CASE WHEN fen > 0 THEN household_id END) AS households, SUM(fen) AS fen FROM (
      SELECT programme_id, household_id, SUM(amount_fen) AS fen FROM award_line GROUP BY programme_id, household_id)
    GROUP BY programme_id
  ), paid AS (SELECT programme_id, SUM(amount_fen) AS fen FROM award_payment GROUP BY programme_id),
  last_step AS (
    SELECT programme_id, MAX(CASE WHEN step = 'approve' THEN id END) AS approval, MAX(CASE WHEN step = 'notice' THEN id END) AS notice
    FROM award_step GROUP BY programme_id)
  SELECT p.id, p.year, p.name, p.basis, p.document, p.fund, p.month_fen AS monthFen, p.cap_fen AS capFen, p.note,
    p.state AS stored, p.imported AS isImported,
    CASE WHEN p.state IN ('approved', 'noticed') THEN approval.date END AS approvedOn,
    CASE WHEN p.state IN ('approved', 'noticed') THEN COALESCE(approval.document, '') ELSE '' END AS approvalDocument,
    CASE WHEN p.state = 'noticed' THEN notice.date END AS noticeFrom,
    CASE WHEN p.state = 'noticed' THEN p.notice_to END AS noticeTo,
    COALESCE(due.households, 0) AS households, COALESCE(due.fen, 0) AS amountFen, COALESCE(paid.fen, 0) AS paidFen
  FROM award_programme p
    LEFT JOIN due ON due.programme_id = p.id LEFT JOIN paid ON paid.programme_id = p.id
    LEFT JOIN last_step ON last_step.programme_id = p.id
    LEFT JOIN award_step approval ON approval.id = last_step.approval
    LEFT JOIN award_step notice ON notice.id = last_step.notice`;

export function listProgrammes(db: ReadableDb, year: number | undefined): Shown[] {
  return db
    .all<Programme>(
      `${PROGRAMMES} WHERE p.year = COALESCE(?, p.year) ORDER BY p.year DESC, p.id`,
      year ?? null,
    )
    .map(shownProgramme);
}

export function programmeById(db: ReadableDb, id: number): Result<Programme> {
  const found = db.get<Programme>(`${PROGRAMMES} WHERE p.id = ?`, id);
  return found ? ok(found) : refuse('programme_unknown', '没有这个奖补项目，可能已经删除。请刷新后重选。');
}

/** Noticed and nothing left to pay is paid. */
export function shownProgramme({ stored, isImported, ...programme }: Programme): Shown {
  const { amountFen, paidFen } = programme;
  const isPaid = stored === 'noticed' && amountFen > 0 && paidFen === amountFen;
  return {
    ...programme,
    state: isPaid ? 'paid' : stored,
    imported: isImported === 1,
    unpaidFen: stored === 'void' ? 0 : amountFen - paidFen,
  };
}

/** 2018 年“香菇产业奖补”, as sentences name it. */
export function called({ year, name }: Pick<Programme, 'year' | 'name'>): string {
  return `${year} 年“${name}”`;
}

export function ratesOf(db: ReadableDb, id: number): Output<'awards.get'>['rates'] {
  return storedRates(db, id).map(({ rateE4, fromMilli, ...rate }) => ({
    ...rate,
    rate: priceText(rateE4),
    fromScale: quantityText(fromMilli),
  }));
}

export interface StoredRate {
  readonly kindId: number;
  readonly kind: string;
  readonly unit: string;
  readonly rateE4: number;
  readonly fromMilli: number;
  readonly capFen: number | null;
}

export function storedRates(db: ReadableDb, id: number): StoredRate[] {
  return db.all<StoredRate>(
    `SELECT r.kind_id AS kindId, k.name AS kind, k.unit, r.rate_e4 AS rateE4, r.from_milli AS fromMilli, r.cap_fen AS capFen
     FROM award_rate r JOIN industry_kind k ON k.id = r.kind_id WHERE r.programme_id = ? ORDER BY k.id`,
    id,
  );
}

type Terms = Parsed<'awards.saveProgramme'>['terms'];

/** A new programme, or changes to one whose list is not approved yet. */
export function saveProgramme(
  ctx: Writing,
  { id, terms }: Parsed<'awards.saveProgramme'>,
): Result<Output<'awards.saveProgramme'>> {
  const { db, operator, now } = ctx;
  const fault = termsFault(ctx, terms, id);
  if (fault !== null) return refuse('terms_wrong', fault.sentence, { [fault.field]: fault.sentence });
  const monthFen = terms.basis === 'work' ? terms.monthFen : null;
  const warnings: string[] = [];
  let programmeId = id;
  if (id === undefined) {
    programmeId = db.run(
      `INSERT INTO award_programme (year, name, basis, document, fund, month_fen, cap_fen, note, state, notice_to, imported, operator, recorded_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'draft', NULL, 0, ?, ?)`,
      ...[
        terms.year,
        terms.name,
        terms.basis,
        terms.document,
        terms.fund,
        monthFen,
        terms.capFen,
        terms.note,
      ],
      ...[operator, now],
    ).lastId;
  } else {
    const draft = draftById(db, id);
    if (!draft.ok) return draft;
    const before = draft.value;
    const hasLines = before.amountFen > 0;
    if (hasLines && (before.basis !== terms.basis || before.year !== terms.year)) {
      const sentence = `${called(before)}已有名单，不能改年度和补助方式。先清空名单，或另建一个项目。`;
      return refuse('programme_has_lines', sentence, { basis: sentence });
    }
    db.run(
      'UPDATE award_programme SET year = ?, name = ?, basis = ?, document = ?, fund = ?, month_fen = ?, cap_fen = ?, note = ? WHERE id = ?',
      ...[
        terms.year,
        terms.name,
        terms.basis,
        terms.document,
        terms.fund,
        monthFen,
        terms.capFen,
        terms.note,
        id,
      ],
    );
    if (hasLines && terms.basis !== 'fixed')
      warnings.push('标准改了，名单里原来算好的金额没有变。请重新计算名单。');
  }
  db.run('DELETE FROM award_rate WHERE programme_id = ?', programmeId!);
  for (const rate of terms.basis === 'scale' ? terms.rates : []) {
    db.run(
      'INSERT INTO award_rate (programme_id, kind_id, rate_e4, from_milli, cap_fen) VALUES (?, ?, ?, ?, ?)',
      ...[programmeId!, rate.kindId, priceE4(rate.rate), quantityMilli(rate.fromScale), rate.capFen],
    );
  }
  return ok({ id: programmeId!, warnings });
}

function termsFault(
  ctx: Writing,
  terms: Terms,
  id: number | undefined,
): { readonly field: string; readonly sentence: string } | null {
  const wrong = (field: string, sentence: string) => ({ field, sentence });
  const year = yearFault(ctx, terms.year);
  if (year !== null) return wrong('year', year);
  const taken = ctx.db.get<{ id: number }>(
    'SELECT id FROM award_programme WHERE year = ? AND name = ?',
    ...[terms.year, terms.name],
  );
  if (taken && taken.id !== id) return wrong('name', `${called(terms)}已经有了，请换一个名称，或直接用它。`);
  if (terms.basis === 'work' && terms.monthFen === null)
    return wrong('monthFen', '务工补助要填每月补助标准。');
  if (terms.basis !== 'scale') return null;
  if (terms.rates.length === 0) return wrong('rates', '按规模补助要至少填一个产业的标准。');
  const kinds = new Map(listKinds(ctx.db).map((kind) => [kind.id, kind.name]));
  const seen = new Set<number>();
  for (const { kindId } of terms.rates) {
    const kind = kinds.get(kindId);
    if (kind === undefined) return wrong('rates', '标准里有一个产业项目不存在，请重新选择。');
    if (seen.has(kindId)) return wrong('rates', `${kind}的标准写了两次，请只留一行。`);
    seen.add(kindId);
  }
  return null;
}

/** The programme, as long as its list may be changed. */
export function draftById(db: ReadableDb, id: number): Result<Programme> {
  const found = programmeById(db, id);
  if (!found.ok) return found;
  const programme = found.value;
  if (programme.stored === 'draft') return found;
  return refuse(
    'programme_settled',
    programme.stored === 'void'
      ? `${called(programme)}已经作废，不能再改。请另建一个项目。`
      : programme.isImported === 1
        ? `${called(programme)}是从台账导入的，名单按导入的记。要改请改台账文件再导入，或取消这一户再另建项目登记。`
        : `${called(programme)}已经批准，名单不能再改。要改请先“退回”，或取消某一户的补助。`,
  );
}

export function deleteProgramme({ db }: Writing, id: number): Result<{ done: true }> {
  const draft = draftById(db, id);
  if (!draft.ok) return draft;
  const stepped = db.get('SELECT 1 FROM award_step WHERE programme_id = ?', id);
  if (stepped) {
    return refuse(
      'programme_stepped',
      `${called(draft.value)}批准过又退回，留有记录，不能删除。不用了请“作废”。`,
    );
  }
  for (const table of ['award_line', 'award_rate', 'award_payee']) {
    db.run(`DELETE FROM ${table} WHERE programme_id = ?`, id);
  }
  db.run('DELETE FROM award_programme WHERE id = ?', id);
  return ok({ done: true });
}
