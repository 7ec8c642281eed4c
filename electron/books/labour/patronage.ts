import { fiscalYearBounds } from '../../../shared/rules/calendar.ts';
import { divideHalfUp, formatYuan } from '../../../shared/rules/money.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { readSettings } from '../entities/index.ts';

/**
 * 投劳计入交易额, where the charter says so (off by default; DOMAIN §5): the pay of a year's approved sheets, or the days at a fixed
 * value each, of members. A sheet counts in the year that its voucher is of.
 */
export function labourPatronage(db: ReadableDb, entityId: number, year: number): Map<number, number> {
  const { labourPatronage: by, labourDayValueFen } = readSettings(db, entityId);
  if (by === 'none') return new Map();
  const { firstDay, lastDay } = fiscalYearBounds(year);
  const rows = db.all<{ memberId: number; grossFen: number; daysMilli: number }>(
    `SELECT m.id AS memberId, SUM(l.gross_fen) AS grossFen, SUM(l.days_milli) AS daysMilli
     FROM pay_sheet s JOIN pay_line l ON l.sheet_id = s.id JOIN worker w ON w.id = l.worker_id
       JOIN member m ON m.entity_id = s.entity_id AND m.person_id = w.person_id
     WHERE s.entity_id = ? AND s.state = 'approved' AND s.approved_on BETWEEN ? AND ? GROUP BY m.id`,
    entityId,
    firstDay,
    lastDay,
  );
  return new Map(
    rows
      .map(({ memberId, grossFen, daysMilli }): [number, number] => [
        memberId,
        by === 'pay'
          ? grossFen
          : Number(divideHalfUp(BigInt(Math.max(daysMilli, 0)) * BigInt(labourDayValueFen), 1000n)),
      ])
      .filter(([, fen]) => fen > 0),
  );
}

/** What a run and its papers say of it; '' where labour does not count. */
export function labourPatronageNote(db: ReadableDb, entityId: number): string {
  const { labourPatronage: by, labourDayValueFen } = readSettings(db, entityId);
  switch (by) {
    case 'none':
      return '';
    case 'pay':
      return '按章程，社员本年的劳务费（应发）计入交易额。';
    case 'days':
      return `按章程，社员本年的出工每个工日折 ${formatYuan(labourDayValueFen)} 元计入交易额。`;
  }
}
