import { call, useCall } from '../../api.ts';
import type { BankDesk } from '../dividends/bankDesk.ts';
import type { Claim } from './claimWords.ts';

/** Passing the subsidy on to the households' cards through the bank. */
export function useClaimBank({ batch, bankFiles }: Claim): BankDesk {
  const templates = useCall('claims.bankTemplates', {});
  return {
    batches: bankFiles,
    isOpen: batch.state === 'received' && batch.payee === 'household' && batch.totals.unpaidFen > 0,
    unit: '户',
    templates: templates.value ?? [],
    make: async (template, date) => {
      const made = await call('claims.bankFile', { id: batch.id, template, date });
      const skipped = made.skipped.map((one) => ({ ...one, key: String(one.lineId), no: '' }));
      return { ...made, skipped };
    },
    read: async (file) => {
      const read = await call('claims.bankReturn', { id: batch.id, ...file });
      const failed = read.failed.map((one, index) => ({ ...one, key: `${index} ${one.name}`, no: '' }));
      return { ...read, failed };
    },
    cancel: (batchId, reason) => call('claims.cancelBankFile', { batchId, reason }),
  };
}
