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
  readonly capFen?: number;
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
    const { connection: db } = this.workspace;
    const noteNo = facts.noteNo ?? `JJ-${String(this.#count).padStart(3, '0')}`;
    const { lastId: id } = db.run(
      `INSERT INTO bank_loan (person_id, household_id, household_kind, bank, contract_no, note_no, amount_fen, purpose, starts_on, due_on, basis,
         mode, settlement, settlement_day, rate_kind, reset_on, penalty_percent, misuse_percent, compounds, interest_with_principal, payee,
         cap_fen, repaid_first, subsidises_extension, subsidy_from, subsidy_to, note, operator, recorded_at)
       VALUES (?, (SELECT household_id FROM person WHERE id = ?), '脱贫户', '两河口信用社', ?, ?, ?, '香菇种植', ?, ?, ?,
         'actual-days', ?, 20, 'contract', 'anniversary', '50', '100', 0, 0, ?, ?, 'excess', 0, NULL, ?, '', '李会计', '2021')`,
      ...[personId, personId, `HT-${this.#count}`, noteNo, amountFen, startsOn, facts.dueOn ?? '2021-04-12'],
      ...[
        facts.basis ?? 360,
        facts.settlement ?? 'quarterly',
        facts.payee ?? 'household',
        facts.capFen ?? 50_000_00,
        facts.subsidyTo ?? null,
      ],
    );
    const rates = { interest: facts.rates ?? [{ from: startsOn, percent: '4.75' }] };
    const ratios = { subsidy: facts.ratios ?? [{ from: startsOn, percent: '100' }] };
    for (const [what, lines] of Object.entries({ ...rates, ...ratios })) {
      for (const { from, percent } of lines) {
        db.run(
          'INSERT INTO bank_loan_rate (loan_id, what, from_date, percent) VALUES (?, ?, ?, ?)',
          id,
          what,
          from,
          percent,
        );
      }
    }
    this.event(id, 'draw', startsOn, { principalFen: amountFen });
    if (facts.repaidOn !== undefined)
      this.event(id, 'repayment', facts.repaidOn, { principalFen: amountFen });
    return id;
  }

  event(
    loanId: number,
    kind: 'draw' | 'repayment' | 'interest' | 'misuse',
    date: string,
    {
      principalFen = 0,
      interestFen = 0,
      slipNo = '',
    }: { principalFen?: number; interestFen?: number; slipNo?: string } = {},
  ): void {
    this.workspace.connection.run(
      `INSERT INTO bank_loan_event (loan_id, date, kind, principal_fen, interest_fen, slip_no, note, operator, recorded_at)
       VALUES (?, ?, ?, ?, ?, ?, '', '李会计', '2021')`,
      ...[loanId, date, kind, principalFen, interestFen, slipNo],
    );
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
