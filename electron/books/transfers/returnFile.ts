import { toHalfWidth, withoutSpaces } from '../../../shared/rules/fullwidth.ts';
import { parseYuan } from '../../../shared/rules/money.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import { cellText, type Cell, type Sheet, type SheetRow } from '../../../shared/rules/sheet/sheet.ts';

/** What the bank says about one transfer. */
export interface Returned {
  /** The row's number in the file, as a spreadsheet shows it. */
  readonly row: number;
  /** 序号, when the file has one. */
  readonly seq: number | null;
  readonly account: string;
  readonly accountName: string;
  readonly amountFen: number;
  readonly paid: boolean;
  /** The bank's words for a failure. */
  readonly reason: string;
}

export interface ReturnFile {
  readonly rows: readonly Returned[];
  /** Rows that say nothing the program could act on. */
  readonly refused: readonly { readonly row: number; readonly reason: string }[];
}

/**
 * The rows of a bank's return file (回单). Its heading may stand below a title; the columns 账号, 户名, 金额 and 处理结果 are needed in any
 * order, 序号 and 失败原因 are taken when there. Totals are passed over. Refuses a file without such a heading.
 */
export function readReturn(sheets: readonly Sheet[]): Result<ReturnFile> {
  for (const sheet of sheets) {
    if (sheet.hidden) continue;
    const at = sheet.rows.slice(0, HEADING_WITHIN).findIndex((row) => columnsOf(row) !== null);
    const columns = at < 0 ? null : columnsOf(sheet.rows[at]!);
    if (columns !== null) return ok(readRows(sheet.rows.slice(at + 1), columns));
  }
  return refuse(
    'dividend.return-unreadable',
    '这个文件不像银行回单：没有找到“账号、户名、金额、处理结果”这几列的表头。请选银行退回的代发结果文件，或把表头改成这几个名称。',
  );
}

const HEADING_WITHIN = 20;

const HEADINGS = {
  seq: ['序号'],
  account: ['账号', '帐号', '卡号', '银行账号', '银行卡号', '收款账号', '收款人账号'],
  accountName: ['户名', '姓名', '账户名', '收款户名', '收款人户名', '收款人姓名'],
  amount: ['金额', '金额(元)', '交易金额', '代发金额'],
  result: ['处理结果', '结果', '交易结果', '处理状态', '交易状态', '状态'],
  reason: ['失败原因', '原因', '处理说明', '错误信息', '返回信息'],
} as const;

type Columns = Record<keyof typeof HEADINGS, number | null> & {
  account: number;
  accountName: number;
  amount: number;
  result: number;
};

function columnsOf(row: SheetRow): Columns | null {
  const find = (names: readonly string[]): number | null => {
    const cell = row.cells.find((one) => names.includes(withoutSpaces(toHalfWidth(cellText(one)))));
    return cell?.column ?? null;
  };
  const account = find(HEADINGS.account);
  const accountName = find(HEADINGS.accountName);
  const amount = find(HEADINGS.amount);
  const result = find(HEADINGS.result);
  if (account === null || accountName === null || amount === null || result === null) return null;
  return { seq: find(HEADINGS.seq), account, accountName, amount, result, reason: find(HEADINGS.reason) };
}

function readRows(rows: readonly SheetRow[], columns: Columns): ReturnFile {
  const read: Returned[] = [];
  const refused: { row: number; reason: string }[] = [];
  for (const row of rows) {
    if (isTotal(row, columns)) continue;
    const returned = readRow(row, columns);
    if (returned.ok) read.push(returned.value);
    else refused.push({ row: row.number, reason: returned.error.message });
  }
  return { rows: read, refused };
}

function isTotal(row: SheetRow, columns: Columns): boolean {
  const hasAccount = textIn(row, columns.account) !== '';
  return !hasAccount && row.cells.some((cell) => /^(合计|总计|小计)/.test(withoutSpaces(cellText(cell))));
}

function readRow(row: SheetRow, columns: Columns): Result<Returned> {
  const bad = (reason: string): Result<never> => refuse('dividend.return-row', reason);
  const accountCell = cellIn(row, columns.account);
  const account = withoutSpaces(toHalfWidth(cellText(accountCell)));
  if (account === '') return bad('没有账号，不知道是谁的。');
  if (accountCell?.kind === 'number' && account.length > 15) {
    return bad('账号被表格存成了数字，末几位已经丢失。请向银行要文本格式的回单。');
  }
  const amount = parseYuan(textIn(row, columns.amount).replace(/^¥|元$/g, ''));
  if (!amount.ok) return bad(amount.error.message);
  const outcome = textIn(row, columns.result);
  const paid = outcomeOf(outcome);
  if (paid === null) return bad(`处理结果“${outcome}”认不出来，应是“成功”或“失败”。`);
  const seq = columns.seq === null ? '' : textIn(row, columns.seq);
  const reason = columns.reason === null ? '' : textIn(row, columns.reason);
  return ok({
    row: row.number,
    seq: /^\d{1,9}$/.test(seq) ? Number(seq) : null,
    account,
    accountName: cellText(cellIn(row, columns.accountName)).trim().normalize('NFC'),
    amountFen: amount.value,
    paid,
    reason: paid ? '' : reason || outcome,
  });
}

/** true paid, false failed, null neither can be read out of it. */
function outcomeOf(text: string): boolean | null {
  if (/失败|不成功|未成功|退|拒|错/.test(text)) return false;
  return text.includes('成功') ? true : null;
}

function cellIn(row: SheetRow, column: number): Cell | undefined {
  return row.cells.find((cell) => cell.column === column);
}

function textIn(row: SheetRow, column: number): string {
  return withoutSpaces(toHalfWidth(cellText(cellIn(row, column))));
}
