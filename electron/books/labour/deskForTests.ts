import type { Input } from '../../../shared/contract/index.ts';
import { type Calls, callsOn, type TestWorkspace, testWorkspace } from '../../workspace/testing.ts';
import { accountsHandlers } from '../accounts/index.ts';
import { businessHandlers } from '../business/index.ts';
import { dividendsHandlers } from '../dividends/index.ts';
import { entitiesHandlers } from '../entities/index.ts';
import { bookChecks } from '../ledger/index.ts';
import { periodsHandlers } from '../periods/index.ts';
import { productionHandlers } from '../production/index.ts';
import { createMember, sharesHandlers } from '../shares/index.ts';
import { createHousehold } from '../village/index.ts';
import { vouchersHandlers } from '../vouchers/index.ts';
import { labourHandlers } from './index.ts';

const handlers = {
  ...accountsHandlers,
  ...businessHandlers,
  ...dividendsHandlers,
  ...entitiesHandlers,
  ...labourHandlers,
  ...periodsHandlers,
  ...productionHandlers,
  ...sharesHandlers,
  ...vouchersHandlers,
};
type Method = keyof typeof handlers;

/** For tests: a cooperative with workers and kinds of work, called the way the office calls. */
export interface LabourDesk extends Calls<Method> {
  readonly workspace: TestWorkspace;
  /** The sentence of a refusal; '' when it was none. */
  readonly refusal: <M extends Method>(method: M, input: Input<M>) => string;
  /** A household with one person, who works; `no`: and is a member. */
  readonly worker: (name: string, more?: { groupNo?: number; no?: string; card?: string }) => number;
  /** 借 141[菌袋] 448.00 */
  readonly entries: (voucherId: number) => string[];
  /** Equations that do not hold. */
  readonly failing: () => string[];
  readonly close: () => void;
}

export function labourDesk(firstPeriod = '2018-01'): LabourDesk {
  const workspace = testWorkspace(firstPeriod);
  let households = 0;
  const { attempt, call } = callsOn(workspace, handlers);
  return {
    workspace,
    attempt,
    call,
    refusal: (method, input) => {
      const result = attempt(method, input);
      return result.ok ? '' : result.error.message;
    },
    worker: (name, { groupNo = 1, no, card } = {}) => {
      households += 1;
      const made = workspace.run((ctx) => {
        const home = createHousehold(
          ctx,
          { code: `H${String(households).padStart(3, '0')}`, groupNo, category: '一般', phone: '', note: '' },
          { name, relation: '户主', idNumber: null, phone: '', card: card ?? null },
        );
        if (!home.ok || no === undefined) return home;
        const member = createMember(ctx, {
          no,
          kind: 'person',
          personId: home.value.headId,
          joinedOn: '2017-03-01',
        });
        return member.ok ? home : member;
      });
      if (!made.ok) throw new Error(made.error.message);
      return call('labour.addWorker', { who: { kind: 'registered', personId: made.value.headId } }).id;
    },
    entries: (voucherId) =>
      call('vouchers.get', { id: voucherId }).lines.map((line) => {
        const of = [line.memberNo, line.itemName, line.item2Name].filter(Boolean).join('/');
        const fen = line.debitFen === 0 ? line.creditFen : line.debitFen;
        return `${line.debitFen === 0 ? '贷' : '借'} ${line.accountCode}${of ? `[${of}]` : ''} ${(fen / 100).toFixed(2)}`;
      }),
    failing: () =>
      bookChecks(workspace.connection, 1)
        .filter((one) => !one.ok && one.level === 'block')
        .map((one) => `${one.id} ${one.rows.map((row) => row.text).join('；')}`),
    close: () => workspace.close(),
  };
}
