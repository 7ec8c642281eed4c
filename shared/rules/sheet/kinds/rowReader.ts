import { formatYuan, type Fen } from '../../money.ts';
import { parseCard, parsePhone, parseText, type Parsed, type Unit } from '../cells.ts';
import { type Field } from '../columns.ts';
import { findOutliers } from '../outliers.ts';
import { type CellValue, type Finding } from '../sheet.ts';
import { cellAt, type Table, type TableRow } from '../table.ts';

/** Reads one row's fields and collects what is wrong with them. */
export type RowReader = {
  /** The parsed value; null where it is blank, or faulty (then noted). */
  read<T>(field: string, parse: (cell: CellValue | undefined) => Parsed<T>): T | null;
  /** As read, and a blank is a fault too. */
  need<T>(field: string, parse: (cell: CellValue | undefined) => Parsed<T | null>): T | null;
  refuse(field: string | null, reason: string): void;
  warn(field: string | null, reason: string): void;
  /** The row's refusal: the first fault's column and every reason. Null: nothing is wrong. */
  refusal(): Finding | null;
};

/** A reader over one row. Warnings go to `warnings` at once; a refused row's warnings stay, they help to mend it. */
export function rowReader(
  table: Table,
  row: TableRow,
  fields: readonly Field[],
  warnings: Finding[],
): RowReader {
  const faults: { column: string | null; reason: string }[] = [];
  const letterOf = (field: string | null): string | null =>
    field === null ? null : (table.mapping[field] ?? null);
  const titleOf = (field: string): string => fields.find((one) => one.field === field)?.title ?? field;
  const reader: RowReader = {
    read(field, parse) {
      const { cell, sharedBy } = cellAt(table, row, field);
      if (sharedBy > 1 && fields.some((one) => one.field === field && one.summed)) {
        reader.refuse(
          field,
          `${titleOf(field)}是合并单元格，一个数对着 ${sharedBy} 行，分不清各是多少，请拆开填写`,
        );
        return null;
      }
      const parsed = parse(cell);
      if (parsed.ok) return parsed.value;
      reader.refuse(field, parsed.reason);
      return null;
    },
    need(field, parse) {
      const before = faults.length;
      const value = reader.read(field, parse);
      if (faults.length === before && (value === null || value === ''))
        reader.refuse(field, `${titleOf(field)}没有填`);
      return value;
    },
    refuse(field, reason) {
      faults.push({ column: letterOf(field), reason });
    },
    warn(field, reason) {
      warnings.push({ sheet: table.sheet, row: row.number, column: letterOf(field), reason });
    },
    refusal() {
      const [first] = faults;
      if (!first) return null;
      const reasons = faults.map((fault) =>
        fault === first || fault.column === first.column || fault.column === null
          ? fault.reason
          : `${fault.column} 列：${fault.reason}`,
      );
      return { sheet: table.sheet, row: row.number, column: first.column, reason: reasons.join('；') };
    },
  };
  return reader;
}

/** Telephone and card never refuse a row: a doubtful one is warned about, a card number that lost digits is left out. */
export function readContact(reader: RowReader): { phone: string; card: string | null } {
  const phone = reader.read('phone', (cell) => {
    const parsed = parsePhone(cell);
    if (parsed.ok) return parsed;
    reader.warn('phone', parsed.reason);
    return parseText(cell);
  });
  const card = reader.read('card', (cell) => {
    const parsed = parseCard(cell);
    if (!parsed.ok) {
      reader.warn('card', `${parsed.reason}；卡号没有导入`);
      return { ok: true, value: null };
    }
    if (parsed.value && !parsed.value.luhnValid) reader.warn('card', '银行卡号的校验位不对，请核对卡面');
    return { ok: true, value: parsed.value?.number ?? null };
  });
  return { phone: phone ?? '', card };
}

/** Warnings for amounts that look typed in another unit than the rest, and for a whole column that does. */
export function unitWarnings(
  table: Table,
  records: readonly { row: number; amountFen: Fen }[],
  unit: Unit,
): Finding[] {
  const column = table.mapping.amount ?? null;
  return findOutliers(records).map(({ record, side, medianFen }) => ({
    sheet: table.sheet,
    row: record.row,
    column,
    reason:
      `金额 ${formatYuan(record.amountFen)} 元，其他行多在 ${formatYuan(medianFen)} 元上下，` +
      (side === 'small' ? '是不是按万元填的？' : `是不是${unit === '万元' ? '按元填的' : '多写了几位'}？`),
  }));
}
