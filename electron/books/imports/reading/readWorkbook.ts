import { ok, refuse, type Result } from '../../../../shared/rules/result.ts';
import { type Sheet } from '../../../../shared/rules/sheet/sheet.ts';
import { readCsv } from './csv.ts';
import { decodeText } from './encoding.ts';
import { readXlsx } from './xlsx.ts';

const MAX_FILE_BYTES = 50 * 1024 * 1024;
const MAX_UNPACKED_BYTES = 500 * 1024 * 1024;
const LIMITS = { rows: 200_000, columns: 500 };

const SAVE_AS = '请用 Excel 或 WPS 打开，另存为 .xlsx 再导入。';

/**
 * The sheets of a person's file: .xlsx, or delimited text (.csv, .txt) in UTF-8, UTF-16 or GB18030. What the bytes
 * are decides, not the name's ending, which people change by hand. Anything else, or a file too large or
 * damaged, is refused whole with a sentence that says what to do. Limits: 50 MB, unpacked 500 MB, 200,000 rows
 * and 500 columns a sheet.
 */
export function readWorkbook(fileName: string, bytes: Uint8Array): Promise<Result<Sheet[]>> {
  return Promise.resolve(read(fileName, bytes));
}

function read(fileName: string, bytes: Uint8Array): Result<Sheet[]> {
  if (bytes.length === 0) return refuse('file_empty', '文件是空的。请检查是否选错了文件，或重新保存一次。');
  if (bytes.length > MAX_FILE_BYTES) {
    return refuse('file_too_large', '文件超过 50 MB。请拆成几个文件，分别导入。');
  }
  const sheets = startsWith(bytes, 0x50, 0x4b)
    ? readXlsx(bytes, LIMITS, MAX_UNPACKED_BYTES)
    : (refuseOtherKinds(bytes) ?? readText(fileName, bytes));
  if (sheets.ok && sheets.value.every((sheet) => sheet.rows.length === 0)) {
    return refuse('file_empty', '表格里没有内容。请检查是否选错了文件。');
  }
  return sheets;
}

function refuseOtherKinds(bytes: Uint8Array): Result<never> | null {
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) {
    // Both old .xls files and password-protected .xlsx files come in this container.
    const encrypted = Buffer.from(bytes).includes(Buffer.from('EncryptedPackage', 'utf16le'));
    return encrypted
      ? refuse('file_encrypted', '文件有密码。请在 Excel 或 WPS 里去掉密码，另存为 .xlsx 再导入。')
      : refuse('file_old_xls', `这是旧的 .xls（或 .et）格式，读不了。${SAVE_AS}`);
  }
  if (startsWith(bytes, 0x25, 0x50, 0x44, 0x46)) {
    return refuse('file_kind', '这是 PDF，不是表格。请选 .xlsx 或 .csv 文件。');
  }
  return null;
}

function readText(fileName: string, bytes: Uint8Array): Result<Sheet[]> {
  const text = decodeText(bytes);
  if (text === null)
    return refuse('file_kind', `认不出这个文件。请选 .xlsx 或 .csv 文件；如果是别的格式，${SAVE_AS}`);
  if (/^\s*<(?:!doctype|html|\?xml|table|meta|style)/i.test(text)) {
    return refuse('file_kind', `这个文件其实是网页格式（从网上系统导出的常这样）。${SAVE_AS}`);
  }
  if (/\.(xlsx|xlsm|xls|et)$/i.test(fileName)) {
    return refuse('file_damaged', `文件名是表格，内容却不是，可能已损坏。${SAVE_AS}`);
  }
  const rows = readCsv(text, LIMITS);
  if (!rows.ok) return rows;
  const name = fileName.replace(/^.*[\\/]/, '').replace(/\.[^.]*$/, '');
  return ok([{ name, hidden: false, rows: rows.value, merges: [] }]);
}

function startsWith(bytes: Uint8Array, ...signature: number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}
