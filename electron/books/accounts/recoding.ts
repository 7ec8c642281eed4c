import type { Parsed } from '../../../shared/contract/index.ts';
import { FUND_CODE_DIGITS } from '../../../shared/rules/chart/fund.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import type { ReadableDb, WritableDb } from '../../workspace/database.ts';
import { type Account, accountByCode, accountById } from './chart.ts';

/**
 * Another code, as the county's template has it, with those of the accounts below. An association's accounts only: what stands on an
 * account refers to it and not to its code, so vouchers show the new one.
 */
export function recodeAccount(ctx: Writing, input: Parsed<'accounts.recode'>): Result<{ id: number }> {
  const { db } = ctx;
  const account = accountById(db, input.id);
  if (!account) return refuse('account_unknown', '没有这个科目，请重新选择。');
  const fault = faultInCode(db, account, input.code);
  if (fault !== null) return refuse('account_code', fault, { code: fault });
  // In two steps: on the way no two accounts may have the same code.
  for (const [from, to] of [
    [account.code, `#${input.code}`],
    [`#${input.code}`, input.code],
  ] as const) {
    db.run(
      `UPDATE account SET code = ? || substr(code, ?) WHERE entity_id = ? AND code >= ? AND code < ? || 'a'`,
      to,
      from.length + 1,
      account.entityId,
      from,
      from,
    );
  }
  recodeTemplates(db, account, input.code);
  return ok({ id: account.id });
}

function faultInCode(db: ReadableDb, account: Account, code: string): string | null {
  if (account.books === 'cooperative') {
    return `${account.code} 的编码由合作社会计制度规定，不能改。`;
  }
  const parent = account.parentId === null ? null : accountById(db, account.parentId);
  if (parent && (!code.startsWith(parent.code) || code.length !== parent.code.length + 2)) {
    return `明细科目编码要在上级 ${parent.code} 后面加两位，例如 ${parent.code}01。`;
  }
  if (!parent && (code.length !== FUND_CODE_DIGITS || code[0] !== account.code[0])) {
    return `一级科目编码是 ${FUND_CODE_DIGITS} 位，首位 ${account.code[0]} 表示科目类别，例如 ${account.code[0]}${'0'.repeat(FUND_CODE_DIGITS - 2)}1。`;
  }
  const twin = accountByCode(db, account.entityId, code);
  return twin && twin.id !== account.id ? `科目编码 ${code} 已经是“${twin.name}”的，请换一个。` : null;
}

/** 常用凭证 keep the codes of their lines. */
function recodeTemplates(db: WritableDb, { entityId, code: from }: Account, to: string): void {
  const templates = db.all<{ id: number; lines: string }>(
    'SELECT id, lines FROM voucher_template WHERE entity_id = ?',
    entityId,
  );
  for (const { id, lines } of templates) {
    const recoded = (JSON.parse(lines) as { account: string }[]).map((line) =>
      line.account.startsWith(from) ? { ...line, account: to + line.account.slice(from.length) } : line,
    );
    db.run('UPDATE voucher_template SET lines = ? WHERE id = ?', JSON.stringify(recoded), id);
  }
}
