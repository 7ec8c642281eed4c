import type { z } from 'zod';
import type { settings } from '../../shared/contract/entities.ts';

/** What a new cooperative starts with; each can be changed to what its charter says (章程与设置). */
export const defaultSettings: z.output<typeof settings> = {
  parValueFen: 100_000,
  noticeMonthsPerson: 3,
  noticeMonthsOrganisation: 6,
  reservePercent: '10',
  reserveBase: 'after-loss-offset',
  patronagePercent: '60',
  capitalBasis: 'year-end',
  withholding: 'none',
  reserveQuantifiedBy: 'capital',
  labourPatronage: 'none',
  labourDayValueFen: 100_00,
  publicityDays: 7,
  supervisorPhone: '',
  officePhone: '',
  officePlace: '',
  legalRepresentative: '',
  charterArticle: '',
  voucherWords: '记',
  eventVoucherState: 'reviewed',
  shareMoney: 'bank',
  chiefAccountant: '',
  bankMatchDays: 7,
  bankTemplates: [
    { code: 'xinhe', name: '信合', format: 'csv', encoding: 'GB18030', withIdNumber: false },
    { code: 'abc', name: '农业银行', format: 'csv', encoding: 'GBK', withIdNumber: true },
    { code: 'psbc', name: '邮储银行', format: 'xlsx', encoding: 'UTF-8', withIdNumber: false },
  ],
};
