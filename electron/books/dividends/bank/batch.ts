import type { Output, Parsed } from '../../../../shared/contract/index.ts';
import { ok, refuse, type Result } from '../../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../../workspace/context.ts';
import type { ReadableDb } from '../../../workspace/database.ts';
import { seal } from '../../../workspace/sealed.ts';
import { cooperativeOf, type Settings } from '../../entities/index.ts';
import { encodeText } from '../../imports/index.ts';
import { revealForBank } from '../../village/index.ts';
import { frozenText, payeesOf, type RunPayee, runToPay } from '../payments.ts';
import { nameOfRun, type Run } from '../runs.ts';
import { bankFile, type Transfer } from './file.ts';

type Template = Settings['bankTemplates'][number];
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
 * The bank's file for all that is payable, or for the members named. A member who can't be in it is left out with
 * the reason and the way out, and the others' rows go all the same. What is in it waits for the bank's return
 * and goes into no second file meanwhile; nothing is paid by making a file.
 */
export function makeBankBatch(context: Writing, input: Parsed<'dividends.bankBatch'>): Result<Batch> {
  const { db } = context;
  const payable = runToPay(db, input.runId, input.date, context.today);
  if (!payable.ok) return payable;
  const { run } = payable.value;
  const template = templateOf(db, run, input.template);
  if (!template.ok) return template;
  const chosen = chosenPayees(db, run, input.memberIds);
  if (!chosen.ok) return chosen;

  const entries: { payee: RunPayee; transfer: Transfer }[] = [];
  const skipped: Skipped[] = [];
  const warnings: string[] = [];
  for (const payee of chosen.value) {
    const transfer = transferTo(db, payee, run, template.value);
    if (!transfer.ok) {
      const { memberId, memberNo, name } = payee;
      skipped.push({ memberId, memberNo, name, reason: transfer.error.message });
      continue;
    }
    entries.push({ payee, transfer: transfer.value });
    if (transfer.value.accountName !== payee.name) {
      warnings.push(`${payee.memberNo} ${payee.name}按银行户名“${transfer.value.accountName}”转账。`);
    }
  }
  if (entries.length === 0) return refuse('dividend.batch-empty', whyEmpty(run, skipped));

  const fileName = fileNameOf(db, run, template.value, input.date);
  const batchId = keepBatch(context, { run, template: template.value, fileName, date: input.date }, entries);
  const bytes = bankFile(
    entries.map(({ transfer }) => transfer),
    template.value,
  );
  return ok({
    batchId,
    fileName,
    dataBase64: Buffer.from(bytes).toString('base64'),
    count: entries.length,
    amountFen: entries.reduce((sum, { transfer }) => sum + transfer.amountFen, 0),
    skipped,
    warnings,
  });
}

/** The files made for a run, with what the bank answered. */
export function batchesOf(db: ReadableDb, runId: number): Output<'dividends.get'>['batches'] {
  return db.all(
    `SELECT batch.id, batch.created_at AS createdAt, batch.template, batch.file_name AS fileName,
            COUNT(*) AS count, SUM(line.amount_fen) AS amountFen,
            SUM(line.result = 'paid') AS paid, SUM(line.result = 'failed') AS failed, SUM(line.result = 'pending') AS pending
     FROM bank_batch batch JOIN bank_batch_line line ON line.batch_id = batch.id
     WHERE batch.run_id = ? GROUP BY batch.id ORDER BY batch.id`,
    runId,
  );
}

