import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { addDays, daysBetween, isRealDate } from '../../../shared/rules/calendar.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import { type Batch, batchById, describeBatch } from './batches.ts';
import { writeStep } from './writing.ts';

type Recorded = Output<'claims.notice'>;

/** 公示: from here on the lines are frozen. */
export function noticeClaim(ctx: Writing, input: Parsed<'claims.notice'>): Result<Recorded> {
  const { db } = ctx;
  const found = batchById(db, input.id);
  if (!found.ok) return found;
  const batch = found.value;
  if (batch.state !== 'computed') return wrongState(batch, '公示', '测算好的批次才能公示');
  const dates = checkDates(input, ['from', 'to']);
  if (!dates.ok) return dates;
  if (input.to < input.from) return at('to', `公示止日 ${input.to} 在起日 ${input.from} 之前，请核对。`);
  if (input.from < batch.to)
    return at('from', `公示从 ${input.from} 开始，申请的日子到 ${batch.to} 才完。请核对。`);
  const { totals } = describeBatch(db, batch);
  if (totals.loans === 0 || totals.claimedFen === 0) {
    return refuse('claim_empty', `${batch.no} 没有要申请的贴息，不用公示。请先看每一笔“不申请”的原因。`);
  }
  db.run(
    `UPDATE claim_batch SET state = 'noticed', notice_from = ?, notice_to = ?, telephone = ? WHERE id = ?`,
    ...[input.from, input.to, input.telephone, batch.id],
  );
  const days = daysBetween(input.from, input.to) + 1;
  writeStep(ctx, batch.id, {
    date: input.from,
    title: '公示',
    note: `${input.from} 至 ${input.to}，${totals.loans} 笔 ${formatYuan(totals.claimedFen)} 元`,
  });
  return ok({
    id: batch.id,
    warnings: days < USUAL_DAYS ? [`公示只有 ${days} 天，通常是 ${USUAL_DAYS} 天。`] : [],
  });
}

const USUAL_DAYS = 7;

export function recordObjection(ctx: Writing, input: Parsed<'claims.object'>): Result<{ id: number }> {
  const { db, operator, now } = ctx;
  const found = batchById(db, input.id);
  if (!found.ok) return found;
  const { state, no, noticeFrom } = found.value;
  if (state === 'computed' || state === 'void' || noticeFrom === null) {
    return wrongState(found.value, '登记异议', '公示以后才有异议');
  }
  const dates = checkDates(input, ['date']);
  if (!dates.ok) return dates;
  if (input.date < noticeFrom) return at('date', `${no} 从 ${noticeFrom} 开始公示，异议不会在它以前。`);
  const { lastId } = db.run(
    'INSERT INTO claim_objection (batch_id, date, who, text, operator, recorded_at) VALUES (?, ?, ?, ?, ?, ?)',
    ...[input.id, input.date, input.who, input.text, operator, now],
  );
  return ok({ id: lastId });
}

export function answerObjection(
  { db }: Writing,
  input: Parsed<'claims.answer'>,
): Result<Output<'claims.answer'>> {
  const objection = db.get<{ date: string; answer: string }>(
    'SELECT date, answer FROM claim_objection WHERE id = ?',
    input.objectionId,
  );
  if (!objection) return refuse('objection_unknown', '没有这条异议，请刷新后重选。');
  if (objection.answer !== '')
    return refuse('objection_answered', '这条异议已经答复过了。有新的情况，请另登记一条。');
  const dates = checkDates(input, ['date']);
  if (!dates.ok) return dates;
  if (input.date < objection.date) return at('date', `异议是 ${objection.date} 提的，答复不会在它以前。`);
  db.run(
    'UPDATE claim_objection SET answer = ?, answered_on = ? WHERE id = ?',
    ...[input.answer, input.date, input.objectionId],
  );
  return ok({ done: true });
}

