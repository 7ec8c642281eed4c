import { contract, type Input, type Output } from '../../../shared/contract/index.ts';
import type { Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import { type TestWorkspace, testWorkspace } from '../../workspace/testing.ts';
import { businessHandlers } from '../business/index.ts';
import { disposalsHandlers } from '../disposals/index.ts';
import { bookChecks } from '../ledger/index.ts';
import { createMember, sharesHandlers } from '../shares/index.ts';
import { createPerson } from '../village/index.ts';
import { vouchersHandlers } from '../vouchers/index.ts';
import { assetsHandlers } from './index.ts';

const handlers = {
  ...assetsHandlers,
  ...disposalsHandlers,
  ...businessHandlers,
  ...sharesHandlers,
  ...vouchersHandlers,
};
type Method = keyof typeof handlers;
export type Acquired = Input<'assets.acquire'>;

/** For tests: books in which assets come in, as the office would call them. */
export interface TestAssets extends TestWorkspace {
  attempt<M extends Method>(method: M, input: Input<M>, today?: string): Result<Output<M>>;
  call<M extends Method>(method: M, input: Input<M>, today?: string): Output<M>;
  /** Why it is refused: the sentence. */
  refusal<M extends Method>(method: M, input: Input<M>): string;
  readonly member: (name: string) => number;
  /** A voucher's lines: 借 151[HG-01 烘干机] 48000.00. */
  readonly lines: (voucherId: number) => string[];
  /** Equations that do not hold. */
  readonly wrong: () => string[];
}

export function testAssets(firstPeriod = '2018-01'): TestAssets {
  const workspace = testWorkspace(firstPeriod);
  const attempt: TestAssets['attempt'] = (method, input, today) => {
    const handler = handlers[method] as unknown as (ctx: Writing, input: unknown) => Result<never>;
    const result = workspace.run(
      (ctx) => handler(ctx, contract[method].input.parse(input)),
      today === undefined ? undefined : { today },
    );
    if (result.ok) contract[method].output.parse(result.value);
    return result;
  };
  const call: TestAssets['call'] = (method, input, today) => {
    const result = attempt(method, input, today);
    if (!result.ok) throw new Error(`${method}: ${result.error.message}`);
    return result.value;
  };
  return {
    ...workspace,
    attempt,
    call,
    refusal: (method, input) => {
      const result = attempt(method, input);
      if (result.ok) throw new Error(`${method} was not refused`);
      return result.error.message;
    },
    member: (name) => {
      const made = workspace.run((ctx) => {
        const facts = { name, relation: '', idNumber: null, phone: '', card: null };
        const person = createPerson(ctx, facts, { householdId: null, listedGroupNo: 1 });
        if (!person.ok) return person;
        return createMember(ctx, { kind: 'person', personId: person.value.id, joinedOn: '2017-03-01' });
      });
      if (!made.ok) throw new Error(made.error.message);
      return made.value.id;
    },
    lines: (voucherId) =>
      workspace.connection
        .all<{ code: string; name: string | null; debit: number; credit: number }>(
          `SELECT a.code, i.name, e.debit_fen AS debit, e.credit_fen AS credit FROM entry e JOIN account a ON a.id = e.account_id
             LEFT JOIN analysis_item i ON i.id = e.item_id WHERE e.voucher_id = ? ORDER BY e.no`,
          voucherId,
        )
        .map(({ code, name, debit, credit }) => {
          const fen = debit === 0 ? credit : debit;
          return `${debit === 0 ? '贷' : '借'} ${code}${name === null ? '' : `[${name}]`} ${(fen / 100).toFixed(2)}`;
        }),
    wrong: () =>
      bookChecks(workspace.connection, 1)
        .filter((one) => !one.ok && one.level === 'block')
        .map((one) => `${one.id}: ${one.rows.map((row) => row.text).join('；')}`),
  };
}

/** Four dryers of 12,000 (DOMAIN §6), bought and paid from the bank; changed as a test wants it. */
export function dryers(more: Partial<Acquired> = {}, facts: Partial<Acquired['facts']> = {}): Acquired {
  return {
    date: '2018-07-10',
    standing: 'booked',
    account: '151',
    facts: {
      ...{
        no: 'HG-01',
        name: '香菇烘干机',
        category: '机器设备',
        spec: '',
        unit: '台',
        supplier: '机械公司',
      },
      ...{ documentNo: '', use: 'production', place: '烘干房', department: '', custodian: '陈大明' },
      ...{ ownerKind: 'cooperative', owner: '', controlContract: '', note: '' },
      ...facts,
    },
    costFen: 4_800_000,
    funding: [{ source: 'own', note: '', amountFen: 4_800_000 }],
    terms: { method: 'straight-line', lifeMonths: 120, residual: '5' },
    isRelief: false,
    relief: null,
    pieces: { count: 4 },
    attachments: 1,
    how: { kind: 'bought', party: '机械公司', paid: { kind: 'bank' } },
    ...more,
  };
}
