import { toHalfWidth, withoutSpaces } from '../../../shared/rules/fullwidth.ts';
import { formatYuan, MAX_BOOKS_FEN } from '../../../shared/rules/money.ts';
import { invariant, ok, type Result } from '../../../shared/rules/result.ts';
import type { ImportParse } from '../../../shared/rules/sheet/kinds/opening.ts';
import type { ShareRow } from '../../../shared/rules/sheet/kinds/shares.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { checkEntryDate, type Cooperative } from '../entities/index.ts';
import { checkContribution, createMember, LABOUR_REFUSED, recordContribution } from '../shares/index.ts';
import { createPerson } from '../village/index.ts';
import { planContact } from './contact.ts';
import { dateFault } from './dates.ts';
import { readMembers } from './members.ts';
import { Plan } from './plan.ts';
import { readRegister, type RegisteredPerson } from './register.ts';
import { contributorOf, type Holder, type ShareWork } from './shareHolders.ts';
import { readSource } from './shareSource.ts';

/**
 * What an import of the share roster (入股花名册) does. A contribution is recognised by member number, date and source;
 * one that was reversed stands no longer. A row may bring a new member with it, and somebody the register does not
 * know yet.
 */
export function planShares(ctx: Reading, cooperative: Cooperative, parse: ImportParse<ShareRow>): Plan {
  const plan = new Plan(parse.info?.sheets ?? [], parse.refused, parse.warnings);
  const work: ShareWork = {
    ctx,
    plan,
    register: readRegister(ctx.db),
    members: readMembers(ctx.db, cooperative.id),
    holders: new Map(),
    held: new Map(),
    column: (field) => parse.info?.mapping[field] ?? null,
  };
  const ledger = readLedger(ctx.db, cooperative.id);
  // Rows that say most firmly who is meant come first: a vaguer row of the same member then finds the member known, as it
  // does when the file is brought in again.
  const firmFirst = [...parse.records].sort((a, b) => vagueness(a) - vagueness(b));
  for (const row of firmFirst) planShare(work, cooperative, ledger, row);
  return plan;
}

function vagueness(row: ShareRow): number {
  return (row.idNumber === null ? 2 : 0) + (row.groupNo === null ? 1 : 0);
}

/** The share ledger as the plan keeps it: what stands, by identity, and the sum of it all. */
interface Ledger {
  readonly standing: Map<string, number[]>;
  /** Identity → the file's row that has taken it. */
  readonly taken: Map<string, number>;
  readonly dates: Map<string, Result<string>>;
  totalFen: number;
}

function planShare(work: ShareWork, cooperative: Cooperative, ledger: Ledger, row: ShareRow): void {
  const { plan, column } = work;
  const source = readSource(row.source);
  const title = `${row.memberNo} ${row.name}`;
  const refuse = (field: string, reason: string): void => plan.refuse(row, column(field), reason, title);

  const found = contributorOf(work, row);
  if (!found.ok) return refuse(found.field, found.reason);
  const { holder } = found;
  const identity = identityOf(holder.no, row.date, source.text);
  const twin = ledger.taken.get(identity);
  if (twin !== undefined) return refuse('source', `与第 ${twin} 行是同一笔（社员号、日期、资金来源都相同）`);

  const standing = ledger.standing.get(identity) ?? [];
  const detail = `${row.date} ${source.text} ${formatYuan(row.amountFen)} 元`;
  if (standing.length > 0) {
    if (!standing.includes(row.amountFen)) return refuse('amount', amountDiffers(standing, row, source.text));
    ledger.taken.set(identity, row.row);
    found.settle();
    const filled = planContact(work, row, holder);
    return plan.settle(row, filled.length > 0 ? 'changed' : 'same', title, [detail, ...filled].join('；'));
  }

  const fault =
    parFault(row, cooperative.settings.parValueFen) ??
    dayFault(work.ctx, cooperative.id, ledger, row.date) ??
    standingFault(work.ctx, holder, row, source);
  if (fault) return refuse(fault.field, fault.reason);
  if (ledger.totalFen + row.amountFen > MAX_BOOKS_FEN) {
    return refuse('amount', `加上这一笔，股金合计超过 ${formatYuan(MAX_BOOKS_FEN)} 元，请检查金额单位`);
  }
  ledger.totalFen += row.amountFen;
  ledger.taken.set(identity, row.row);

  if (source.unstated) plan.warn(row, column('source'), `资金来源没有填，按“${source.text}”登记`);
  found.settle();
  const filled = planContact(work, row, holder);
  noteJoining(work, holder, row);
  plan.step(row, (ctx, importId) => {
    const member = ensureMember(ctx, cooperative.id, holder);
    if (!member.ok) return member;
    return recordContribution(ctx, {
      memberId: member.value,
      date: row.date,
      form: source.form,
      source: source.text,
      fromRelief: source.fromRelief,
      amountFen: row.amountFen,
      document: '',
      note: '',
      importId,
    });
  });
  plan.settle(row, 'created', title, [detail, ...(holder.member ? [] : ['新社员']), ...filled].join('；'));
}

/** Spaces and full-width signs make no other source: 自 筹 is 自筹, and the same money. */
function identityOf(memberNo: string, date: string, source: string): string {
  return [memberNo, date, withoutSpaces(toHalfWidth(source))].join('\n');
}

