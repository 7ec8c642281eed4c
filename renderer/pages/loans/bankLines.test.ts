import { expect, test } from 'vitest';
import { type Pasted, readBankLines } from './bankLines.ts';

/** What is pasted from the bank's list, and what comes of it. */
const CASES: ReadonlyArray<[string, string, Pasted[]]> = [
  ['two columns', 'JJ1\t180.10', [{ noteNo: 'JJ1', interestFen: 18_010, penaltyFen: 0 }]],
  ['a penalty behind', 'JJ1\t180.10\t3.2', [{ noteNo: 'JJ1', interestFen: 18_010, penaltyFen: 320 }]],
  ['thousands and full width', 'JJ1　1,234.5６', [{ noteNo: 'JJ1', interestFen: 123_456, penaltyFen: 0 }]],
  [
    'a heading, an empty line and a total are passed over',
    '借据号\t利息\r\n\r\nJJ1\t0.01\r\n合计\t0.01\r\n',
    [{ noteNo: 'JJ1', interestFen: 1, penaltyFen: 0 }],
  ],
  ['nothing', '', []],
];

test.each(CASES)('%s', (_name, text, rows) => {
  expect(readBankLines(text)).toEqual({ ok: true, value: rows });
});

test.each([
  ['no amount', 'JJ1', '第 1 行'],
  ['a third decimal', 'JJ1\t1.00\nJJ2\t1.005', '第 2 行'],
  ['a negative', 'JJ1\t-1.00', '第 1 行'],
  ['words', 'JJ1\t没有', '第 1 行'],
])('refused by its line: %s', (_name, text, said) => {
  const read = readBankLines(text);
  expect(read).toMatchObject({ ok: false });
  expect(read.ok ? '' : read.error.message).toContain(said);
});
