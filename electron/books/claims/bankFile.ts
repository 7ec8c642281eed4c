import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
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
  const cooperative = cooperativeOf(db, undefined);
  if (!cooperative.ok) return cooperative;
  const template = templateOf(db, cooperative.value.id, input.template);
  if (!template.ok) return template;
  const payees = payeesOf(db, batch);
  const unknown = input.lineIds?.find((id) => !payees.has(id));
  if (unknown !== undefined) {
    return refuse('claim_line_unknown', `${batch.no} 没有所选的明细（编号 ${unknown}）。请刷新后重选。`);
  }
  const wanted = input.lineIds === undefined ? null : new Set(input.lineIds);
  const chosen = [...payees.values()].filter((one) => (wanted ? wanted.has(one.id) : one.payableFen > 0));
  const words = { remark: remarkOf(batch), whoName: CLAIM_TRANSFERS.whoName };
  const made = makeFile(db, chosen, template.value, words);
  if (made.entries.length === 0) {
    const named = made.skipped.slice(0, 3).map(({ payee, reason }) => `${payee.label}：${reason}`);
    const more = made.skipped.length > 3 ? `（另有 ${made.skipped.length - 3} 人）` : '';
    return refuse(
      'batch_empty',
      made.skipped.length === 0
        ? `${batch.no} 没有要发的款项，不用生成代发文件。`
        : `没有一个人能写进代发文件。${named.join('')}${more}`,
    );
  }
  const bank = template.value.name.replace(/[\\/:*?"<>|]/g, '');
  const serial = filesOf(db, batch.id).length + 1;
  const fileName = `贴息代发-${batch.no}-${bank}-${input.date.replaceAll('-', '')}-第${serial}批.${template.value.format}`;
  const batchId = keepBatch(
    ctx,
    CLAIM_TRANSFERS,
    { ownerId: batch.id, template: template.value.name, fileName, date: input.date },
    made.entries.map(({ payee, transfer }) => ({ whoId: payee.id, transfer })),
  );
  return ok({
    batchId,
    fileName,
    dataBase64: made.dataBase64,
    count: made.entries.length,
    amountFen: made.amountFen,
    skipped: made.skipped.map(({ payee, reason }) => ({ lineId: payee.id, name: payee.name, reason })),
    warnings: [...made.warnings],
  });
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
  const { payments, paidFen, failed, already, refused } = desk.value;
  recordPayments(ctx, input.id, {
    date: input.date,
    method: 'transfer',
    slipNo: '',
    payments: payments.map(({ whoId, batchId, ...one }) => ({ lineId: whoId, fileId: batchId, ...one })),
  });
  return ok({
    paid: payments.length,
    paidFen,
    failed: failed.map(({ payee, amountFen, reason }) => ({ name: payee.label, amountFen, reason })),
    already,
    refused,
  });
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
