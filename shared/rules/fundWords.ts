import type { fundLoanState } from '../contract/fundLoans.ts';
import type { loanMethod } from '../contract/fundSettings.ts';
import type { z } from 'zod';

/** Words of the mutual-aid association that screen and paper share. */
export const LOAN_STATES: Readonly<Record<z.output<typeof fundLoanState>, string>> = {
  applied: '已申请',
  guaranteed: '已联保',
  approved: '已审批',
  noticed: '公示中',
  contracted: '待发放',
  running: '正常',
  overdue: '逾期',
  settled: '已还清',
  'written-off': '已核销',
  ended: '已终止',
};

export const LOAN_METHODS: Readonly<Record<z.output<typeof loanMethod>, string>> = {
  lump: '整借整还',
  instalments: '整借零还',
};
