import { temperatureRangeWords } from '../../../shared/rules/storage.ts';
import { logDocument, slipDocument, stockDocument } from '../../../shared/print/storage.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import { cooperativeOf } from '../entities/index.ts';
import { moveById, storageOf } from '../storage/index.ts';
import { headerOf, printedBefore, subjectOfBook } from './counting.ts';
import type { Paper } from './paper.ts';

/** 入库单, 出库单 … : one slip. */
export function slipPaper(reading: Reading, moveId: number): Result<Paper> {
  const move = moveById(reading.db, moveId);
  if (move === null) return refuse('print.slip-unknown', '没有这张库单，请回到列表重新选择。');
  const cooperative = cooperativeOf(reading.db, move.entityId);
  if (!cooperative.ok) return cooperative;
  const printed = { document: 'storage-slip', subject: `slip ${moveId}` };
  const before = printedBefore(reading.db, printed);
  const document = slipDocument(headerOf(reading, cooperative.value, before), move.row);
  return ok({ document, printed: [printed], before });
}

/** 冷库存货清单 at the end of a day. */
export function storeStockPaper(
  reading: Reading,
  request: { readonly entityId?: number | undefined; readonly asOf: string },
): Result<Paper> {
  const cooperative = cooperativeOf(reading.db, request.entityId);
  if (!cooperative.ok) return cooperative;
  const lots = storageOf.lots(reading, { entityId: cooperative.value.id, asOf: request.asOf });
  if (!lots.ok) return lots;
  const printed = {
    document: 'storage-stock',
    subject: subjectOfBook(cooperative.value.id, ['store', request.asOf]),
  };
  const document = stockDocument(headerOf(reading, cooperative.value, 0), request.asOf, lots.value);
  return ok({ document, printed: [printed], before: printedBefore(reading.db, printed), unmarked: true });
}

/** 冷库温度巡检记录 of a month, of one room or all. */
export function storeLogPaper(
  reading: Reading,
  request: {
    readonly entityId?: number | undefined;
    readonly period: string;
    readonly roomId?: number | undefined;
  },
): Result<Paper> {
  const cooperative = cooperativeOf(reading.db, request.entityId);
  if (!cooperative.ok) return cooperative;
  const entityId = cooperative.value.id;
  const readings = storageOf.readings(reading, { ...request, entityId });
  if (!readings.ok) return readings;
  const rooms = storageOf.rooms(reading, { entityId });
  if (!rooms.ok) return rooms;
  const shown = rooms.value.filter((room) => request.roomId === undefined || room.id === request.roomId);
  const printed = {
    document: 'storage-log',
    subject: subjectOfBook(entityId, ['log', request.period, request.roomId]),
  };
  return ok({
    document: logDocument({
      header: headerOf(reading, cooperative.value, 0),
      period: request.period,
      roomName: request.roomId === undefined ? '' : (shown[0]?.name ?? ''),
      ranges: shown.map((room) => `${room.name}${temperatureRangeWords(room)}`).join('；'),
      readings: readings.value,
    }),
    printed: [printed],
    before: printedBefore(reading.db, printed),
    unmarked: true,
  });
}
