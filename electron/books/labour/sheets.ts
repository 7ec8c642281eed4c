import type { z } from 'zod';
import type { labour } from '../../../shared/contract/labour.ts';
import type { Output } from '../../../shared/contract/index.ts';
import { isRealDate, yearOf } from '../../../shared/rules/calendar.ts';
import { refuse, ok, type Result } from '../../../shared/rules/result.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import type { Charge } from './kinds.ts';

/** A 劳务费发放表 without its lines. */
export interface Sheet {
  readonly id: number;
  readonly entityId: number;
  /** 2018-03: the third of the year. */
  readonly no: string;
  readonly from: string;
  readonly to: string;
  readonly title: string;
  readonly state: 'draft' | 'approved' | 'void';
  readonly workerIds: readonly number[] | null;
  readonly awardCharge: Charge;
  readonly eventId: number | null;
  readonly approvedOn: string | null;
  readonly approvedBy: string | null;
  readonly voidedOn: string | null;
  readonly voidReason: string | null;
  readonly operator: string;
  readonly createdAt: string;
}

interface Stored extends Omit<Sheet, 'workerIds' | 'awardCharge'> {
  readonly workerIds: string | null;
  readonly awardAccount: string;
  readonly awardItem: string;
}

const SHEET = /* sql */ `
  SELECT id, entity_id AS entityId, year || '-' || printf('%02d', seq) AS no, from_date AS "from", to_date AS "to", title, state,
    worker_ids AS workerIds, award_account AS awardAccount, award_item AS awardItem, event_id AS eventId, approved_on AS approvedOn,
    approved_by AS approvedBy, voided_on AS voidedOn, void_reason AS voidReason, operator, recorded_at AS createdAt FROM pay_sheet`;

function sheetOf({ workerIds, awardAccount, awardItem, ...rest }: Stored): Sheet {
  return {
    ...rest,
    workerIds: workerIds === null ? null : (JSON.parse(workerIds) as number[]),
    awardCharge: { account: awardAccount, item: awardItem },
  };
}

export function sheetById(db: ReadableDb, id: number): Result<Sheet> {
  const row = db.get<Stored>(`${SHEET} WHERE id = ?`, id);
  return row ? ok(sheetOf(row)) : refuse('sheet_unknown', '没有这张劳务费发放表，请回到列表重新选择。');
}

export function sheetsOf(db: ReadableDb, entityId: number, year?: number): Sheet[] {
  return db
    .all<Stored>(
      `${SHEET} WHERE entity_id = ? AND (? IS NULL OR year = ?) ORDER BY year DESC, seq DESC`,
      entityId,
      year ?? null,
      year ?? null,
    )
    .map(sheetOf);
}

export function approvedSheets(db: ReadableDb, entityId: number): Sheet[] {
  return db.all<Stored>(`${SHEET} WHERE entity_id = ? AND state = 'approved'`, entityId).map(sheetOf);
}

/** The approved sheet that has settled a worker's day; null: none. */
export function coveredBy(sheets: readonly Sheet[], date: string, workerId: number): Sheet | null {
  return (
    sheets.find(
      (one) =>
        one.from <= date && date <= one.to && (one.workerIds === null || one.workerIds.includes(workerId)),
    ) ?? null
  );
}

export type SheetHead = Output<'labour.getSheet'>['sheet'];

export function headOf({ eventId: _, workerIds, ...sheet }: Sheet): SheetHead {
  return { ...sheet, workerIds: workerIds === null ? null : [...workerIds] };
}

export function describeSheet({ no, from, to }: Pick<Sheet, 'no' | 'from' | 'to'>): string {
  return `发放表 ${no}（${from} 至 ${to}）`;
}

export type SheetTotals = z.output<(typeof labour)['labour.draftSheet']['output']>['totals'];

/** A period of one year: the year view and the members' patronage count a sheet in the year it is of. */
export function checkPeriod(from: string, to: string): Result<true> {
  for (const [field, day] of [
    ['from', from],
    ['to', to],
  ] as const) {
    if (!isRealDate(day))
      return refuse('date_unreal', `${day} 这一天不存在，请改正日期。`, { [field]: '没有这一天' });
  }
  if (from > to) return refuse('period_backwards', '开始日期晚于结束日期，请对调。', { to: '早于开始日期' });
  if (yearOf(from) === yearOf(to)) return ok(true);
  const sentence = '一张发放表不能跨年，请在 12-31 分成两张。';
  return refuse('period_over_years', sentence, { to: sentence });
}
