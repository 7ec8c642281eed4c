import { leaseScheduleDocument, type RentLine, rentRosterDocument } from '../../../shared/print/leases.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import { cooperativeOf } from '../entities/index.ts';
import { getLease, leaseOf, rentLinesDue, rentLinesOf } from '../leases/index.ts';
import { headerOf, printedBefore, subjectOfBook } from './counting.ts';
import type { Paper } from './paper.ts';

/** 土地流转租金发放表: of a payment that was made, or of what is due by a day and to be paid. */
export function rentRosterPaper(
  reading: Reading,
  request: {
    readonly entityId?: number | undefined;
    readonly eventId?: number | undefined;
    readonly dueBy?: string | undefined;
  },
): Result<Paper> {
  const cooperative = cooperativeOf(reading.db, request.entityId);
  if (!cooperative.ok) return cooperative;
  const { id } = cooperative.value;
  const dueBy = request.dueBy ?? reading.today;
  const paid = request.eventId === undefined ? null : rentLinesOf(reading.db, id, request.eventId);
  const lines: readonly RentLine[] = paid?.lines ?? rentLinesDue(reading.db, id, dueBy);
  if (lines.length === 0) {
    return refuse(
      'print.no-rent',
      request.eventId === undefined
        ? `到 ${dueBy} 没有要付的土地租金。可把“到期”的天数放长，或在付款后从“付款与摊销”里打印。`
        : '这一笔不是土地租金的付款，请在“付款与摊销”里选一笔。',
    );
  }
  const printed = {
    document: 'rent-roster',
    subject: request.eventId === undefined ? subjectOfBook(id, ['rent', dueBy]) : `event ${request.eventId}`,
  };
  const before = printedBefore(reading.db, printed);
  const document = rentRosterDocument({
    header: headerOf(reading, cooperative.value, before),
    date: paid?.date ?? reading.today,
    isPaid: paid !== null,
    lines,
  });
  return ok({ document, printed: [printed], before });
}

/** 土地租金付款计划 of one contract. */
export function leaseSchedulePaper(reading: Reading, leaseId: number): Result<Paper> {
  const found = leaseOf(reading.db, leaseId);
  if (!found.ok) return found;
  const lease = getLease(reading, { id: leaseId });
  if (!lease.ok) return lease;
  const cooperative = cooperativeOf(reading.db, found.value.entityId);
  if (!cooperative.ok) return cooperative;
  const printed = { document: 'lease-schedule', subject: `lease ${leaseId}` };
  const document = leaseScheduleDocument(headerOf(reading, cooperative.value, 0), lease.value);
  return ok({ document, printed: [printed], before: printedBefore(reading.db, printed), unmarked: true });
}
