import type { storage } from '../../../shared/contract/storage.ts';
import type { Handlers, MethodsOf } from '../../workspace/handlers.ts';
import { listFees, previewFees, settleFees } from './fees.ts';
import { getLot, listLots, listMoves, listStorageEvents, occupancy } from './lists.ts';
import { lose, previewLoss, previewSettled, settleLoss } from './losses.ts';
import { takeIn, takeOut, transferLot } from './moving.ts';
import { listReadings, recordReadings, strikeReading } from './readings.ts';
import { listRoomAssets, listRooms, saveRoom } from './rooms.ts';
import { reverseEvent, reverseMove } from './undoing.ts';

export { moveById } from './lists.ts';

/** What papers are made of. */
export const storageOf = { lots: listLots, readings: listReadings, rooms: listRooms };

/** The cold store (冷库) as a place of work: rooms, lots, slips, losses, fees, temperatures. */
export const storageHandlers: Handlers<MethodsOf<typeof storage>> = {
  'storage.rooms': listRooms,
  'storage.saveRoom': saveRoom,
  'storage.assets': listRoomAssets,
  'storage.lots': listLots,
  'storage.lot': getLot,
  'storage.moves': listMoves,
  'storage.takeIn': takeIn,
  'storage.takeOut': takeOut,
  'storage.transfer': transferLot,
  'storage.lose': lose,
  'storage.previewLoss': previewLoss,
  'storage.settleLoss': settleLoss,
  'storage.previewSettleLoss': previewSettled,
  'storage.reverseMove': reverseMove,
  'storage.fees': listFees,
  'storage.settleFees': settleFees,
  'storage.previewFees': previewFees,
  'storage.events': listStorageEvents,
  'storage.reverse': reverseEvent,
  'storage.occupancy': occupancy,
  'storage.readings': listReadings,
  'storage.recordReadings': recordReadings,
  'storage.strikeReading': strikeReading,
};
