import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { fiscalYearBounds } from '../../../shared/rules/calendar.ts';
import { type SplitPart, splitFee } from '../../../shared/rules/fundRules.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { distributed } from '../../../shared/rules/posting/fund.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { type Act, record } from './acts.ts';
import { type Fund, fundWith } from './settings.ts';

/** 占用费 received in a span, what being late added with it; what was undone in red. */
export function feeIn(db: ReadableDb, entityId: number, from: string, to: string): number {
  return db.get<{ fen: number }>(
    'SELECT COALESCE(SUM(fee_fen + penalty_fen), 0) AS fen FROM fund_loan_move WHERE entity_id = ? AND date BETWEEN ? AND ?',
    entityId,
    from,
    to,
  )!.fen;
}

/** Costs of a span as the books have them (closings left out), and before the books begin as they were registered. */
export function costIn(db: ReadableDb, fund: Fund, from: string, to: string): number {
  return db.get<{ fen: number }>(
    `WITH ask(entity_id, first, last, starts) AS (VALUES (?, ?, ?, ? || '-01')),
     roots AS (
       SELECT a.code FROM ask JOIN account a ON a.entity_id = ask.entity_id AND a.role IN ('activityCost', 'managementCost', 'otherCost'))
     SELECT
       (SELECT COALESCE(SUM(e.debit_fen - e.credit_fen), 0)
        FROM ask JOIN roots JOIN account a ON a.entity_id = ask.entity_id AND a.code >= roots.code AND a.code < roots.code || 'a'
          JOIN entry e ON e.account_id = a.id AND e.state > 0 JOIN voucher v ON v.id = e.voucher_id
        WHERE v.kind IN ('entry', 'event') AND v.date >= ask.first AND v.date <= ask.last)
       + (SELECT COALESCE(SUM(b.amount_fen), 0) FROM ask JOIN business_event b ON b.entity_id = ask.entity_id
          WHERE b.kind = 'fundSpent' AND b.date >= ask.first AND b.date <= ask.last AND b.date < ask.starts) AS fen`,
    fund.id,
    from,
    to,
    fund.firstPeriod,
  )!.fen;
}

interface Standing {
  readonly eventId: number;
  readonly date: string;
  readonly feeFen: number;
  readonly costFen: number;
  readonly parts: string;
  readonly resolution: string;
}

function standingOf(db: ReadableDb, fund: Fund, year: number): Standing | null {
  return (
    db.get<Standing>(
      `SELECT event_id AS eventId, date, fee_fen AS feeFen, cost_fen AS costFen, parts, resolution FROM fund_distribution
       WHERE entity_id = ? AND year = ? AND undone_by IS NULL`,
      fund.id,
      year,
    ) ?? null
  );
}

interface Computed {
  readonly feeFen: number;
  readonly costFen: number;
  readonly parts: readonly SplitPart[];
}

function computed(db: ReadableDb, fund: Fund, year: number): Computed {
  const { firstDay, lastDay } = fiscalYearBounds(year);
  const feeFen = feeIn(db, fund.id, firstDay, lastDay);
  return {
    feeFen,
    costFen: costIn(db, fund, firstDay, lastDay),
    parts: splitFee(Math.max(feeFen, 0), fund.settings.split),
  };
}

/** The year's fee by the table: as it was distributed, or as it would be. */
export function getDistribution(
  { db }: Reading,
  input: Parsed<'fund.distribution'>,
): Result<Output<'fund.distribution'>> {
  const found = fundWith(db, input.entityId);
  if (!found.ok) return found;
  const fund = found.value;
  const { year } = input;
  const now = computed(db, fund, year);
  const standing = standingOf(db, fund, year);
  if (standing === null) {
    return ok({
      year,
      feeFen: now.feeFen,
      costFen: now.costFen,
      parts: [...now.parts],
      eventId: null,
      date: null,
      resolution: '',
      warnings: warningsOf(fund, year, now),
    });
  }
  const { eventId, date, feeFen, costFen, resolution } = standing;
  const changed = feeFen !== now.feeFen || costFen !== now.costFen;
  return ok({
    year,
    feeFen,
    costFen,
    parts: JSON.parse(standing.parts) as SplitPart[],
    eventId,
    date,
    resolution,
    warnings: changed
      ? [
          `分配以后 ${year} 年的占用费是 ${formatYuan(now.feeFen)} 元、费用 ${formatYuan(now.costFen)} 元，和分配时的 ${formatYuan(feeFen)} 元、${formatYuan(costFen)} 元不同。要按新数分的，请先冲销分配。`,
        ]
      : [],
  });
}

function warningsOf(fund: Fund, year: number, { costFen, parts }: Computed): string[] {
  const warnings: string[] = [];
  const runningFen = parts
    .filter((part) => part.target === 'running')
    .reduce((sum, part) => sum + part.fen, 0);
  if (costFen > runningFen) {
    warnings.push(
      `${year} 年费用 ${formatYuan(costFen)} 元，超过运行费 ${formatYuan(runningFen)} 元。超出的 ${formatYuan(costFen - runningFen)} 元冲减以前的运行费结余，不够的要另外筹。`,
    );
  }
  if (fund.firstPeriod > `${year}-01`) {
    warnings.push(`账本从 ${fund.firstPeriod} 开始，以前收的占用费要已经在期初的未分配结余里。`);
  }
  return warnings;
}

export function planDistribution(ctx: Reading, input: Parsed<'fund.distribute'>): Result<Act> {
  const { db } = ctx;
  const found = fundWith(db, input.entityId);
  if (!found.ok) return found;
  const fund = found.value;
  const { year, date, resolution, note } = input;
  const standing = standingOf(db, fund, year);
  if (standing) {
    return refuse(
      'distributed_before',
      `${year} 年的占用费已经在 ${standing.date} 分配过了。要重分的，请先冲销。`,
    );
  }
  const { lastDay } = fiscalYearBounds(year);
  if (date < lastDay) {
    const sentence = `${year} 年的占用费在年末分配，日期填 ${lastDay} 或以后。`;
    return refuse('year_not_over', sentence, { date: sentence });
  }
  const now = computed(db, fund, year);
  if (now.feeFen <= 0) return refuse('nothing_to_distribute', `${year} 年没有收到占用费，没有可分配的。`);
  const { feeFen, costFen, parts } = now;
  const posting = distributed(year, parts, costFen);
  return ok({
    fund,
    kind: 'fundDistributed',
    date,
    facts: input,
    // Where all of it is running cost and spent, nothing moves.
    amountFen: posting.lines.length === 0 ? 0 : feeFen,
    documentNo: '',
    attachments: 0,
    party: `${year} 年占用费`,
    note: note === '' ? resolution : `${resolution}；${note}`,
    posting,
    warnings: warningsOf(fund, year, now),
    write: (writing, eventId) => {
      writing.db.run(
        `INSERT INTO fund_distribution (entity_id, year, date, fee_fen, cost_fen, parts, resolution, event_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        fund.id,
        year,
        date,
        feeFen,
        costFen,
        JSON.stringify(parts),
        resolution,
        eventId,
      );
    },
  });
}

export const distribute = (
  ctx: Writing,
  input: Parsed<'fund.distribute'>,
): Result<Output<'fund.distribute'>> => record(ctx, planDistribution(ctx, input));
