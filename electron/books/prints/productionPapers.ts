import { batchReportDocument } from '../../../shared/print/batchReport.ts';
import { COST_RULES } from '../../../shared/rules/production.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import { cooperativeOf } from '../entities/index.ts';
import { getBatch, reportProduction } from '../production/index.ts';
import { headerOf, printedBefore, subjectOfBook } from './counting.ts';
import type { Paper } from './paper.ts';

interface Asked {
  readonly entityId?: number | undefined;
  readonly asOf?: string | undefined;
  readonly batchId?: number | undefined;
}

/** 批次成本表: of all batches as of a day, or of one with its flushes and greenhouses. */
export function batchReportPaper(reading: Reading, request: Asked): Result<Paper> {
  const cooperative = cooperativeOf(reading.db, request.entityId);
  if (!cooperative.ok) return cooperative;
  const asOf = request.asOf ?? reading.today;
  const report = reportProduction(reading, { ...request, asOf });
  if (!report.ok) return report;
  if (report.value.batches.length === 0) {
    return refuse('print.no-batches', `到 ${asOf} 还没有菌袋批次，没有成本表可印。`);
  }
  const card = request.batchId === undefined ? null : getBatch(reading, { id: request.batchId });
  if (card !== null && !card.ok) return card;
  const printed = {
    document: 'batch-report',
    subject: subjectOfBook(cooperative.value.id, [asOf, request.batchId]),
  };
  const before = printedBefore(reading.db, printed);
  return ok({
    document: batchReportDocument({
      header: headerOf(reading, cooperative.value, before),
      report: report.value,
      one: card && {
        title: `${card.value.batch.no} ${card.value.batch.name}`,
        rule: COST_RULES[card.value.facts.costRule],
        harvests: card.value.harvests.filter((row) => row.date <= asOf),
      },
    }),
    printed: [printed],
    before,
    unmarked: true,
  });
}
