import type { TransferBook } from '../../transfers/index.ts';

/** The bank files of dividend runs. */
export const RUN_TRANSFERS: TransferBook = {
  batch: 'bank_batch',
  line: 'bank_batch_line',
  owner: 'run_id',
  who: 'member_id',
  whoName: '社员',
  ownerName: '方案',
};
