export { cancelBatch, keepBatch, keptBatches, releaseLine, type TransferBook } from './batches.ts';
export { ReturnDesk, type TransferPayment } from './desk.ts';
export { answered, fileTransfers } from './filing.ts';
export { makeFile, type Payee, templateOf } from './making.ts';
export { prepareReturn } from './reading.ts';
export type { ReturnFile } from './returnFile.ts';
