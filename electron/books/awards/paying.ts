import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { isRealDate } from '../../../shared/rules/calendar.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { LISTED_HOUSEHOLD } from '../industry/index.ts';
import { releaseLine, type TransferBook } from '../transfers/index.ts';
import { called, type Programme, programmeById } from './programmes.ts';
import { payableFrom } from './steps.ts';

/** The bank files of programmes. */
export const AWARD_TRANSFERS: TransferBook = {
  batch: 'award_batch',
  line: 'award_batch_line',
  owner: 'programme_id',
  who: 'household_id',
  whoName: '户',
  ownerName: '奖补项目',
};

export type Payable = Output<'awards.get'>['households'][number];

/** What each household gets of a programme, was paid and is still to get, by group and number. */
export function payablesOf(db: ReadableDb, programmeId: number): Payable[] {
  return db
    .all<Payable>(
      `WITH ask(id) AS (VALUES (?)), due AS (
       SELECT household_id, SUM(amount_fen) AS fen FROM award_line WHERE programme_id = (SELECT id FROM ask) GROUP BY household_id HAVING SUM(amount_fen) <> 0
     ), paid AS (SELECT household_id, SUM(amount_fen) AS fen FROM award_payment WHERE programme_id = (SELECT id FROM ask) GROUP BY household_id),
     asked AS (
       SELECT l.household_id, MAX(CASE WHEN l.result = 'pending' THEN b.file_name END) AS waiting,
         MAX(CASE WHEN l.result = 'failed' THEN l.batch_id END) AS failed
       FROM award_batch b JOIN award_batch_line l ON l.batch_id = b.id WHERE b.programme_id = (SELECT id FROM ask) GROUP BY l.household_id
     )
     SELECT ${LISTED_HOUSEHOLD}, payee.id AS payeeId, COALESCE(payee.name, '') AS payeeName, COALESCE(payee.relation, '') AS payeeRelation,
       COALESCE(payee.id_masked, '') AS idMasked, COALESCE(payee.card_masked, '') AS cardMasked,
       COALESCE(NULLIF(h.phone, ''), payee.phone, '') AS phone,
       COALESCE((SELECT group_concat(DISTINCT k.name) FROM award_line l JOIN industry_kind k ON k.id = l.kind_id
         WHERE l.programme_id = (SELECT id FROM ask) AND l.household_id = h.id AND l.reverses_id IS NULL
           AND NOT EXISTS (SELECT 1 FROM award_line r WHERE r.reverses_id = l.id)), '') AS what,
       due.fen AS amountFen, COALESCE(paid.fen, 0) AS paidFen, due.fen - COALESCE(paid.fen, 0) AS unpaidFen, asked.waiting AS waitingIn,
       COALESCE((SELECT MAX(f.reason) FROM award_batch_line f
         WHERE f.batch_id = asked.failed AND f.household_id = h.id AND f.result = 'failed'), '') AS failedBecause
     FROM due JOIN household h ON h.id = due.household_id LEFT JOIN person head ON head.id = h.head_id
       LEFT JOIN award_payee named ON named.programme_id = (SELECT id FROM ask) AND named.household_id = h.id
       LEFT JOIN person payee ON payee.id = COALESCE(named.person_id, h.head_id)
       LEFT JOIN paid ON paid.household_id = h.id LEFT JOIN asked ON asked.household_id = h.id
     ORDER BY h.group_no, h.code`,
      programmeId,
    )
    .map((row) => ({ ...row, what: row.what.replaceAll(',', '、') }));
}

type Payment = Output<'awards.get'>['payments'][number];

export function paymentsOf(db: ReadableDb, programmeId: number): Payment[] {
  return db.all<Payment>(
    `SELECT p.id, p.date, ${LISTED_HOUSEHOLD}, who.name AS payeeName, p.method, p.amount_fen AS amountFen, p.note,
       p.reverses_id AS reversesId, r.id AS reversedById, p.operator
     FROM award_payment p JOIN household h ON h.id = p.household_id LEFT JOIN person head ON head.id = h.head_id
       JOIN person who ON who.id = p.person_id LEFT JOIN award_payment r ON r.reverses_id = p.id
     WHERE p.programme_id = ? ORDER BY p.date, p.id`,
    programmeId,
  );
}

