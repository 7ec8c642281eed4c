import fc from 'fast-check';
import { expect, test } from 'vitest';
import { periodAfter } from '../vouchers/index.ts';
import { type FundDesk, fundDesk } from './fundDeskForTests.ts';

/** Two sets of books in one file never mix: what is done in one changes no number, balance or month of the other. */
type Act =
  | { readonly do: 'save'; readonly inFund: boolean; readonly yuan: number; readonly day: number }
  | { readonly do: 'post' | 'close' | 'reopen' | 'void'; readonly inFund: boolean };

const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('save' as const),
      inFund: fc.boolean(),
      yuan: fc.integer({ min: 1, max: 9999 }),
      day: fc.integer({ min: 1, max: 28 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('post' as const), inFund: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('close' as const), inFund: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reopen' as const), inFund: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('void' as const), inFund: fc.boolean() }) },
);

/** What one set of books should say. */
interface Model {
  open: string;
  readonly numbers: Map<string, number>;
  bankFen: number;
  readonly waiting: { readonly id: number; readonly fen: number }[];
}

const ACCOUNTS = { coop: ['102', '101'], fund: ['1002', '1001'] } as const;

function perform(desk: FundDesk, model: Model, one: Act): void {
  const entityId = one.inFund ? desk.fund : 1;
  switch (one.do) {
    case 'save': {
      const [bank, cash] = ACCOUNTS[one.inFund ? 'fund' : 'coop'];
      const date = `${model.open}-${String(one.day).padStart(2, '0')}`;
      const saved = desk.call('vouchers.save', {
        entityId,
        date,
        attachments: 1,
        lines: [
          {
            summary: '存现',
            account: bank,
            debitFen: one.yuan * 100,
            creditFen: 0,
            itemId: desk.item(entityId, 'bank'),
          },
          { summary: '存现', account: cash, debitFen: 0, creditFen: one.yuan * 100 },
        ],
      });
      const number = (model.numbers.get(model.open) ?? 0) + 1;
      model.numbers.set(model.open, number);
      expect(saved).toMatchObject({ word: '记', number });
      model.bankFen += one.yuan * 100;
      model.waiting.push({ id: saved.id, fen: one.yuan * 100 });
      return;
    }
    case 'post': {
      const ids = model.waiting.splice(0).map(({ id }) => id);
      if (ids.length === 0) return;
      desk.call('vouchers.review', { ids });
      desk.call('vouchers.post', { ids });
      return;
    }
    case 'void': {
      const last = model.waiting.pop();
      if (!last) return;
      desk.call('vouchers.void', { id: last.id, reason: '填错' });
      model.bankFen -= last.fen;
      return;
    }
    case 'close': {
      const refused = desk.refusal('periods.close', { entityId, period: model.open });
      expect(refused).toBe(model.waiting.length > 0 ? 'period_unposted' : null);
      if (refused === null) model.open = periodAfter(model.open);
      return;
    }
    case 'reopen': {
      const last = [...months('2018-01', model.open)].at(-1);
      if (last === undefined || model.waiting.length > 0) return;
      desk.call('periods.reopen', { entityId, period: last, reason: '补记', authorisedBy: '主管' });
      model.open = last;
    }
  }
}

function* months(from: string, before: string): Generator<string> {
  for (let month = from; month < before; month = periodAfter(month)) yield month;
}

function check(desk: FundDesk, entityId: number, model: Model, bank: string): void {
  expect(desk.call('periods.list', { entityId }).currentPeriod).toBe(model.open);
  const { rows } = desk.call('ledger.trialBalance', { entityId, from: '2018-01', to: '2019-12' });
  const row = rows.find((one) => one.code === bank);
  expect((row?.closingDebitFen ?? 0) - (row?.closingCreditFen ?? 0)).toBe(model.bankFen);
  const written = [...model.numbers.values()].reduce((sum, one) => sum + one, 0);
  expect(desk.call('vouchers.list', { entityId })).toHaveLength(written);
}

test('whatever is done in one set of books, the other stays as it is', () => {
  fc.assert(
    fc.property(fc.array(act, { minLength: 8, maxLength: 24 }), (acts) => {
      const desk = fundDesk();
      try {
        const model = (): Model => ({ open: '2018-01', numbers: new Map(), bankFen: 0, waiting: [] });
        const coop = model();
        const fund = model();
        for (const one of acts) {
          perform(desk, one.inFund ? fund : coop, one);
          check(desk, 1, coop, '102');
          check(desk, desk.fund, fund, '1002');
        }
        const strays = desk.workspace.connection.all(
          `SELECT e.voucher_id FROM entry e JOIN voucher v ON v.id = e.voucher_id JOIN account a ON a.id = e.account_id
             LEFT JOIN analysis_item i ON i.id = e.item_id
           WHERE a.entity_id <> v.entity_id OR COALESCE(i.entity_id, v.entity_id) <> v.entity_id`,
        );
        expect(strays).toEqual([]);
        const wrong = [1, desk.fund]
          .flatMap((id) => desk.failing(id))
          .filter((id) => id !== 'cash-below-zero');
        expect(wrong).toEqual([]);
      } finally {
        desk.close();
      }
    }),
    { numRuns: 12 },
  );
});
