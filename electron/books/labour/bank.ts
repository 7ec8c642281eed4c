import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { cooperativeOf } from '../entities/index.ts';
import {
  answered,
  fileTransfers,
  keptBatches,
  type Payee,
  ReturnDesk,
  type ReturnFile,
} from '../transfers/index.ts';
import { PAY_TRANSFERS } from './book.ts';
import { payableOf, recordPayments, sourceOf, waitingIn } from './paying.ts';
import { describeSheet, type Sheet, sheetById } from './sheets.ts';
import { whoIs } from './workers.ts';

export function bankTemplates(
  { db }: Reading,
  { entityId }: Parsed<'labour.bankTemplates'>,
): Result<Output<'labour.bankTemplates'>> {
  const cooperative = cooperativeOf(db, entityId);
  return cooperative.ok ? ok(cooperative.value.settings.bankTemplates) : cooperative;
}

/** The bank's file for what a sheet has unpaid, or for some of its workers. It waits for the bank's return; making it pays nobody. */
export function makeBankFile(
  ctx: Writing,
  input: Parsed<'labour.bankFile'>,
): Result<Output<'labour.bankFile'>> {
  const { db } = ctx;
  const approved = approvedSheet(ctx, input.sheetId, input.date);
  if (!approved.ok) return approved;
  const sheet = approved.value;
  const payees = payeesOf(db, sheet, input.date);
  const unknown = input.workerIds?.find((id) => !payees.has(id));
  if (unknown !== undefined) {
    return refuse(
      'worker_unknown',
      `${describeSheet(sheet)}里没有所选的务工人员（编号 ${unknown}）。请刷新后重选。`,
    );
  }
  const filed = fileTransfers(ctx, PAY_TRANSFERS, {
    ...{ ownerId: sheet.id, entityId: sheet.entityId, template: input.template, date: input.date },
    ...{ payees, wanted: input.workerIds },
    remark: `${sheet.from.slice(0, 7)}劳务费`,
    named: `劳务费代发-${sheet.no}`,
    nothing: `${describeSheet(sheet)}没有应付的款项，不用生成代发文件。`,
  });
  if (!filed.ok) return filed;
  const skipped = filed.value.skipped.map(({ payee, reason }) => ({
    ...{ workerId: payee.id, name: payee.name, reason },
  }));
  return ok({ ...filed.value, skipped });
}

/** The bank's return: what succeeded is paid, in one voucher; what failed stays in 213. */
export function readBankReturn(
  ctx: Writing,
  input: Parsed<'labour.bankReturn'>,
  file: ReturnFile,
): Result<Output<'labour.bankReturn'>> {
  const { db } = ctx;
  const approved = approvedSheet(ctx, input.sheetId, input.date);
  if (!approved.ok) return approved;
  const sheet = approved.value;
  const payees = payeesOf(db, sheet, input.date);
  const desk = ReturnDesk.read(ctx, PAY_TRANSFERS, { ...input, ownerId: sheet.id }, payees, file);
  if (!desk.ok) return desk;
  const payable = payableOf(db, sheet.entityId, sheet, input.date);
  const recorded = recordPayments(ctx, sheet.entityId, {
    sheet,
    date: input.date,
    money: { kind: 'bank', bankId: input.bankId },
    paying: desk.value.payments.map(({ whoId, ...one }) => ({ worker: payable.get(whoId)!.worker, ...one })),
  });
  if (!recorded.ok) return recorded;
  return ok({ ...answered(desk.value), voucherIds: recorded.value.voucherIds });
}

function approvedSheet(ctx: Reading, sheetId: number, date: string): Result<Sheet> {
  const found = sheetById(ctx.db, sheetId);
  if (!found.ok) return found;
  const source = sourceOf(ctx, found.value.entityId, sheetId, date);
  return source.ok ? ok(found.value) : source;
}

function payeesOf(db: ReadableDb, sheet: Sheet, date: string): Map<number, Payee> {
  const waiting = waitingIn(db, sheet.id);
  return new Map(
    [...payableOf(db, sheet.entityId, sheet, date)].map(([id, { worker, fen }]) => [
      id,
      {
        id,
        label: whoIs(worker),
        name: worker.name,
        personId: worker.personId,
        payableFen: fen,
        barred: null,
        pendingIn: waiting.get(id) ?? null,
      },
    ]),
  );
}

export function filesOf(db: ReadableDb, sheetId: number): Output<'labour.getSheet'>['bankFiles'] {
  return keptBatches(db, PAY_TRANSFERS, sheetId);
}
