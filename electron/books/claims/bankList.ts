import type { Output, Parsed } from '../../../shared/contract/index.ts';
import type { ListedRow } from '../../../shared/rules/claimList.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { invariant, ok, refuse, type Result } from '../../../shared/rules/result.ts';
import { parseInterestList, type InterestRow } from '../../../shared/rules/sheet/kinds/interestList.ts';
import type { ImportParse } from '../../../shared/rules/sheet/kinds/opening.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import { readWorkbook } from '../imports/index.ts';
import { type Computation, type Line } from './computing.ts';
import { computationOf, loansIn, openBatch, rebuild } from './drafting.ts';
import { linesOf } from './lines.ts';
import { writeList, writeStep } from './writing.ts';

type Comparison = Output<'claims.previewBankList'>;

/** The bank's list as far as it can be read without the database. */
interface ListFile {
  readonly sheets: readonly string[];
  readonly parse: ImportParse<InterestRow>;
}

/** Decodes, unzips and parses. Never refuses: an unreadable file is one with a `fatal`. */
export async function openList(input: Parsed<'claims.previewBankList'>): Promise<Result<ListFile>> {
  const workbook = await readWorkbook(input.fileName, Buffer.from(input.dataBase64, 'base64'));
  if (!workbook.ok) {
    const parse = { info: null, records: [], refused: [], warnings: [], fatal: workbook.error.message };
    return ok({ sheets: [], parse });
  }
  const sheets = workbook.value.filter(({ hidden }) => !hidden).map(({ name }) => name);
  return ok({
    sheets,
    parse: parseInterestList(workbook.value, input.sheet === '' ? undefined : input.sheet),
  });
}

export function previewBankList(
  ctx: Reading,
  input: Parsed<'claims.previewBankList'>,
  file: ListFile,
): Result<Comparison> {
  const found = openBatch(ctx, input.id);
  if (!found.ok) return found;
  const { parse } = file;
  const rows = parse.records.map(listed);
  const loanIds = loansIn(ctx.db, input.id);
  const computation = computationOf(ctx, { terms: found.value, loanIds, batchId: input.id, list: rows });
  return ok(comparisonOf(ctx, input.id, file, computation));
}

/** The list in the place of the one before. Rows that can't be read are refused whole: a figure left out would be claimed as computed. */
export function importBankList(
  ctx: Writing,
  input: Parsed<'claims.importBankList'>,
  { parse }: ListFile,
): Result<Output<'claims.importBankList'>> {
  const found = openBatch(ctx, input.id);
  if (!found.ok) return found;
  if (parse.fatal !== null) return refuse('claim_list', parse.fatal);
  const [first] = parse.refused;
  if (first) {
    const place = `“${first.sheet}”第 ${first.row} 行${first.column === null ? '' : ` ${first.column} 列`}`;
    const more = parse.refused.length > 1 ? `另有 ${parse.refused.length - 1} 行也读不出来。` : '';
    return refuse('claim_list', `${place}：${first.reason}。${more}清单没有导入，请改正后再试。`);
  }
  writeList(ctx.db, input.id, input.fileName, parse.records.map(listed));
  const rebuilt = rebuild(ctx, input.id);
  if (!rebuilt.ok) return rebuilt;
  const { lines, list } = rebuilt.value;
  if (list === null || list.figures.size === 0) {
    return refuse(
      'claim_list_other',
      `清单里 ${parse.records.length} 行没有一行对得上本批的借据。请检查是不是这一批、这家银行的清单，借据号写法是否一致。`,
    );
  }
  const fromList = lines.filter((line) => line.bankSource === 'list');
  const differenceFen = sumOf(fromList, (line) => line.bankFen! - line.interestFen);
  const differing = fromList.filter((line) => line.bankFen !== line.interestFen).length;
  const claimedFen = sumOf(lines, (line) => line.claimedFen);
  writeStep(ctx, input.id, {
    date: ctx.today,
    title: '导入银行利息清单',
    note: `${input.fileName}：${fromList.length} 笔，${differing} 笔和测算不同，相差 ${formatYuan(differenceFen)} 元；申请 ${formatYuan(claimedFen)} 元`,
  });
  const uncounted = list.rows.filter((row) => row.outcome !== 'same' && row.outcome !== 'differs');
  const missing = new Set(list.missing);
  const warnings = [
    ...(uncounted.length === 0 ? [] : [`清单里 ${uncounted.length} 行没有计入，原因见对照表。`]),
    ...(missing.size === 0 ? [] : [`本批 ${missing.size} 笔清单里没有，按测算的利息申请。`]),
  ];
  return ok({ lines: fromList.length, differing, differenceFen, claimedFen, warnings });
}

function comparisonOf(
  { db }: Reading,
  batchId: number,
  { sheets, parse }: ListFile,
  { lines, list }: Computation,
): Comparison {
  const ids = new Map(linesOf(db, batchId).map((line) => [line.loanId, line.id]));
  const byLoan = new Map(lines.map((line) => [line.loanId, line]));
  const figures = [...(list?.figures ?? [])].map(([loanId, figure]) => ({
    ...figure,
    line: byLoan.get(loanId)!,
  }));
  const whoOf = (line: Line) => ({
    lineId: idOf(ids, line.loanId),
    noteNo: line.facts.noteNo,
    borrowerName: line.facts.borrowerName,
    groupNo: line.facts.groupNo,
    interestFen: line.interestFen,
  });
  return {
    fatal: parse.fatal,
    sheets: [...sheets],
    sheet: parse.info?.sheet ?? '',
    rows: (list?.rows ?? []).map(({ row, loanId, outcome, reason }) => ({
      row: row.row,
      noteNo: row.noteNo,
      name: row.name,
      from: row.from,
      to: row.to,
      days: row.days,
      bankFen: row.fen,
      lineId: loanId === null ? null : idOf(ids, loanId),
      outcome,
      reason,
    })),
    lines: figures.map(({ line, fen, days }) => ({
      ...whoOf(line),
      days: line.days,
      bankDays: days,
      bankFen: fen,
      differenceFen: fen - line.interestFen,
      subsidyFen: line.subsidyFen,
      claimedFen: line.claimedFen,
    })),
    missing: (list?.missing ?? []).map((loanId) => whoOf(byLoan.get(loanId)!)),
    refused: parse.refused.map(({ row, column, reason }) => ({ row, column, reason })),
    warnings: parse.warnings.map(({ row, column, reason }) => ({ row, column, reason })),
    totals: {
      rows: parse.records.length,
      interestFen: sumOf(figures, ({ line }) => line.interestFen),
      bankFen: sumOf(figures, ({ fen }) => fen),
      differenceFen: sumOf(figures, ({ fen, line }) => fen - line.interestFen),
      differing: figures.filter(({ fen, line }) => fen !== line.interestFen).length,
      claimedFen: sumOf(lines, (line) => line.claimedFen),
    },
  };
}

function idOf(ids: ReadonlyMap<number, number>, loanId: number): number {
  const id = ids.get(loanId);
  invariant(id !== undefined, `loan ${loanId} has a line`);
  return id;
}

const listed = ({ sheet: _, ...row }: InterestRow): ListedRow => row;

const sumOf = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((sum, item) => sum + of(item), 0);
