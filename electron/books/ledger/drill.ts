import { shortName } from '../../../shared/rules/voucherName.ts';
import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import {
  BALANCE_SHEET,
  EQUITY_CHANGES,
  equityLineSources,
  type FlowSide,
  rowSources,
  type SignedSource,
  SURPLUS_STATEMENT,
  type Term,
} from '../../../shared/rules/statements/forms.ts';
import type { Reading } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { accountsOf } from '../accounts/index.ts';
import { cooperativeOf } from '../entities/index.ts';
import { type BookFigures, yearFigures } from './figures.ts';
import { beforeBooks } from './statements.ts';

type Input = Parsed<'statements.drill'>;
type Shown = Output<'statements.drill'>;
type Target = Shown['targets'][number];

/** What a figure of a statement is made of: accounts, members and vouchers to go on to. */
export function drillStatement({ db }: Reading, input: Input): Result<Shown> {
  const cooperative = cooperativeOf(db, input.entityId);
  if (!cooperative.ok) return cooperative;
  const entityId = cooperative.value.id;
  const early = beforeBooks(db, entityId, input.period);
  if (early) return early;
  const asked = askedLine(input);
  if (!asked.ok) return asked;
  const { title, terms, sources } = asked.value;
  const year = Number(input.period.slice(0, 4));
  const isPrevious = input.column === 'previous';
  // Before the books there is nothing, and so nothing to go on to.
  const figures = yearFigures(
    db,
    entityId,
    isPrevious ? year - 1 : year,
    isPrevious ? `${year - 1}-12` : input.period,
    input.postedOnly === true,
  );
  const last = { from: `${year - 1}-01`, to: `${year - 1}-12` };
  const now = { from: `${year}-01`, to: input.period };
  const place: Place = {
    names: namesOf(db, entityId),
    at: input.column === 'begin' ? 'begin' : 'end',
    during: isPrevious ? last : now,
    before: isPrevious ? { from: `${year - 2}-01`, to: `${year - 2}-12` } : last,
  };
  const targets = sources.flatMap((source) => targetsOf(source, figures, place));
  return ok({
    title,
    formula: formulaOf(terms, place.names),
    targets: withVouchers(db, merged(targets)),
  });
}

interface AskedLine {
  readonly title: string;
  readonly terms: readonly Term[];
  readonly sources: readonly SignedSource[];
}

function askedLine(input: Input): Result<AskedLine> {
  const unknown = refuse('statement_row', '报表里没有这一行，请重新选择。');
  if (input.statement === '03') {
    const { line } = input;
    const column = EQUITY_CHANGES.find((one) => one.key === line?.column);
    const form = line && column?.[line.block].find((one) => one.label === line.label);
    if (!column || !form) return unknown;
    const title = `${column.label}：${form.label}`;
    return ok({ title, terms: form.terms, sources: equityLineSources(column.key, line.block, line.label) });
  }
  const form =
    input.statement === '01'
      ? BALANCE_SHEET.find((one) => one.row === input.row)
      : SURPLUS_STATEMENT.find((one) => one.row === input.row);
  if (!form) return unknown;
  return ok({ title: form.label, terms: form.terms, sources: rowSources(input.statement, form.row) });
}

interface Names {
  readonly account: (code: string) => string;
  readonly member: (id: number) => string;
}

function namesOf(db: ReadableDb, entityId: number): Names {
  const accounts = new Map(accountsOf(db, entityId).map((one) => [one.code, one.name]));
  const members = new Map(
    db
      .all<{ id: number; name: string }>(
        `SELECT m.id, m.no || ' ' || COALESCE(p.name, m.organisation_name) AS name
         FROM member m LEFT JOIN person p ON p.id = m.person_id WHERE m.entity_id = ?`,
        entityId,
      )
      .map((row) => [row.id, row.name]),
  );
  return {
    account: (code) => `${code} ${accounts.get(code) ?? ''}`.trim(),
    member: (id) => members.get(id) ?? '',
  };
}

interface Months {
  readonly from: string;
  readonly to: string;
}

interface Place {
  readonly names: Names;
  readonly at: 'end' | 'begin';
  readonly during: Months;
  /** The year before: its end is the beginning. */
  readonly before: Months;
}

