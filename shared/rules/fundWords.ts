/** Words of the mutual-aid association that screen and paper share. */
export const LOAN_STATES = {
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
} as const;

export const PAID_BY = { cash: '现金', bank: '银行' } as const;

export const LOAN_METHODS = { lump: '整借整还', instalments: '整借零还' } as const;
