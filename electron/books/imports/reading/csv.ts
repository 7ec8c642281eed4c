import { ok, refuse, type Result } from '../../../../shared/rules/result.ts';
import { type Cell, type SheetRow } from '../../../../shared/rules/sheet/sheet.ts';
import { type Limits } from './worksheet.ts';

/**
 * Delimited text as rows of text cells, by RFC 4180: quoted fields may hold delimiters, line breaks and doubled
 * quotes. The delimiter is a comma, semicolon or tab, whichever the lines agree on, or what a first line
 * `sep=;` says. Rows are numbered as a spreadsheet numbers them: a record with line breaks inside is one row, and blank lines
 * count. Errors: an unclosed quote, text behind a closing quote, too many rows or columns.
 */
export function readCsv(text: string, limits: Limits): Result<SheetRow[]> {
  const stated = /^sep=(.)\r?\n/.exec(text);
  const delimiter = stated?.[1] ?? findDelimiter(text);
  const rows: SheetRow[] = [];
  const reader = { text, delimiter, at: stated ? stated[0].length : 0 };
  let number = stated ? 1 : 0;
  while (reader.at < text.length) {
    number += 1;
    const fields = readRecord(reader);
    if (fields === null) {
      return refuse(
        'csv_quote',
        `第 ${number} 行的引号不成对，读不下去。请用 Excel 或 WPS 打开，改好后另存为 .xlsx 再导入。`,
      );
    }
    const cells = cellsOf(fields);
    if (cells.length > 0) rows.push({ number, hidden: false, cells });
    const width = cells.at(-1)?.column ?? 0;
    if (rows.length > limits.rows || width > limits.columns) {
      return refuse(
        'file_too_large',
        `表格太大，超过 ${limits.rows} 行或 ${limits.columns} 列。请拆成几个文件分别导入。`,
      );
    }
  }
  return ok(rows);
}

type Reader = { text: string; delimiter: string; at: number };

/** One record, and the reader behind its line end. Null: quotes don't match. */
function readRecord(reader: Reader): string[] | null {
  const fields: string[] = [];
  for (;;) {
    const field = reader.text[reader.at] === '"' ? readQuoted(reader) : readPlain(reader);
    if (field === null) return null;
    fields.push(field);
    const next = reader.text[reader.at];
    if (next === reader.delimiter) {
      reader.at += 1;
      continue;
    }
    if (next === '\r' && reader.text[reader.at + 1] === '\n') reader.at += 1;
    reader.at += 1;
    return fields;
  }
}

function readQuoted(reader: Reader): string | null {
  const { text, delimiter } = reader;
  let field = '';
  for (let from = reader.at + 1; ;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return null;
    field += text.slice(from, quote);
    const next = text[quote + 1];
    if (next !== '"') {
      if (next !== undefined && next !== delimiter && next !== '\n' && next !== '\r') return null;
      reader.at = quote + 1;
      return field;
    }
    field += '"';
    from = quote + 2;
  }
}

function readPlain(reader: Reader): string {
  const { text, delimiter } = reader;
  let end = reader.at;
  for (; end < text.length; end += 1) {
    const sign = text[end];
    if (sign === delimiter || sign === '\n' || sign === '\r') break;
  }
  const field = text.slice(reader.at, end);
  reader.at = end;
  // ="0017" is how people keep a spreadsheet from eating leading zeros and long numbers.
  return /^="([^"]*)"$/.exec(field)?.[1] ?? field;
}

function cellsOf(fields: readonly string[]): Cell[] {
  const cells: Cell[] = [];
  fields.forEach((text, index) => {
    if (text.trim() !== '') cells.push({ kind: 'text', text, column: index + 1 });
  });
  return cells;
}

const DELIMITERS = ['\t', ',', ';'] as const;
const SNIFFED_LINES = 50;

/** The delimiter that stands in most of the first lines, and of those the most frequent. */
function findDelimiter(text: string): string {
  const counts = new Map(DELIMITERS.map((delimiter) => [delimiter as string, { lines: 0, total: 0 }]));
  const sample = text.slice(0, 100_000).replace(/"(?:[^"]|"")*"/g, ''); // quoted text says nothing
  for (const line of sample.split(/\r\n|\n|\r/).slice(0, SNIFFED_LINES)) {
    for (const [delimiter, count] of counts) {
      const found = line.split(delimiter).length - 1;
      count.total += found;
      if (found > 0) count.lines += 1;
    }
  }
  const best = [...counts].sort(([, a], [, b]) => b.lines - a.lines || b.total - a.total)[0];
  return best && best[1].lines > 0 ? best[0] : ',';
}
