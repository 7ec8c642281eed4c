import type { Output, Parsed } from '../../../../shared/contract/index.ts';
import { ok, refuse, type Result } from '../../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../../workspace/context.ts';
import type { ReadableDb } from '../../../workspace/database.ts';
import { cooperativeOf } from '../../entities/index.ts';
import { keepBatch, keptBatches, makeFile, type Payee, templateOf } from '../../transfers/index.ts';
import { frozenText, payeesOf, type RunPayee, runToPay } from '../payments.ts';
import { nameOfRun, type Run } from '../runs.ts';
import { RUN_TRANSFERS } from './book.ts';

type Batch = Output<'dividends.bankBatch'>;
type Skipped = Batch['skipped'][number];

export function bankTemplates(
  { db }: Reading,
  { entityId }: Parsed<'dividends.bankTemplates'>,
): Result<Output<'dividends.bankTemplates'>> {
  const cooperative = cooperativeOf(db, entityId);
  return cooperative.ok ? ok(cooperative.value.settings.bankTemplates) : cooperative;
}

/**
 * The bank's file for all that is payable, or for the members named. What is in it waits for the bank's return
 * and goes into no second file meanwhile; nothing is paid by making a file.
 */
export function makeBankBatch(context: Writing, input: Parsed<'dividends.bankBatch'>): Result<Batch> {
  const { db } = context;
  const payable = runToPay(db, input.runId, input.date, context.today);
  if (!payable.ok) return payable;
  const { run } = payable.value;
  const template = templateOf(db, run.entityId, input.template);
  if (!template.ok) return template;
  const chosen = chosenPayees(db, run, input.memberIds);
  if (!chosen.ok) return chosen;
  const byId = new Map(chosen.value.map((one) => [one.memberId, one]));
  const words = { remark: `${run.fiscalYear}年分红`, whoName: RUN_TRANSFERS.whoName };
  const made = makeFile(db, chosen.value.map(asPayee), template.value, words);
  const skipped = made.skipped.map(({ payee, reason }) => {
    const { memberId, memberNo, name } = byId.get(payee.id)!;
    return { memberId, memberNo, name, reason };
  });
  if (made.entries.length === 0) return refuse('dividend.batch-empty', whyEmpty(run, skipped));

  const fileName = fileNameOf(db, run, template.value, input.date);
  const batchId = keepBatch(
    context,
    RUN_TRANSFERS,
    { ownerId: run.id, template: template.value.name, fileName, date: input.date },
    made.entries.map(({ payee, transfer }) => ({ whoId: payee.id, transfer })),
  );
  return ok({
    batchId,
    fileName,
    dataBase64: made.dataBase64,
    count: made.entries.length,
    amountFen: made.amountFen,
    skipped,
    warnings: [...made.warnings],
  });
}

export function asPayee({ memberId, memberNo, frozenReason, ...rest }: RunPayee): Payee {
  return {
    ...rest,
    id: memberId,
    label: `${memberNo} ${rest.name}`,
    barred: frozenReason === null ? null : frozenText(frozenReason),
  };
}

/** The files made for a run, with what the bank answered. */
export function batchesOf(db: ReadableDb, runId: number): Output<'dividends.get'>['batches'] {
  return keptBatches(db, RUN_TRANSFERS, runId);
}

function chosenPayees(
  db: ReadableDb,
  run: Run,
  memberIds: readonly number[] | undefined,
): Result<RunPayee[]> {
  const payees = payeesOf(db, run.id);
  if (memberIds === undefined) return ok([...payees.values()].filter((payee) => payee.payableFen > 0));
  const wanted = new Set(memberIds);
  const unknown = memberIds.find((id) => !payees.has(id));
  if (unknown !== undefined) {
    return refuse(
      'dividend.member-unknown',
      `${nameOfRun(run)}里没有所选的社员（编号 ${unknown}）。请刷新后重选。`,
    );
  }
  return ok([...payees.values()].filter((payee) => wanted.has(payee.memberId)));
}

function whyEmpty(run: Run, skipped: readonly Skipped[]): string {
  if (skipped.length === 0) return `${nameOfRun(run)}没有应付的款项，不用生成代发文件。`;
  const named = skipped.slice(0, 3).map(({ memberNo, name, reason }) => `${memberNo} ${name}：${reason}`);
  const more = skipped.length > 3 ? `（另有 ${skipped.length - 3} 人）` : '';
  return `没有一位社员能写进代发文件。${named.join('')}${more}`;
}

function fileNameOf(
  db: ReadableDb,
  run: Run,
  template: { readonly name: string; readonly format: string },
  date: string,
): string {
  const bank = template.name.replace(/[\\/:*?"<>|]/g, '');
  const serial = batchesOf(db, run.id).length + 1;
  return `分红代发-${run.fiscalYear}-${bank}-${date.replaceAll('-', '')}-第${serial}批.${template.format}`;
}