function amountDiffers(standing: readonly number[], row: ShareRow, source: string): string {
  const known = standing.map((fen) => formatYuan(fen)).join('、');
  return (
    `金额 ${formatYuan(row.amountFen)} 与已登记的 ${known} 不同（${row.date} ${source}）。` +
    `登记错了，请在“社员与股金”里冲销原来那一笔，再导入；又入了一笔的，请写明不同的日期或资金来源`
  );
}

type Fault = { field: string; reason: string };

/** 股数 × par value must be the amount, exactly; the count has two decimals. */
function parFault(row: ShareRow, parFen: number): Fault | null {
  if (row.sharesHundredths === null) return null;
  const hundredfold = BigInt(row.sharesHundredths) * BigInt(parFen);
  if (hundredfold === BigInt(row.amountFen) * 100n) return null;
  const shares = `${row.sharesHundredths / 100}`;
  return {
    field: 'shares',
    reason: `股数 ${shares} × 每股 ${formatYuan(parFen)} 不等于金额 ${formatYuan(row.amountFen)}，请核对股数和金额`,
  };
}

function dayFault(ctx: Reading, entityId: number, ledger: Ledger, date: string): Fault | null {
  const fault = dateFault(date, ctx.today);
  if (fault) return { field: 'date', reason: fault };
  const checked = ledger.dates.get(date) ?? checkEntryDate(ctx.db, entityId, date, ctx.today);
  ledger.dates.set(date, checked);
  return checked.ok ? null : { field: 'date', reason: checked.error.message };
}

/** What the shares book has against it: frozen and left members, labour as a contribution. */
function standingFault(
  ctx: Reading,
  holder: Holder,
  row: ShareRow,
  source: ReturnType<typeof readSource>,
): Fault | null {
  if (source.form === 'labour') return { field: 'source', reason: LABOUR_REFUSED };
  if (!holder.member || holder.member.state === 'active') return null;
  const checked = checkContribution(ctx.db, ctx.today, {
    memberId: holder.member.id,
    date: row.date,
    form: source.form,
    source: source.text,
    fromRelief: source.fromRelief,
    amountFen: row.amountFen,
    document: '',
    note: '',
  });
  return checked.ok ? null : { field: 'memberNo', reason: checked.error.message };
}

/** A new member joins with the first contribution; an earlier one than the known day of joining moves that day. */
function noteJoining({ plan, column }: ShareWork, holder: Holder, row: ShareRow): void {
  if (holder.joinedOn !== null && holder.joinedOn <= row.date) return;
  if (holder.member && holder.joinedOn !== null) {
    plan.warn(row, column('date'), `入社日期由 ${holder.joinedOn} 提前到 ${row.date}`);
  }
  holder.joinedOn = row.date;
}

/** The member's id; on a new member's first row the person and the account are made. */
function ensureMember(ctx: Writing, entityId: number, holder: Holder): Result<number> {
  if (holder.memberId !== null) return ok(holder.memberId);
  const person = holder.person ? ensurePerson(ctx, holder, holder.person) : ok(undefined);
  if (!person.ok) return person;
  invariant(holder.joinedOn !== null, 'a new member joins on the day of the first contribution');
  const made = createMember(ctx, {
    entityId,
    no: holder.no,
    kind: holder.organisation ? 'organisation' : 'person',
    joinedOn: holder.joinedOn,
    personId: person.value,
    organisation: holder.organisation ?? undefined,
  });
  if (!made.ok) return made;
  holder.memberId = made.value.id;
  return ok(made.value.id);
}

function ensurePerson(ctx: Writing, holder: Holder, person: RegisteredPerson): Result<number> {
  if (person.id !== null) return ok(person.id);
  const made = createPerson(
    ctx,
    {
      name: person.name,
      relation: '',
      idNumber: holder.idNumber,
      phone: person.phone,
      card: person.card,
    },
    { householdId: null, listedGroupNo: person.groupNo },
    'sheet',
  );
  if (!made.ok) return made;
  person.id = made.value.id;
  return ok(made.value.id);
}

function readLedger(db: ReadableDb, entityId: number): Ledger {
  const standing = new Map<string, number[]>();
  for (const row of db.iterate<{ no: string; date: string; source: string; amountFen: number }>(
    STANDING,
    entityId,
  )) {
    const identity = identityOf(row.no, row.date, row.source);
    standing.set(identity, [...(standing.get(identity) ?? []), row.amountFen]);
  }
  const total = db.get<{ fen: number }>(
    'SELECT COALESCE(SUM(amount_fen), 0) AS fen FROM share_transaction WHERE entity_id = ?',
    entityId,
  );
  return { standing, taken: new Map(), dates: new Map(), totalFen: total?.fen ?? 0 };
}

const STANDING = /* sql */ `
  SELECT m.no, t.date, t.source, t.amount_fen AS amountFen
  FROM share_transaction t JOIN member m ON m.id = t.member_id LEFT JOIN share_transaction r ON r.reverses_id = t.id
  WHERE t.entity_id = ? AND t.kind = 'contribution' AND r.id IS NULL`;