function templateOf(db: ReadableDb, run: Run, code: string): Result<Template> {
  const cooperative = cooperativeOf(db, run.entityId);
  if (!cooperative.ok) return cooperative;
  const { bankTemplates: templates } = cooperative.value.settings;
  const template = templates.find((one) => one.code === code);
  if (template) return ok(template);
  const known = templates.map((one) => `${one.code}（${one.name}）`).join('、');
  const message = `没有代号为“${code}”的银行模板，现有：${known}。`;
  return refuse('dividend.template-unknown', message, { template: message });
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

/** The row of one member, or why the bank can't be asked to pay it. */
function transferTo(db: ReadableDb, payee: RunPayee, run: Run, template: Template): Result<Transfer> {
  const skip = (reason: string): Result<never> => refuse('dividend.not-in-file', reason);
  if (payee.payableFen === 0) return skip('没有应付余额，已经发清。');
  if (payee.frozenReason !== null) return skip(`该社员${frozenText(payee.frozenReason)}`);
  if (payee.pendingIn !== null) return skip(`已在代发文件“${payee.pendingIn}”里，等银行回单。请先读入回单。`);
  if (payee.personId === null) return skip('单位社员没有登记银行卡，请转账后用“发放”逐笔登记。');
  const numbers = revealForBank(db, payee.personId);
  if (numbers.card === null) return skip('没有登记银行卡号。请在人员资料里补登，或发现金。');
  if (template.withIdNumber && numbers.idNumber === null) {
    return skip(`${template.name}的文件要身份证号，此人没有登记。请在人员资料里补登，或换一个模板。`);
  }
  const accountName = numbers.bankAlias === '' ? numbers.name : numbers.bankAlias;
  const lost = template.format === 'csv' ? encodeText(accountName, template.encoding).unencodable : [];
  if (lost.length > 0) {
    return skip(
      `户名“${accountName}”里的“${lost.join('、')}”写不进 ${template.encoding}。请在人员资料的“银行户名”里填写银行登记的写法，或换用 GB18030 的模板。`,
    );
  }
  return ok({
    account: numbers.card,
    accountName,
    amountFen: payee.payableFen,
    remark: `${run.fiscalYear}年分红`,
    idNumber: template.withIdNumber ? numbers.idNumber : null,
  });
}

function whyEmpty(run: Run, skipped: readonly Skipped[]): string {
  if (skipped.length === 0) return `${nameOfRun(run)}没有应付的款项，不用生成代发文件。`;
  const named = skipped.slice(0, 3).map(({ memberNo, name, reason }) => `${memberNo} ${name}：${reason}`);
  const more = skipped.length > 3 ? `（另有 ${skipped.length - 3} 人）` : '';
  return `没有一位社员能写进代发文件。${named.join('')}${more}`;
}

function fileNameOf(db: ReadableDb, run: Run, template: Template, date: string): string {
  const row = db.get<{ before: number }>(
    `SELECT COUNT(*) AS before FROM bank_batch WHERE run_id = ?`,
    run.id,
  );
  const bank = template.name.replace(/[\\/:*?"<>|]/g, '');
  const serial = (row?.before ?? 0) + 1;
  return `分红代发-${run.fiscalYear}-${bank}-${date.replaceAll('-', '')}-第${serial}批.${template.format}`;
}

function keepBatch(
  { db, operator, now }: Writing,
  batch: { run: Run; template: Template; fileName: string; date: string },
  entries: readonly { payee: RunPayee; transfer: Transfer }[],
): number {
  const { lastId } = db.run(
    `INSERT INTO bank_batch (run_id, template, file_name, date, operator, created_at) VALUES (?, ?, ?, ?, ?, ?)`,
    batch.run.id,
    batch.template.name,
    batch.fileName,
    batch.date,
    operator,
    now,
  );
  entries.forEach(({ payee, transfer }, index) => {
    const { sealed, digest } = seal(db, transfer.account);
    db.run(
      `INSERT INTO bank_batch_line (batch_id, seq, member_id, account_sealed, account_digest, account_name, amount_fen, result, reason)
       VALUES (?, ?, ?, ?, ?, ?, ?, 'pending', '')`,
      lastId,
      index + 1,
      payee.memberId,
      sealed,
      digest,
      transfer.accountName,
      transfer.amountFen,
    );
  });
  return lastId;
}
