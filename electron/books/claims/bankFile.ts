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
import type { Batch } from './batches.ts';
import { linesOf } from './lines.ts';
import { batchToPay, CLAIM_TRANSFERS, recordPayments, waitingIn } from './paying.ts';

/** The bank's layouts stand in the cooperative's settings; a claim is of the village, and takes those of the first. */
export function bankTemplates({ db }: Reading): Result<Output<'claims.bankTemplates'>> {
  const cooperative = cooperativeOf(db, undefined);
  return cooperative.ok ? ok(cooperative.value.settings.bankTemplates) : cooperative;
}

/** The bank's file for what came and was not passed on. It waits for the bank's return; making it pays nobody. */
export function makeClaimFile(
  ctx: Writing,
  input: Parsed<'claims.bankFile'>,
): Result<Output<'claims.bankFile'>> {
  const { db } = ctx;
  const found = batchToHouseholds(ctx, input.id, input.date);
  if (!found.ok) return found;
  const batch = found.value;
  const payees = payeesOf(db, batch);
  const unknown = input.lineIds?.find((id) => !payees.has(id));
  if (unknown !== undefined) {
    return refuse('claim_line_unknown', `${batch.no} 没有所选的明细（编号 ${unknown}）。请刷新后重选。`);
  }
  const filed = fileTransfers(ctx, CLAIM_TRANSFERS, {
    ...{ ownerId: batch.id, template: input.template, date: input.date, payees, wanted: input.lineIds },
    remark: remarkOf(batch),
    named: `贴息代发-${batch.no}`,
    nothing: `${batch.no} 没有要发的款项，不用生成代发文件。`,
  });
  if (!filed.ok) return filed;
  const skipped = filed.value.skipped.map(({ payee, reason }) => ({
    ...{ lineId: payee.id, name: payee.name, reason },
  }));
  return ok({ ...filed.value, skipped });
}

/** The bank's return: what succeeded is paid; what failed stays payable with the bank's reason. */
export function readClaimReturn(
  ctx: Writing,
  input: Parsed<'claims.bankReturn'>,
  file: ReturnFile,
): Result<Output<'claims.bankReturn'>> {
  const { db } = ctx;
  const found = batchToHouseholds(ctx, input.id, input.date);
  if (!found.ok) return found;
  const payees = payeesOf(db, found.value);
  const desk = ReturnDesk.read(ctx, CLAIM_TRANSFERS, { ...input, ownerId: input.id }, payees, file);
  if (!desk.ok) return desk;
  recordPayments(ctx, input.id, {
    date: input.date,
    method: 'transfer',
    slipNo: '',
    payments: desk.value.payments.map(({ whoId, batchId, ...one }) => ({
      lineId: whoId,
      fileId: batchId,
      ...one,
    })),
  });
  return ok(answered(desk.value));
}

export function filesOf(db: ReadableDb, batchId: number): Output<'claims.get'>['bankFiles'] {
  return keptBatches(db, CLAIM_TRANSFERS, batchId);
}

function batchToHouseholds(ctx: Reading, id: number, date: string): Result<Batch> {
  const found = batchToPay(ctx, id, date);
  if (!found.ok || found.value.payee === 'household') return found;
  return refuse('claim_method', `${found.value.no} 的收款方是银行，不用代发文件。请用“付给银行”登记。`);
}

/** 2018年贴息 fits every bank's 附言. */
const remarkOf = (batch: Batch): string => `${batch.to.slice(0, 4)}年贷款贴息`;

function payeesOf(db: ReadableDb, batch: Batch): Map<number, Payee> {
  const waiting = waitingIn(db, batch.id);
  const persons = new Map(
    db
      .all<{ id: number; personId: number }>(
        'SELECT id, person_id AS personId FROM claim_line WHERE batch_id = ?',
        batch.id,
      )
      .map((line) => [line.id, line.personId]),
  );
  return new Map(
    linesOf(db, batch.id).map((line) => [
      line.id,
      {
        id: line.id,
        label: line.groupNo === null ? line.borrowerName : `${line.groupNo}组 ${line.borrowerName}`,
        name: line.borrowerName,
        personId: persons.get(line.id) ?? null,
        payableFen: line.unpaidFen,
        barred: null,
        pendingIn: waiting.get(line.id) ?? null,
      },
    ]),
  );
}
