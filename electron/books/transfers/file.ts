import { strToU8, zipSync } from 'fflate';
import { plainYuan } from '../../../shared/rules/money.ts';
import { invariant } from '../../../shared/rules/result.ts';
import { encodeText, type TextEncoding } from '../imports/index.ts';

/** One transfer that the bank is asked to make. */
export interface Transfer {
  readonly account: string;
  /** Exactly as the bank has it. */
  readonly accountName: string;
  readonly amountFen: number;
  readonly remark: string;
  /** Only where the bank's layout asks for it. */
  readonly idNumber: string | null;
}

/** How a bank wants its file. */
export interface FileLayout {
  readonly format: 'csv' | 'xlsx';
  readonly encoding: TextEncoding;
  readonly withIdNumber: boolean;
}

/**
 * The bank's batch file (代发文件): 序号, 账号, 户名, 金额, 附言 and, where asked for, 身份证号. Amounts are plain, with two decimals;
 * lines end in CRLF. Every character must be known to hold in the encoding.
 */
export function bankFile(transfers: readonly Transfer[], layout: FileLayout): Uint8Array {
  const header = ['序号', '账号', '户名', '金额', '附言', ...(layout.withIdNumber ? ['身份证号'] : [])];
  const rows = transfers.map((transfer, index) => [
    String(index + 1),
    transfer.account,
    transfer.accountName,
    plainYuan(transfer.amountFen),
    transfer.remark,
    ...(layout.withIdNumber ? [transfer.idNumber ?? ''] : []),
  ]);
  if (layout.format === 'xlsx') return workbookOf(header, rows);
  const lines = [header, ...rows].map((fields) => `${fields.map(quoted).join(',')}\r\n`);
  const { bytes, unencodable } = encodeText(lines.join(''), layout.encoding);
  invariant(unencodable.length === 0, 'names that the encoding cannot hold were left out before');
  return bytes;
}

/** RFC 4180: quoted only where a comma, a quote or a line break would be taken for the next field. */
function quoted(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}

const AMOUNT_COLUMN = 3;

/**
 * The same rows as the smallest workbook that Excel, WPS and the banks' readers open: one sheet, account and ID numbers as
 * text (a number cell would lose their last digits), amounts as numbers shown with two decimals.
 */
function workbookOf(header: readonly string[], rows: readonly string[][]): Uint8Array {
  const sheetRows = [header, ...rows].map((fields, index) => {
    const cells = fields.map((field, column) => {
      const place = `${'ABCDEF'[column] ?? ''}${index + 1}`;
      if (index > 0 && column === AMOUNT_COLUMN) return `<c r="${place}" s="1"><v>${field}</v></c>`;
      return `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${escaped(field)}</t></is></c>`;
    });
    return `<row r="${index + 1}">${cells.join('')}</row>`;
  });
  const sheet = `${XML}<worksheet xmlns="${MAIN}"><cols><col min="2" max="2" width="24" customWidth="1"/><col min="3" max="6" width="16" customWidth="1"/></cols><sheetData>${sheetRows.join('')}</sheetData></worksheet>`;
  const parts = { ...FIXED_PARTS, 'xl/worksheets/sheet1.xml': sheet };
  const files = Object.entries(parts).map(([path, text]) => [path, strToU8(text)] as const);
  // A fixed date, so that equal rows make equal bytes.
  return zipSync(Object.fromEntries(files), { mtime: '2018-01-01T00:00:00' });
}

function escaped(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
  return text.replace(/[&<>]/g, (sign) => entities[sign] ?? sign);
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const FIXED_PARTS = {
  '[Content_Types].xml': `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPES}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/></Types>`,
  '_rels/.rels': `${XML}<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="代发明细" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `${XML}<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
  // Style 1 is numFmt 2, "0.00".
  'xl/styles.xml': `${XML}<styleSheet xmlns="${MAIN}"><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="2" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`,
};
