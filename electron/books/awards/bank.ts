import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import { cooperativeOf } from '../entities/index.ts';
import { answered, fileTransfers, type Payee, ReturnDesk, type ReturnFile } from '../transfers/index.ts';
import {
  AWARD_TRANSFERS,
  insertPayment,
  type Payable,
  payableProgramme,
  payablesOf,
  payeeFault,
} from './paying.ts';
import { called } from './programmes.ts';

/** The templates stand in the cooperative's settings: it is the same bank. */
export function bankTemplates({ db }: Reading): Result<Output<'awards.bankTemplates'>> {
  const cooperative = cooperativeOf(db, undefined);
  return cooperative.ok ? ok(cooperative.value.settings.bankTemplates) : cooperative;
}

/** The bank's file for what is unpaid, or for some of the households. It waits for the bank's return; making it pays nobody. */
export function makeBankFile(
  ctx: Writing,
  input: Parsed<'awards.bankFile'>,
): Result<Output<'awards.bankFile'>> {
  const { db } = ctx;
  const found = payableProgramme(ctx, input.id, input.date);
  if (!found.ok) return found;
  const programme = found.value;
  const payees = payeesOf(payablesOf(db, input.id));
  if (input.householdIds?.some((id) => !payees.has(id))) {
    return refuse('household_unknown', `所选的户不在${called(programme)}的名单里，请刷新后重选。`);
  }
  const filed = fileTransfers(ctx, AWARD_TRANSFERS, {
    ...{ ownerId: input.id, template: input.template, date: input.date, payees, wanted: input.householdIds },
    remark: programme.name,
    named: `奖补代发-${programme.year}-${programme.name}`,
    nothing: `${called(programme)}没有未发的补助，不用生成代发文件。`,
  });
  if (!filed.ok) return filed;
  const skipped = filed.value.skipped.map(({ payee, reason }) => ({
    ...{ householdId: payee.id, name: payee.label, reason },
  }));
  return ok({ ...filed.value, skipped });
}

/** The bank's return: what succeeded is paid; what failed stays payable, with the bank's reason. */
export function readBankReturn(
  ctx: Writing,
  input: Parsed<'awards.bankReturn'>,
  file: ReturnFile,
): Result<Output<'awards.bankReturn'>> {
  const programme = payableProgramme(ctx, input.id, input.date);
  if (!programme.ok) return programme;
  const payables = new Map(payablesOf(ctx.db, input.id).map((one) => [one.householdId, one]));
  const payees = payeesOf([...payables.values()]);
  const desk = ReturnDesk.read(ctx, AWARD_TRANSFERS, { ...input, ownerId: input.id }, payees, file);
  if (!desk.ok) return desk;
  for (const { whoId, amountFen, note, batchId } of desk.value.payments) {
    insertPayment(ctx, {
      programmeId: input.id,
      householdId: whoId,
      personId: payables.get(whoId)!.payeeId!,
      date: input.date,
      method: 'transfer',
      amountFen,
      note,
      batchId,
    });
  }
  return ok(answered(desk.value));
}

function payeesOf(payables: readonly Payable[]): Map<number, Payee> {
  return new Map(
    payables.map((one) => [
      one.householdId,
      {
        id: one.householdId,
        label: `${one.householdCode} ${one.payeeName || one.headName}`,
        name: one.payeeName,
        personId: one.payeeId,
        payableFen: one.unpaidFen,
        barred: payeeFault(one),
        pendingIn: one.waitingIn,
      },
    ]),
  );
}
