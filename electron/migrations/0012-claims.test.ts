import { afterEach, beforeEach, expect, it } from 'vitest';
import { ClaimDesk } from '../books/claims/deskForTests.ts';

let desk: ClaimDesk;
beforeEach(() => {
  desk = new ClaimDesk();
});
afterEach(() => desk.close());

/** What no statement may do to a batch that was sent in and that money came for. */
const FORBIDDEN: readonly (readonly [string, string, string])[] = [
  ['a line on notice', `UPDATE claim_line SET claimed_fen = 1`, 'frozen'],
  [
    'a line joins',
    `INSERT INTO claim_line SELECT 999, batch_id, loan_id + 100, person_id, no, facts, excluded_reason, is_by_hand, days, product, subsidisable_fen, interest_fen, bank_fen, bank_source, subsidy_fen, claimed_fen, paid_by_household_fen, note FROM claim_line LIMIT 1`,
    'frozen',
  ],
  ['a line goes', `DELETE FROM claim_line`, 'frozen'],
  ['a part', `UPDATE claim_part SET claimed_fen = 1`, 'anew'],
  ['a part goes', `DELETE FROM claim_part`, 'frozen'],
  ['the range', `UPDATE claim_batch SET to_date = '2020-06-30'`, 'frozen'],
  ['sent in with money, void', `UPDATE claim_batch SET state = 'void'`, 'stays as it is'],
  ['a batch', `DELETE FROM claim_batch`, 'kept'],
  ['a batch over another', `INSERT OR REPLACE INTO claim_batch SELECT * FROM claim_batch`, 'kept'],
  ['a step', `UPDATE claim_step SET note = ''`, 'final'],
  ['a receipt', `UPDATE claim_receipt SET amount_fen = 1`, 'final'],
  ['a receipt goes', `DELETE FROM claim_receipt`, 'final'],
  ['a receipt’s line', `DELETE FROM claim_receipt_line`, 'final'],
  [
    'more than came',
    `INSERT INTO claim_payment (batch_id, line_id, date, method, amount_fen, slip_no, note, operator, recorded_at) SELECT batch_id, id, '2021-05-20', 'cash', claimed_fen + 1, '', '', '', '' FROM claim_line LIMIT 1`,
    'no more is paid',
  ],
  [
    'the state back, with money',
    `UPDATE claim_batch SET state = 'computed', submitted_on = NULL`,
    'stays as it is',
  ],
];

it('what was noticed, sent in, received and paid is kept', async () => {
  await desk.loan('张守田');
  const id = await desk.batch();
  await desk.submit(id);
  expect(() =>
    desk.workspace.connection.run(`UPDATE claim_batch SET state = 'void', submitted_on = NULL`),
  ).toThrow('is not void');
  await desk.call('claims.receive', { id, date: '2021-05-20', amountFen: 60_000, documentNo: '', note: '' });
  for (const [what, sql, sentence] of FORBIDDEN) {
    expect(() => desk.workspace.connection.run(sql), what).toThrow(sentence);
  }
});

it('a day of a loan is claimed once, whatever writes it', async () => {
  await desk.loan('张守田');
  const first = await desk.batch();
  const second = await desk.batch({ from: '2020-06-21', to: '2020-09-20' });
  const [line] = (await desk.call('claims.get', { id: second })).lines;
  expect(first).not.toBe(second);
  expect(() =>
    desk.workspace.connection.run(
      `INSERT INTO claim_part SELECT ?, 9, loan_id, '2020-05-01', '2020-05-02', 1, 0, 0, 0, NULL, 0, 0, 0, '', '[]' FROM claim_line WHERE id = ?`,
      ...[line!.id, line!.id],
    ),
  ).toThrow('claimed once');
});
