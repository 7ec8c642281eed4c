import type { Input } from '../../../shared/contract/index.ts';
import type { DemoCall } from './build.ts';

/** What each of the twelve households leases out, in mu: 30 together, at 600.00 a mu and year 18,000.00. */
const AREAS = ['3.2', '2.8', '2.5', '2.4', '2.6', '2.2', '2.3', '2.7', '2.1', '2.4', '2.5', '2.3'];
const PLOTS = ['河边地', '水井坪', '庙坝', '长条田', '大湾', '桥头地'];
const RENT_FEN = 600_00;

/** The village's contracts of 2018 over ten years, and the first year's rent paid by the bank. */
export function leaseDemoLand(call: DemoCall): void {
  // Members and others, of several groups: every 30th household.
  const lessors = call('households.list', {}).flatMap(({ headId }) => (headId === null ? [] : [headId]));
  const leases = AREAS.map((area, index) => {
    const terms: Input<'leases.save'>['terms'] = {
      no: `TD-2018-${String(index + 1).padStart(2, '0')}`,
      lessor: { kind: 'person', personId: lessors[index * 30]! },
      plot: `${PLOTS[index % PLOTS.length]!}${index < PLOTS.length ? '' : '下块'}`,
      area,
      rentFen: RENT_FEN,
      from: '2018-03-01',
      to: '2028-02-29',
      timing: 'advance',
      dueDay: '03-15',
      yearsAtOnce: 1,
      amortise: 'month',
      note: '',
    };
    return call('leases.save', { terms }).id;
  });
  call('leases.pay', {
    date: '2018-03-15',
    leases: leases.map((leaseId) => ({ leaseId, years: 1 })),
    paid: { kind: 'bank' },
    documentNo: '租金发放表 2018',
    attachments: 1,
    note: '',
  });
}
