import { call, useCall } from '../../api.ts';
import type { BankDesk } from './bankDesk.ts';
import type { Run } from './run.ts';

/** Paying a run through the bank. */
export function useBankDesk({ run, batches }: Run): BankDesk {
  const templates = useCall('dividends.bankTemplates', {});
  return {
    batches,
    isOpen: run.state === 'approved' || run.state === 'paying',
    unit: '户',
    templates: templates.value ?? [],
    make: async (template, date) => {
      const made = await call('dividends.bankBatch', { runId: run.id, template, date });
      return {
        ...made,
        skipped: made.skipped.map(({ memberNo, name, reason }) => ({
          key: memberNo,
          no: memberNo,
          name,
          reason,
        })),
      };
    },
    read: async (file) => {
      const read = await call('dividends.bankReturn', { runId: run.id, ...file });
      const failed = read.failed.map((one) => ({ ...one, key: one.memberNo, no: one.memberNo }));
      return { ...read, failed };
    },
    cancel: (batchId, reason) => call('dividends.cancelBatch', { batchId, reason }),
  };
}
