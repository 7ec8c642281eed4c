import { call, useCall } from '../../api.ts';
import type { BankDesk } from '../dividends/bankDesk.ts';
import type { Awards } from './words.ts';

/** Paying a programme through the bank. */
export function useBankDesk({ programme, bankFiles }: Awards, isPayable: boolean): BankDesk {
  const { id, unpaidFen } = programme;
  const templates = useCall('awards.bankTemplates', {});
  return {
    batches: bankFiles,
    isOpen: isPayable && unpaidFen > 0,
    unit: '户',
    templates: templates.value ?? [],
    make: async (template, date) => {
      const made = await call('awards.bankFile', { id, template, date });
      const skipped = made.skipped.map((one) => ({ ...one, key: String(one.householdId), no: '' }));
      return { ...made, skipped };
    },
    read: async (file) => {
      const read = await call('awards.bankReturn', { id, ...file });
      const failed = read.failed.map((one, index) => ({ ...one, key: `${index} ${one.name}`, no: '' }));
      return { ...read, failed };
    },
    cancel: (batchId, reason) => call('awards.cancelBankFile', { batchId, reason }),
  };
}
