import { call, useCall } from '../../api.ts';
import type { BankDesk } from '../dividends/bankDesk.ts';
import type { Sheet } from './words.ts';

/** Paying a sheet through the bank. */
export function useBankDesk({ sheet, totals, bankFiles }: Sheet): BankDesk {
  const templates = useCall('labour.bankTemplates', {});
  return {
    batches: bankFiles,
    isOpen: sheet.state === 'approved' && totals.unpaidFen > 0,
    unit: '人',
    templates: templates.value ?? [],
    make: async (template, date) => {
      const made = await call('labour.bankFile', { sheetId: sheet.id, template, date });
      const skipped = made.skipped.map((one) => ({ ...one, key: String(one.workerId), no: '' }));
      return { ...made, skipped };
    },
    read: async (file) => {
      const read = await call('labour.bankReturn', { sheetId: sheet.id, ...file });
      const failed = read.failed.map((one, index) => ({ ...one, key: `${index} ${one.name}`, no: '' }));
      return { ...read, failed };
    },
    cancel: (batchId, reason) => call('labour.cancelBankFile', { batchId, reason }),
  };
}
