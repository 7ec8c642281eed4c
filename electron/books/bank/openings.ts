import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { isRealDate } from '../../../shared/rules/calendar.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import { bankAccount, runOf } from './account.ts';

/** 期初未达账项: one side had it before the first reconciled day, the other gets it later. */
export function addOpening(
  ctx: Writing,
  input: Parsed<'bank.addOpening'>,
): Result<Output<'bank.addOpening'>> {
  const { db } = ctx;
  const found = bankAccount(db, input.entityId, input.bankId);
  if (!found.ok) return found;
  const account = found.value;
  const run = runOf(db, account.id);
  if (run === null) {
    return refuse(
      'bank_no_statement',
      `${account.name}还没有导入对账单，不知道对账从哪天开始。请先导入第一份，再登记期初未达账项。`,
    );
  }
  if (!isRealDate(input.date) || input.date >= run.start) {
    const sentence = `期初未达账项是对账开始（${run.start}）以前的。请填那天以前的日期；之后的直接在两边的明细里。`;
    return refuse('bank_opening_date', sentence, { date: sentence });
  }
  const { lastId: id } = db.run(
    `INSERT INTO bank_opening_item (entity_id, item_id, side, date, summary, in_fen, out_fen, operator, recorded_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    account.entityId,
    account.id,
    input.side,
    input.date,
    input.summary,
    input.direction === 'in' ? input.amountFen : 0,
    input.direction === 'out' ? input.amountFen : 0,
    ctx.operator,
    ctx.now,
  );
  return ok({ id });
}

export function removeOpening(
  { db }: Writing,
  { id }: Parsed<'bank.removeOpening'>,
): Result<Output<'bank.removeOpening'>> {
  if (db.get('SELECT 1 FROM bank_match_opening WHERE opening_id = ?', id)) {
    return refuse('bank_opening_matched', '这笔期初未达账项已经勾对。要删除，请先取消勾对。');
  }
  const { changes } = db.run('DELETE FROM bank_opening_item WHERE id = ?', id);
  if (changes === 0) return refuse('bank_opening_unknown', '没有这笔期初未达账项，可能已经删除。');
  return ok({ done: true });
}
