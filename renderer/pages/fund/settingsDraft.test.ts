import { describe, expect, it } from 'vitest';
import { type Settings, settingsDraft, settingsOf, splitSum } from './settingsDraft.ts';

const SETTINGS: Settings = {
  loanCapFen: 10_000_00,
  firstLoanCapFen: null,
  maxMonths: 12,
  extensionMonths: 6,
  lentPercent: '90',
  oneLoanAHousehold: true,
  stopGroupOverdue: true,
  groupMin: 5,
  groupMax: 7,
  baseFen: 500_00,
  poorExempt: true,
  noticeDays: 7,
  remindDays: 30,
  rate: { per: 'mille-month', rate: '5' },
  feeTime: 'month-day',
  overdueMille: '0',
  order: 'fee-first',
  split: [
    { name: '运行费', percent: '40', target: 'running' },
    { name: '公积金', percent: '60', target: 'reserve' },
  ],
  exitMonths: 2,
  exitWithShare: false,
  reportDays: 5,
  usualMoney: 'cash',
  restDays: ['2018-10-01'],
  workDays: [],
  chairperson: '侯建平',
  supervisorPhone: '',
};

describe('the association’s settings as typed', () => {
  it('go back as they came', () => {
    expect(settingsOf(settingsDraft(SETTINGS))).toEqual(SETTINGS);
  });

  it('a number that is none is sent as none, to be refused at its field', () => {
    const typed = { ...settingsDraft(SETTINGS), noticeDays: '七', maxMonths: '' };
    expect(settingsOf(typed).noticeDays).toBeNaN();
    expect(settingsOf(typed).maxMonths).toBeNaN();
  });

  it('days stand between any marks, once each, in order', () => {
    const typed = { ...settingsDraft(SETTINGS), restText: '2018-10-02，2018-10-01\n2018-10-02' };
    expect(settingsOf(typed).restDays).toEqual(['2018-10-01', '2018-10-02']);
  });

  it('the blank line of the table is not sent; its sum is exact', () => {
    const draft = settingsDraft(SETTINGS);
    const typed = { ...draft, split: [...draft.split, { name: '', percent: '', target: 'risk' as const }] };
    expect(settingsOf(typed).split).toHaveLength(2);
    expect(splitSum(typed.split)).toBe('100');
    expect(
      splitSum([
        { name: 'a', percent: '33.3', target: 'risk' },
        { name: 'b', percent: '66.6', target: 'risk' },
      ]),
    ).toBe('99.9');
  });
});