function targetsOf(source: SignedSource, figures: BookFigures, place: Place): Target[] {
  const { names, at, during, before } = place;
  const signed = (side: 'debit' | 'credit', debitFen: number): number =>
    (source.sign === 1) === (side === 'debit') ? debitFen : 0 - debitFen;
  const accounts = (account: string): BookFigures['accounts'] =>
    figures.accounts.filter((one) => one.code.startsWith(account));
  const target = (code: string, fen: number, months: Months, memberId: number | null = null): Target => ({
    text: memberId === null ? names.account(code) : `${names.account(code)} ${names.member(memberId)}`,
    account: code,
    memberId,
    voucherId: null,
    ...months,
    fen,
  });
  switch (source.kind) {
    case 'balance':
      return accounts(source.account).map((one) =>
        at === 'end'
          ? target(one.code, signed(source.side, one.endDebitFen), during)
          : target(one.code, signed(source.side, one.beginDebitFen), before),
      );
    case 'opening':
      return accounts(source.account).map((one) =>
        target(one.code, signed(source.side, one.beginDebitFen), before),
      );
    case 'turnover':
      return accounts(source.account).map((one) =>
        target(one.code, signed(source.side, one.debitFen - one.creditFen), during),
      );
    case 'memberBalance': {
      const members = new Map<number, number>();
      for (const one of figures.members.filter((each) => each.code.startsWith(source.account))) {
        const debitFen = at === 'end' ? one.endDebitFen : one.beginDebitFen;
        members.set(one.memberId, (members.get(one.memberId) ?? 0) + debitFen);
      }
      return [...members]
        .filter(([, debitFen]) => (source.side === 'debit' ? debitFen > 0 : debitFen < 0))
        .map(([memberId, debitFen]) =>
          target(source.account, signed(source.side, debitFen), at === 'end' ? during : before, memberId),
        );
    }
    case 'flow':
      return figures.flows
        .filter(
          (flow) =>
            isOn(source.debit, flow.debit, flow.debitItem) &&
            isOn(source.credit, flow.credit, flow.creditItem),
        )
        .map((flow) => ({
          ...target('account' in source.debit ? flow.debit : flow.credit, source.sign * flow.fen, during),
          voucherId: flow.voucherId,
        }));
  }
}

/** As the statements read flows (evaluate.ts). */
function isOn(side: FlowSide, code: string, item: string | null): boolean {
  if ('anyBut' in side) return !side.anyBut.some((account) => code.startsWith(account));
  return code.startsWith(side.account) && (side.item === undefined || side.item === item);
}

/** One target an account, member and voucher; what comes to nothing is left out. */
function merged(targets: readonly Target[]): Target[] {
  const byPlace = new Map<string, Target>();
  for (const one of targets) {
    const key = [one.account, one.memberId, one.voucherId, one.from, one.to].join(' ');
    const known = byPlace.get(key);
    byPlace.set(key, known ? { ...known, fen: known.fen + one.fen } : one);
  }
  return [...byPlace.values()].filter((one) => one.fen !== 0);
}

/** Vouchers go by their date, number and words. */
function withVouchers(db: ReadableDb, targets: readonly Target[]): Target[] {
  const ids = targets.flatMap((one) => one.voucherId ?? []);
  const names = new Map(
    db
      .all<{
        id: number;
        date: string;
        word: '记' | '收' | '付' | '转' | '初';
        number: number;
        summary: string;
      }>(
        `SELECT v.id, v.date, v.word, v.number, e.summary
         FROM json_each(?) wanted CROSS JOIN voucher v ON v.id = wanted.value JOIN entry e ON e.voucher_id = v.id AND e.no = 1`,
        JSON.stringify(ids),
      )
      .map((row) => [row.id, `${row.date} ${shortName(row)} ${row.summary}`]),
  );
  return targets.map((one) => ({ ...one, text: names.get(one.voucherId ?? 0) ?? one.text }));
}

/** In the accountant's words: 101 库存现金的借方余额 ＋ 102 …. */
function formulaOf(terms: readonly Term[], names: Names): string {
  return terms.map((term, index) => `${signOf(term, index)}${termOf(term, names)}`).join(' ');
}

function signOf(term: Term, index: number): string {
  if (term.sign === -1) return '－ ';
  return index === 0 ? '' : '＋ ';
}

const SIDES = { debit: '借方', credit: '贷方' } as const;

function termOf(term: Term, names: Names): string {
  switch (term.kind) {
    case 'row':
      return `第 ${term.row} 行`;
    case 'balance':
      return `${names.account(term.account)}的${SIDES[term.side]}余额`;
    case 'memberBalance':
      return `${names.account(term.account)}中${SIDES[term.side]}有余额的成员合计`;
    case 'opening':
      return `${names.account(term.account)}的年初${SIDES[term.side]}余额`;
    case 'turnover':
      return `${names.account(term.account)}的本年${SIDES[term.side]}净发生额`;
    case 'flow':
      return `借 ${flowSide(term.debit, names)}、贷 ${flowSide(term.credit, names)}的凭证金额`;
  }
}

function flowSide(side: FlowSide, names: Names): string {
  if ('anyBut' in side) return `${side.anyBut.map((code) => names.account(code)).join('、')}以外的科目`;
  const item = side.item === undefined ? '' : `（${side.item}）`;
  return `${names.account(side.account)}${item}`;
}
