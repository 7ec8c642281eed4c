import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import { cooperativeOf } from '../entities/index.ts';
import {
  keepBatch,
  keptBatches,
  makeFile,
  type Payee,
  ReturnDesk,
  type ReturnFile,
  templateOf,
} from '../transfers/index.ts';
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
  const cooperative = cooperativeOf(db, undefined);
  if (!cooperative.ok) return cooperative;
  const template = templateOf(db, cooperative.value.id, input.template);
  if (!template.ok) return template;
  const payees = payeesOf(payablesOf(db, input.id));
  if (input.householdIds?.some((id) => !payees.has(id))) {
    return refuse('household_unknown', `所选的户不在${called(programme)}的名单里，请刷新后重选。`);
  }
  const wanted = input.householdIds === undefined ? null : new Set(input.householdIds);
  const chosen = [...payees.values()].filter((one) => (wanted ? wanted.has(one.id) : one.payableFen > 0));
  const made = makeFile(db, chosen, template.value, {
    remark: programme.name,
    whoName: AWARD_TRANSFERS.whoName,
  });
  if (made.entries.length === 0) {
    const named = made.skipped.slice(0, 3).map(({ payee, reason }) => `${payee.label}：${reason}`);
    const more = made.skipped.length > 3 ? `（另有 ${made.skipped.length - 3} 户）` : '';
    return refuse(
      'batch_empty',
      made.skipped.length === 0
        ? `${called(programme)}没有未发的补助，不用生成代发文件。`
        : `没有一户能写进代发文件。${named.join('')}${more}`,
    );
  }
  const clean = (text: string): string => text.replace(/[\\/:*?"<>|\s]/g, '');
  const serial = keptBatches(db, AWARD_TRANSFERS, input.id).length + 1;
  const fileName = `奖补代发-${programme.year}-${clean(programme.name)}-${clean(template.value.name)}-${input.date.replaceAll('-', '')}-第${serial}批.${template.value.format}`;
  const batchId = keepBatch(
    ctx,
    AWARD_TRANSFERS,
    { ownerId: input.id, template: template.value.name, fileName, date: input.date },
    made.entries.map(({ payee, transfer }) => ({ whoId: payee.id, transfer })),
  );
  return ok({
    batchId,
    fileName,
    dataBase64: made.dataBase64,
    count: made.entries.length,
    amountFen: made.amountFen,
    skipped: made.skipped.map(({ payee, reason }) => ({ householdId: payee.id, name: payee.label, reason })),
    warnings: [...made.warnings],
  });
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
  const { payments, paidFen, failed, already, refused } = desk.value;
  for (const { whoId, amountFen, note, batchId } of payments) {
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
  return ok({
    paid: payments.length,
    paidFen,
    failed: failed.map(({ payee, amountFen, reason }) => ({ name: payee.label, amountFen, reason })),
    already,
    refused,
  });
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
