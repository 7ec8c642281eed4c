import { contract, type Input, type Method, type Output } from '../../../shared/contract/index.ts';
import type { Result } from '../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import type { PreparedHandler } from '../../workspace/handlers.ts';
import { type TestWorkspace, testWorkspace } from '../../workspace/testing.ts';
import { loansHandlers } from '../loans/index.ts';
import { villageHandlers } from '../village/index.ts';
import { claimsHandlers } from './index.ts';

const handlers = { ...claimsHandlers, ...loansHandlers, ...villageHandlers };
type Known = keyof typeof handlers & Method;

export interface LoanFacts {
  readonly noteNo?: string;
  readonly amountFen?: number;
  readonly startsOn?: string;
  readonly dueOn?: string;
  readonly rates?: { from: string; percent: string }[];
  readonly ratios?: { from: string; percent: string }[];
  readonly basis?: 360 | 365;
  readonly payee?: 'household' | 'bank';
  readonly subsidyTo?: string;
  readonly settlement?: 'quarterly' | 'monthly' | 'at-maturity';
  /** All of it. */
  readonly repaidOn?: string;
}

/** For tests: a village with borrowers, called the way the office calls. */
export class ClaimDesk {
  today = '2021-06-01';
  readonly workspace: TestWorkspace = testWorkspace();
  #count = 0;

  close(): void {
    this.workspace.close();
  }

  async attempt<M extends Known>(method: M, input: Input<M>): Promise<Result<Output<M>>> {
    const handler = handlers[method] as unknown as
      PreparedHandler<Method> | ((ctx: Writing, input: unknown) => Result<Output<M>>);
    const parsed = contract[method].input.parse(input);
    let prepared: unknown;
    if (typeof handler !== 'function') {
      const ready = await handler.prepare(parsed);
      if (!ready.ok) return ready;
      prepared = ready.value;
    }
    const result = this.workspace.run(
      (ctx): Result<Output<M>> =>
        typeof handler === 'function'
          ? handler(ctx, parsed)
          : ((handler.run as (ctx: Reading, input: unknown, prepared: unknown) => unknown)(
              ctx,
              parsed,
              prepared,
            ) as Result<Output<M>>),
      { today: this.today },
    );
    if (result.ok) contract[method].output.parse(result.value);
    return result;
  }

  async call<M extends Known>(method: M, input: Input<M>): Promise<Output<M>> {
    const result = await this.attempt(method, input);
    if (!result.ok) throw new Error(`${method}: ${result.error.message}`);
    return result.value;
  }

  /** The sentence of a refusal; '' when it was none. */
  async refusal<M extends Known>(method: M, input: Input<M>): Promise<string> {
    const result = await this.attempt(method, input);
    return result.ok ? '' : result.error.message;
  }

  /** A household with one person, and their loan: 50,000 from 2018-04-12 for three years, 4.75 %, all subsidised, unless said otherwise. */
  async loan(name: string, facts: LoanFacts = {}): Promise<number> {
    const personId = await this.person(name);
    const startsOn = facts.startsOn ?? '2018-04-12';
    const amountFen = facts.amountFen ?? 50_000_00;
    const usual = await this.call('loans.settings', {});
    const { mode, settlementDay, rateKind, resetOn, penaltyPercent, misusePercent, compounds } = usual;
    const { interestWithPrincipal, repaidFirst, subsidisesExtension, bank } = usual;
    const { id } = await this.call('loans.record', {
      terms: {
        ...{ personId, householdKind: '脱贫户', bank, contractNo: `HT-${this.#count}`, purpose: '香菇种植' },
        ...{ amountFen, startsOn, dueOn: facts.dueOn ?? '2021-04-12', note: '' },
        ...{ mode, settlementDay, rateKind, resetOn, penaltyPercent, misusePercent, compounds },
        ...{ interestWithPrincipal, repaidFirst, subsidisesExtension },
        noteNo: facts.noteNo ?? `JJ-${String(this.#count).padStart(3, '0')}`,
        rates: facts.rates ?? [{ from: startsOn, percent: '4.75' }],
        ratios: facts.ratios ?? [{ from: startsOn, percent: '100' }],
        basis: facts.basis ?? 360,
        settlement: facts.settlement ?? 'quarterly',
        payee: facts.payee ?? 'household',
        capFen: 50_000_00,
        subsidyFrom: null,
        subsidyTo: facts.subsidyTo ?? null,
      },
    });
    if (facts.repaidOn !== undefined) await this.repay(id, facts.repaidOn, amountFen);
    return id;
  }

  async repay(loanId: number, date: string, principalFen: number): Promise<void> {
    await this.call('loans.repay', { loanId, date, principalFen });
  }

  async payInterest(loanId: number, date: string, interestFen: number, slipNo: string): Promise<void> {
    await this.call('loans.payInterest', { loanId, date, interestFen, slipNo });
  }

  async person(name: string, card: string | null = cardOf(this.#count + 1)): Promise<number> {
    this.#count += 1;
    const person = { name, relation: '户主', idNumber: null, phone: '13800000000', card };
    const household = { groupNo: 1 + (this.#count % 3), code: `H${this.#count}`, category: '脱贫' } as const;
    const { id } = await this.call('households.create', {
      household: { ...household, phone: '', note: '' },
      head: person,
    });
    return (await this.call('households.get', { id })).persons[0]!.id;
  }

  /** A batch of whole settlements, nothing asked of slips, unless said otherwise. */
  async batch(terms: Partial<Input<'claims.compute'>['terms']> = {}): Promise<number> {
    return (await this.call('claims.compute', { terms: termsOf(terms) })).id;
  }

  /** Through notice to the county. */
  async submit(id: number, from = '2021-05-10', to = '2021-05-16', date = '2021-05-17'): Promise<void> {
    await this.call('claims.notice', { id, from, to, telephone: '0916-4822222' });
    await this.call('claims.submit', { id, date, documentNo: '张村〔2021〕3号' });
  }
}

export const termsOf = (
  more: Partial<Input<'claims.compute'>['terms']> = {},
): Input<'claims.compute'>['terms'] => ({
  ...{ kind: 'range', from: '2020-03-21', to: '2020-06-20', by: 'settlements', payee: 'household' },
  ...{ office: '略阳县乡村振兴局', title: '', overdue: 'exclude', needsSlip: false, note: '' },
  ...more,
});

/** A card number with its check digit (Luhn). */
export function cardOf(n: number): string {
  const body = `623058${String(n).padStart(12, '0')}`;
  const sum = [...body].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}
