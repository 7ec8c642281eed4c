import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { invariant, ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import { checkBookDate } from './dates.ts';
import { headOf, nameOfVoucher } from './lists.ts';
import { barFromUse } from './inUse.ts';
import { accountsIn, barFromSettled } from './settled.ts';
import { insertVoucher, type StoredLine } from './writing.ts';

/**
 * Undoes a posted voucher written by hand: within its year the same lines in red (红字冲销); in a later year a blue correction of the
 * current year, debit and credit changed over (会计基础工作规范 Art. 51; 会计制度 Art. 59: prospective) – in red even then where it touches
 * equity, whose statements have lines for one direction only. Linked, its figures fixed.
 */
export function reverseVoucher(
  ctx: Writing,
  input: Parsed<'vouchers.reverse'>,
): Result<Output<'vouchers.reverse'>> {
  const { db } = ctx;
  const found = headOf(db, input.id);
  if (!found.ok) return found;
  const head = found.value;
  const name = nameOfVoucher(head);
  if (head.kind === 'event' && head.source === null) {
    return refuse('voucher_is_reversal', `${name}本身是冲销凭证，不能再冲销。冲错了，请按原内容重新填一张。`);
  }
  if (head.kind !== 'entry') {
    return refuse('voucher_of_event', `${name}不是手工填制的，请在它的来源（业务登记或期末结转）里冲销。`);
  }
  if (head.state !== 'posted') {
    return refuse('voucher_not_posted', `${name}还没有记账，直接修改或作废即可，不必冲销。`);
  }
  invariant(head.word !== '初', 'no voucher written by hand is an opening');
  if (head.reversed !== 'no') return refuse('voucher_reversed', `${name}已经冲销过了。`);
  const date = checkBookDate(db, head.entityId, input.date, ctx.today);
  if (!date.ok) return date;
  if (input.date < head.date) {
    const sentence = `冲销日期不能早于原凭证的日期 ${head.date}。`;
    return refuse('reversal_too_early', sentence, { date: sentence });
  }
  const [, month, day] = head.date.split('-').map(Number);
  const laterYear = input.date.slice(0, 4) !== head.date.slice(0, 4);
  const when = `${laterYear ? `${head.date.slice(0, 4)}年` : ''}${month}月${day}日`;
  const summary = `${laterYear ? '订正' : '注销'}${when}${head.word}字${head.number}号凭证：${input.reason}`;
  const original = db
    .all<StoredLine>(
      `SELECT e.account_id AS accountId, a.code AS account, e.debit_fen AS debitFen, e.credit_fen AS creditFen,
         e.member_id AS memberId, e.item_id AS itemId, e.item2_id AS item2Id, e.quantity_milli AS quantityMilli, '' AS summary
       FROM entry e JOIN account a ON a.id = e.account_id WHERE e.voucher_id = ? ORDER BY e.no`,
      head.id,
    )
    .map((line) => ({ ...line, summary }));
  const settled = barFromSettled(db, head.entityId, input.date, accountsIn(original));
  if (settled) return settled;
  const used = barFromUse(db, head.id, input.date);
  if (used) return used;
  const inBlue = laterYear && !original.some((line) => line.account.startsWith('3'));
  // A quantity has its amount's sign: it changes sides with it in blue, and turns red with it.
  const lines = original.map((line) =>
    inBlue
      ? { ...line, debitFen: line.creditFen, creditFen: line.debitFen }
      : {
          ...line,
          debitFen: 0 - line.debitFen,
          creditFen: 0 - line.creditFen,
          quantityMilli: line.quantityMilli === null ? null : 0 - line.quantityMilli,
        },
  );
  const { id, word, number } = insertVoucher(ctx, {
    entityId: head.entityId,
    date: input.date,
    word: head.word,
    kind: 'event',
    note: input.reason,
    reverses: { id: head.id, wholly: true },
    lines,
  });
  return ok({ id, word, number });
}