/** Back to the computing, as long as no money came. */
export function takeBackClaim(ctx: Writing, input: Parsed<'claims.takeBack'>): Result<Recorded> {
  const { db } = ctx;
  const found = batchById(db, input.id);
  if (!found.ok) return found;
  const batch = found.value;
  if (batch.state !== 'noticed' && batch.state !== 'submitted') {
    return wrongState(batch, '退回', '公示或上报了的批次才能退回');
  }
  const dates = checkDates(input, ['date']);
  if (!dates.ok) return dates;
  const { receivedFen } = describeBatch(db, batch).totals;
  if (receivedFen > 0) {
    return refuse(
      'claim_has_money',
      `${batch.no} 已经到账 ${formatYuan(receivedFen)} 元，不能退回重算。到账登记错了的，请先冲销到账；少拨的差额留在“未拨”里。`,
    );
  }
  const from = batch.state === 'noticed' ? '公示' : '上报';
  db.run(
    `UPDATE claim_batch SET state = 'computed', notice_from = NULL, notice_to = NULL, submitted_on = NULL, document_no = '' WHERE id = ?`,
    batch.id,
  );
  writeStep(ctx, batch.id, {
    date: input.date,
    title: '退回重新测算',
    note: `从${from}退回：${input.reason}`,
  });
  return ok({ id: batch.id, warnings: ['改好以后要重新公示、重新上报。'] });
}

export function submitClaim(ctx: Writing, input: Parsed<'claims.submit'>): Result<Recorded> {
  const { db } = ctx;
  const found = batchById(db, input.id);
  if (!found.ok) return found;
  const batch = found.value;
  if (batch.state !== 'noticed' || batch.noticeTo === null)
    return wrongState(batch, '上报', '公示期满才能上报');
  const dates = checkDates(input, ['date']);
  if (!dates.ok) return dates;
  if (input.date <= batch.noticeTo) {
    return at(
      'date',
      `${batch.no} 公示到 ${batch.noticeTo}，期满（${addDays(batch.noticeTo, 1)} 起）才能上报。`,
    );
  }
  const { openObjections, totals } = describeBatch(db, batch);
  if (openObjections > 0) {
    return refuse(
      'claim_objections',
      `${batch.no} 还有 ${openObjections} 条异议没有答复。请先答复；异议成立的，请“退回重新测算”。`,
    );
  }
  db.run(
    `UPDATE claim_batch SET state = 'submitted', submitted_on = ?, document_no = ? WHERE id = ?`,
    ...[input.date, input.documentNo, batch.id],
  );
  const office = batch.office === '' ? '' : `报${batch.office}`;
  const number = input.documentNo === '' ? '' : `，文号 ${input.documentNo}`;
  writeStep(ctx, batch.id, {
    date: input.date,
    title: '上报',
    note: `${office}${number}${office || number ? '，' : ''}申请 ${formatYuan(totals.claimedFen)} 元`.replace(
      /^，/,
      '',
    ),
  });
  return ok({ id: batch.id, warnings: [] });
}

export function voidClaim(ctx: Writing, input: Parsed<'claims.void'>): Result<Output<'claims.void'>> {
  const { db } = ctx;
  const found = batchById(db, input.id);
  if (!found.ok) return found;
  const batch = found.value;
  if (batch.state === 'void') return wrongState(batch, '作废', '不用再作废');
  if (batch.state === 'submitted') {
    return refuse(
      'claim_submitted',
      `${batch.no} 已经上报，不能作废。县里退回的，请先“退回重新测算”，再作废。`,
    );
  }
  const dates = checkDates(input, ['date']);
  if (!dates.ok) return dates;
  db.run(`UPDATE claim_batch SET state = 'void', void_reason = ? WHERE id = ?`, input.reason, batch.id);
  writeStep(ctx, batch.id, { date: input.date, title: '作废', note: input.reason });
  return ok({ done: true });
}

const STATES: Readonly<Record<Batch['state'], string>> = {
  computed: '还在测算',
  noticed: '正在公示',
  submitted: '已经上报',
  void: '已经作废',
};

function wrongState({ no, state }: Batch, what: string, when: string): Result<never> {
  return refuse('claim_state', `${no} ${STATES[state]}，不能${what}：${when}。`);
}

function at(field: string, message: string): Result<never> {
  return refuse('claim_date', message, { [field]: message });
}

function checkDates<F extends string>(
  input: Readonly<Record<F, string>>,
  fields: readonly F[],
): Result<true> {
  for (const field of fields) {
    if (!isRealDate(input[field]))
      return at(field, `“${input[field]}”不是一个日子，日期要写成 2018-10-08 这样。`);
  }
  return ok(true);
}

/** Money and papers happen on a day that has come. */
export function checkPast(ctx: Reading, date: string): Result<true> {
  const real = checkDates({ date }, ['date']);
  if (!real.ok) return real;
  return date > ctx.today ? at('date', `${date} 还没有到，请填今天或以前的日期。`) : ok(true);
}
