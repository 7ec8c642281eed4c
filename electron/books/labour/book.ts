import type { TransferBook } from '../transfers/index.ts';

/** The bank files of pay sheets. */
export const PAY_TRANSFERS: TransferBook = {
  batch: 'pay_batch',
  line: 'pay_batch_line',
  owner: 'sheet_id',
  who: 'worker_id',
  whoName: '务工人员',
  ownerName: '发放表',
};
