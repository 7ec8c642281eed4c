import type { Output, Parsed } from '../../../../shared/contract/index.ts';
import { ok, type Result } from '../../../../shared/rules/result.ts';
import type { Writing } from '../../../workspace/context.ts';
import { refreshRunState } from '../../shares/index.ts';
import { ReturnDesk, type ReturnFile } from '../../transfers/index.ts';
import { payeesOf, recordPayments, runToPay } from '../payments.ts';
import { asPayee } from './batch.ts';
import { RUN_TRANSFERS } from './book.ts';

/** The bank's return of a run's transfers: what succeeded is paid, in one voucher; what failed stays payable. */
export function bankReturn(
  context: Writing,
  input: Parsed<'dividends.bankReturn'>,
  file: ReturnFile,
): Result<Output<'dividends.bankReturn'>> {
  const { db } = context;
  const payable = runToPay(db, input.runId, input.date, context.today);
  if (!payable.ok) return payable;
  const people = payeesOf(db, input.runId);
  const payees = new Map([...people].map(([id, payee]) => [id, asPayee(payee)]));
  const desk = ReturnDesk.read(context, RUN_TRANSFERS, { ...input, ownerId: input.runId }, payees, file);
  if (!desk.ok) return desk;
  const { payments, paidFen, failed, already, refused } = desk.value;
  const recorded = recordPayments(context, payable.value.run, {
    date: input.date,
    method: 'transfer',
    bankId: input.bankId,
    payments: payments.map(({ whoId, ...one }) => ({ memberId: whoId, ...one })),
  });
  if (!recorded.ok) return recorded;
  refreshRunState(db, input.runId);
  return ok({
    paid: payments.length,
    paidFen,
    failed: failed.map(({ payee, amountFen, reason }) => {
      const { memberNo, name } = people.get(payee.id)!;
      return { memberNo, name, amountFen, reason };
    }),
    already,
    refused,
  });
}
