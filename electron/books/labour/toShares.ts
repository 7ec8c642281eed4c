import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import { cooperativeOf } from '../entities/index.ts';
import { LABOUR_REFUSED, recordContribution } from '../shares/index.ts';
import { vouchersOf } from '../vouchers/index.ts';
import { payNoted } from './paying.ts';
import { whoIs, workersOf } from './workers.ts';

const SET_OFF_REFUSED = `工钱不能直接抵作股金：成员不得以对本社的债权充抵出资（农民专业合作社法第十三条）。${LABOUR_REFUSED}`;

/**
 * Wages that become shares are paid, and then brought in as cash: a payment with its voucher and receipt, a contribution with its own,
 * linked. Nothing is set off.
 */
export function wagesToShares(
  ctx: Writing,
  input: Parsed<'labour.toShares'>,
): Result<Output<'labour.toShares'>> {
  const { db } = ctx;
  if (input.way === 'set-off') return refuse('set_off_refused', SET_OFF_REFUSED, { way: SET_OFF_REFUSED });
  const cooperative = cooperativeOf(db, input.entityId);
  if (!cooperative.ok) return cooperative;
  const entityId = cooperative.value.id;
  const worker = workersOf(db, entityId).get(input.workerId);
  if (!worker) {
    return refuse('worker_unknown', '没有这个务工人员，请重新选择。', { workerId: '没有这个务工人员' });
  }
  if (worker.memberId === null) {
    const sentence = `${whoIs(worker)}不是社员，不能入股。请先在“社员与股金”里登记入社。`;
    return refuse('not_a_member', sentence, { workerId: sentence });
  }
  const { date, money, amountFen, sheetId } = input;
  const paid = payNoted(
    ctx,
    { entityId, sheetId, date, money, workers: [{ workerId: worker.id, amountFen }], note: input.note },
    input.note === '' ? '领后入股' : input.note,
  );
  if (!paid.ok) return paid;
  const paymentId = paid.value.paymentIds[0]!;
  const receiptNo = db.get<{ no: string }>(
    'SELECT receipt_no AS no FROM labour_payment WHERE id = ?',
    paymentId,
  )!.no;
  const contributed = recordContribution(ctx, {
    memberId: worker.memberId,
    date,
    form: 'cash',
    source: '自筹（领到的劳务费）',
    fromRelief: false,
    amountFen,
    document: input.document,
    note: `领款收据 ${receiptNo}`,
    money,
  });
  if (!contributed.ok) return contributed;
  const { id: shareId, receiptNo: shareReceiptNo, warnings } = contributed.value;
  db.run('UPDATE labour_payment SET share_transaction_id = ? WHERE id = ?', shareId, paymentId);
  return ok({
    paymentId,
    paymentReceiptNo: receiptNo,
    paymentVoucherIds: paid.value.voucherIds,
    shareTransactionId: shareId,
    shareReceiptNo,
    shareVoucherIds: vouchersOf(db, 'share', shareId).map((one) => one.id),
    warnings: [...paid.value.warnings, ...warnings],
  });
}
