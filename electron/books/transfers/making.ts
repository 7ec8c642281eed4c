import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { cooperativeOf, type Settings } from '../entities/index.ts';
import { encodeText } from '../imports/index.ts';
import { revealForBank } from '../village/index.ts';
import { bankFile, type Transfer } from './file.ts';

type Template = Settings['bankTemplates'][number];

/** Somebody to be paid, as the person who pays has to know them. */
export interface Payee {
  readonly id: number;
  /** How sentences name them: M001 张三, 3组 张三. */
  readonly label: string;
  readonly name: string;
  readonly personId: number | null;
  readonly payableFen: number;
  /** What keeps money from them, in words; null: nothing. */
  readonly barred: string | null;
  /** The bank file that waits for its return, if they are in one. */
  readonly pendingIn: string | null;
}

/** Of that cooperative, or of the first. */
export function templateOf(db: ReadableDb, entityId: number | undefined, code: string): Result<Template> {
  const cooperative = cooperativeOf(db, entityId);
  if (!cooperative.ok) return cooperative;
  const { bankTemplates: templates } = cooperative.value.settings;
  const template = templates.find((one) => one.code === code);
  if (template) return ok(template);
  const known = templates.map((one) => `${one.code}（${one.name}）`).join('、');
  const message = `没有代号为“${code}”的银行模板，现有：${known}。`;
  return refuse('template_unknown', message, { template: message });
}

export interface MadeFile {
  readonly entries: readonly { readonly payee: Payee; readonly transfer: Transfer }[];
  /** Left out, with the reason and the way out. */
  readonly skipped: readonly { readonly payee: Payee; readonly reason: string }[];
  readonly warnings: readonly string[];
  readonly dataBase64: string;
  readonly amountFen: number;
}

/**
 * The bank's file for those who can be in it. Who can't is left out with the reason, and the others' rows go all the same. Nothing is
 * paid by making a file.
 */
export function makeFile(
  db: ReadableDb,
  payees: readonly Payee[],
  template: Template,
  words: { readonly remark: string; readonly whoName: string },
): MadeFile {
  const entries: { payee: Payee; transfer: Transfer }[] = [];
  const skipped: { payee: Payee; reason: string }[] = [];
  const warnings: string[] = [];
  for (const payee of payees) {
    const transfer = transferTo(db, payee, template, words);
    if (!transfer.ok) {
      skipped.push({ payee, reason: transfer.error.message });
      continue;
    }
    entries.push({ payee, transfer: transfer.value });
    if (transfer.value.accountName !== payee.name) {
      warnings.push(`${payee.label}按银行户名“${transfer.value.accountName}”转账。`);
    }
  }
  const transfers = entries.map(({ transfer }) => transfer);
  return {
    entries,
    skipped,
    warnings,
    dataBase64: Buffer.from(bankFile(transfers, template)).toString('base64'),
    amountFen: transfers.reduce((sum, one) => sum + one.amountFen, 0),
  };
}

/** The row of one payee, or why the bank can't be asked to pay it. */
function transferTo(
  db: ReadableDb,
  payee: Payee,
  template: Template,
  { remark, whoName }: { readonly remark: string; readonly whoName: string },
): Result<Transfer> {
  const skip = (reason: string): Result<never> => refuse('not_in_file', reason);
  if (payee.payableFen <= 0) return skip('没有应付余额，已经发清。');
  if (payee.barred !== null) return skip(`该${whoName}${payee.barred}`);
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
    remark,
    idNumber: template.withIdNumber ? numbers.idNumber : null,
  });
}
