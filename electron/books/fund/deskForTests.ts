import type { Input } from '../../../shared/contract/index.ts';
import type { FundSettings } from '../../../shared/contract/fundSettings.ts';
import { invariant } from '../../../shared/rules/result.ts';
import { type Calls, callsOn, type TestWorkspace, testWorkspace } from '../../workspace/testing.ts';
import { accountsHandlers } from '../accounts/index.ts';
import { entitiesHandlers } from '../entities/index.ts';
import { bookChecks } from '../ledger/index.ts';
import { periodsHandlers } from '../periods/index.ts';
import { createHousehold, villageHandlers } from '../village/index.ts';
import { vouchersHandlers } from '../vouchers/index.ts';
import { fundHandlers } from './index.ts';
import { defaultFundSettings } from './settings.ts';

const handlers = {
  ...accountsHandlers,
  ...entitiesHandlers,
  ...fundHandlers,
  ...periodsHandlers,
  ...villageHandlers,
  ...vouchersHandlers,
};
type Method = keyof typeof handlers;

export const BANK = { kind: 'bank' } as const;
export const PAPER = { documentNo: '', attachments: 0, note: '' };

/** For tests: an association with members in groups, called the way the office calls. */
export interface FundDesk extends Calls<Method> {
  readonly workspace: TestWorkspace;
  readonly fundId: number;
  /** The sentence of a refusal; '' when it was none. */
  readonly refusal: <M extends Method>(method: M, input: Input<M>, today?: string) => string;
  /** A household with its head; the head's id. */
  readonly person: (name: string, more?: { code?: string; category?: '一般' | '一般农户' }) => number;
  /** A member with the base contribution. */
  readonly member: (name: string, more?: { date?: string; amountFen?: number }) => number;
  /** A group of so many members, who joined at the start of 2018. */
  readonly group: (no: number, names: readonly string[]) => { groupId: number; memberIds: number[] };
  readonly settings: (change: Partial<FundSettings>) => void;
  /** All steps of a loan at once, paid out on the day. */
  readonly lend: (memberId: number, mates: readonly number[], date: string, more?: Partial<Loan>) => number;
  /** 借 1121[HY001 张一] 10000.00 */
  readonly entries: (voucherId: number) => string[];
  /** Equations that do not hold. */
  readonly failing: () => string[];
  readonly close: () => void;
}

interface Loan {
  readonly amountFen: number;
  readonly months: number;
  readonly method: 'lump' | 'instalments';
}

export function fundDesk(firstPeriod = '2018-01'): FundDesk {
  const workspace = testWorkspace(firstPeriod);
  let households = 0;
  const { attempt, call } = callsOn(workspace, handlers);
  const person: FundDesk['person'] = (name, { code, category = '一般农户' } = {}) => {
    households += 1;
    const made = workspace.run((ctx) =>
      createHousehold(
        ctx,
        {
          code: code ?? `H${String(households).padStart(3, '0')}`,
          groupNo: 1,
          category,
          phone: '',
          note: '',
        },
        { name, relation: '户主', idNumber: null, phone: '', card: null },
      ),
    );
    if (!made.ok) throw new Error(made.error.message);
    return made.value.headId;
  };
  const fundId = call('entities.create', { kind: 'fund', name: '张家坝村互助资金协会', firstPeriod }).id;
  const member: FundDesk['member'] = (name, { date = '2018-01-02', amountFen = 500_00 } = {}) =>
    call('fund.join', { personId: person(name), date, isExempt: false, amountFen, paid: BANK, ...PAPER }).id;
  return {
    workspace,
    fundId,
    attempt,
    call,
    refusal: (method, input, today) => {
      const result = attempt(method, input, today);
      return result.ok ? '' : result.error.message;
    },
    person,
    member,
    group: (no, names) => {
      const { id: groupId } = call('fund.saveGroup', {
        no,
        name: `第${no}互助小组`,
        headMemberId: null,
        note: '',
      });
      const memberIds = names.map((name) => member(name));
      for (const memberId of memberIds) call('fund.enterGroup', { groupId, memberId, date: '2018-01-03' });
      return { groupId, memberIds };
    },
    settings: (change) => {
      call('fund.saveSettings', { settings: { ...defaultFundSettings, ...change } });
    },
    lend: (memberId, mates, date, more = {}) => {
      const { amountFen, months, method } = {
        amountFen: 10_000_00,
        months: 12,
        method: 'lump' as const,
        ...more,
      };
      const { noticeDays } = call('fund.get', {})!.settings;
      invariant(noticeDays === 0, 'a test that lends at once gives no notice');
      const { id: loanId } = call('fund.apply', {
        memberId,
        date,
        amountFen,
        months,
        method,
        purpose: '香菇',
        note: '',
      });
      call('fund.guarantee', { loanId, date, memberIds: mates.filter((id) => id !== memberId), note: '' });
      call('fund.approve', { loanId, date, amountFen, months, approvedBy: '理事会', note: '' });
      call('fund.contract', { loanId, date, contractNo: '', note: '' });
      call('fund.payOut', { loanId, date, paid: BANK, ...PAPER });
      return loanId;
    },
    entries: (voucherId) =>
      call('vouchers.get', { id: voucherId }).lines.map((line) => {
        const of = [line.memberNo, line.itemName, line.item2Name].filter(Boolean).join('/');
        const fen = line.debitFen === 0 ? line.creditFen : line.debitFen;
        return `${line.debitFen === 0 ? '贷' : '借'} ${line.accountCode}${of ? `[${of}]` : ''} ${(fen / 100).toFixed(2)}`;
      }),
    failing: () =>
      [1, fundId].flatMap((id) =>
        bookChecks(workspace.connection, id)
          .filter((one) => !one.ok && one.level === 'block')
          .map((one) => `${one.id} ${one.rows.map((row) => row.text).join('；')}`),
      ),
    close: () => workspace.close(),
  };
}