/** The programme, if money may go out for it on that day. */
export function payableProgramme(ctx: Reading, id: number, date: string): Result<Programme> {
  const found = programmeById(ctx.db, id);
  if (!found.ok) return found;
  const programme = found.value;
  if (programme.stored !== 'noticed') {
    const step = { draft: '还没有批准', approved: '还没有公示', void: '已经作废' }[programme.stored];
    return refuse('programme_not_noticed', `${called(programme)}${step}，不能发放。批准、公示期满以后再发。`);
  }
  const wrong = (sentence: string): Result<never> => refuse('date_wrong', sentence, { date: sentence });
  if (!isRealDate(date)) return wrong(`没有 ${date} 这一天，请改正日期。`);
  if (date > ctx.today) return wrong(`发放日期 ${date} 在今天（${ctx.today}）之后，请在钱付出以后登记。`);
  const from = payableFrom(programme);
  if (date < from)
    return wrong(
      `公示到 ${programme.noticeTo} 为止，${from} 起才能发放。公示日期登记错了的，先“退回”再公示。`,
    );
  return found;
}

/** 发放: all of the list or nobody; no household gets more than it is still to get. */
export function pay(ctx: Writing, input: Parsed<'awards.pay'>): Result<Output<'awards.pay'>> {
  const { db } = ctx;
  const programme = payableProgramme(ctx, input.id, input.date);
  if (!programme.ok) return programme;
  const payables = new Map(payablesOf(db, input.id).map((one) => [one.householdId, one]));
  const seen = new Set<number>();
  const faults: string[] = [];
  const paying: { one: Payable; amountFen: number }[] = [];
  for (const wanted of input.households) {
    const one = payables.get(wanted.householdId);
    if (!one) {
      faults.push('所选的户不在名单里。');
      continue;
    }
    const amountFen = wanted.amountFen ?? one.unpaidFen;
    const trouble = seen.has(one.householdId)
      ? '在名单里出现了两次。'
      : whyNotPaid(one, amountFen, input.note);
    seen.add(one.householdId);
    if (trouble === null) paying.push({ one, amountFen });
    else faults.push(`${one.householdCode} ${one.headName}户${trouble}`);
  }
  if (faults.length > 0) {
    const more = faults.length > 3 ? `（另有 ${faults.length - 3} 处）` : '';
    return refuse('not_payable', faults.slice(0, 3).join('') + more, { households: faults[0]! });
  }
  for (const { one, amountFen } of paying) {
    releaseLine(db, AWARD_TRANSFERS, input.id, one.householdId, { method: input.method, fen: amountFen });
    insertPayment(ctx, {
      programmeId: input.id,
      householdId: one.householdId,
      personId: one.payeeId!,
      date: input.date,
      method: input.method,
      amountFen,
      note: input.note,
    });
  }
  return ok({
    count: paying.length,
    amountFen: paying.reduce((sum, { amountFen }) => sum + amountFen, 0),
    warnings: [],
  });
}

/** Why the bank or the cashier can't give it to anybody; null when they can. */
export function payeeFault({ payeeId }: Payable): string | null {
  return payeeId === null ? '没有户主，请先指定领款人。' : null;
}

function whyNotPaid(one: Payable, amountFen: number, note: string): string | null {
  const payee = payeeFault(one);
  if (payee !== null) return payee;
  if (one.unpaidFen <= 0) return '没有未发的补助，已经发清。';
  if (amountFen > one.unpaidFen) {
    return `要发 ${formatYuan(amountFen)} 元，超过未发的 ${formatYuan(one.unpaidFen)} 元。`;
  }
  if (one.waitingIn === null || note !== '') return null;
  return `在代发文件“${one.waitingIn}”里，还没有回单。请先读入回单；银行确实没有付的，在备注里写明原因再发。`;
}

interface NewPayment {
  readonly programmeId: number;
  readonly householdId: number;
  readonly personId: number;
  readonly date: string;
  readonly method: Payment['method'];
  readonly amountFen: number;
  readonly note: string;
  readonly batchId?: number;
  readonly reversesId?: number;
  readonly importId?: number;
}

export function insertPayment({ db, operator, now }: Writing, row: NewPayment): number {
  return db.run(
    `INSERT INTO award_payment (programme_id, household_id, person_id, date, method, amount_fen, note, batch_id, reverses_id, import_id,
       operator, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[row.programmeId, row.householdId, row.personId, row.date, row.method, row.amountFen, row.note],
    ...[row.batchId ?? null, row.reversesId ?? null, row.importId ?? null, operator, now],
  ).lastId;
}

/** 冲销发放: the money came back, or never went. The household is payable again. */
export function reversePayment(ctx: Writing, input: Parsed<'awards.reversePayment'>): Result<{ done: true }> {
  const { db } = ctx;
  const payment = db.get<NewPayment & { isReversed: number; originalId: number | null }>(
    `SELECT p.programme_id AS programmeId, p.household_id AS householdId, p.person_id AS personId, p.date, p.method,
       p.amount_fen AS amountFen, p.note, p.reverses_id AS originalId,
       EXISTS (SELECT 1 FROM award_payment r WHERE r.reverses_id = p.id) AS isReversed
     FROM award_payment p WHERE p.id = ?`,
    input.paymentId,
  );
  if (!payment || payment.originalId !== null)
    return refuse('payment_unknown', '没有这一笔发放，请刷新后重选。');
  if (payment.isReversed) return refuse('payment_reversed', '这一笔发放已经冲销过了。');
  const wrong = (sentence: string): Result<never> => refuse('date_wrong', sentence, { date: sentence });
  if (!isRealDate(input.date)) return wrong(`没有 ${input.date} 这一天，请改正日期。`);
  if (input.date > ctx.today) return wrong(`日期 ${input.date} 在今天之后，请改正。`);
  if (input.date < payment.date) return wrong(`冲销日期 ${input.date} 早于发放的 ${payment.date}，请改正。`);
  const { programmeId, householdId, personId, method } = payment;
  insertPayment(ctx, {
    ...{ programmeId, householdId, personId, method },
    date: input.date,
    amountFen: -payment.amountFen,
    note: input.reason,
    reversesId: input.paymentId,
  });
  return ok({ done: true });
}

/** 指定领款人: somebody of the household, alive. */
export function setPayee(
  { db }: Writing,
  { id, householdId, personId }: Parsed<'awards.setPayee'>,
): Result<{ done: true }> {
  const found = programmeById(db, id);
  if (!found.ok) return found;
  if (found.value.stored === 'void') return refuse('programme_void', '这个项目已经作废。');
  const person = db.get<{ name: string; householdId: number | null; diedOn: string | null; isHead: number }>(
    `SELECT p.name, p.household_id AS householdId, p.died_on AS diedOn, h.head_id IS p.id AS isHead
     FROM person p LEFT JOIN household h ON h.id = p.household_id WHERE p.id = ?`,
    personId,
  );
  const wrong = (sentence: string): Result<never> => refuse('payee_wrong', sentence, { personId: sentence });
  if (!person) return wrong('没有这个人，请重新选择。');
  if (person.householdId !== householdId)
    return wrong(`${person.name}不是这一户的人。补助发到本户，请选本户的人。`);
  if (person.diedOn !== null) return wrong(`${person.name}已于 ${person.diedOn} 去世，请选本户的其他人。`);
  const waiting = payablesOf(db, id).find((one) => one.householdId === householdId)?.waitingIn ?? null;
  if (waiting !== null)
    return wrong(`这一户在代发文件“${waiting}”里等回单，先读入回单或撤销文件，再换领款人。`);
  db.run('DELETE FROM award_payee WHERE programme_id = ? AND household_id = ?', ...[id, householdId]);
  if (!person.isHead) {
    db.run(
      'INSERT INTO award_payee (programme_id, household_id, person_id) VALUES (?, ?, ?)',
      ...[id, householdId, personId],
    );
  }
  return ok({ done: true });
}
