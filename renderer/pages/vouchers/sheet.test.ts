import { describe, expect, test } from 'vitest';
import { presetItems, statutoryAccounts } from './chartForTests.ts';
import type { Account } from './lookup.ts';
import {
  balancedLine,
  blankSheet,
  copiedLine,
  faultsOf,
  faultsOfRefusal,
  fenOf,
  firstFault,
  linesToSave,
  placeAfter,
  placeBefore,
  placeBeside,
  removedLine,
  sameSheet,
  standingFaults,
  slotsOf,
  stopsOf,
  switchedSide,
  templateLines,
  totalsOf,
  withAccount,
  withAmount,
  withItem,
  withMember,
  withNewLine,
  withSummaryFromAbove,
  withTemplate,
  wordByLines,
  type LineItem,
  type Place,
  type Sheet,
  type SheetLine,
  type Stop,
} from './sheet.ts';

const accounts = statutoryAccounts();
const items = presetItems();
const account = (code: string): Account => accounts.find((one) => one.code === code)!;
const cow: LineItem = { id: 900, dim: 'asset', name: '母牛', isPovertyAsset: false, isLivestock: true };
const shed: LineItem = { id: 901, dim: 'asset', name: '大棚', isPovertyAsset: true, isLivestock: false };
const member = { id: 7, no: 'M007', name: '陈自明' };

type Part = Partial<SheetLine> & { code?: string };
function sheet(...parts: Part[]): Sheet {
  const blank = blankSheet('2019-01-05');
  return {
    ...blank,
    lines: parts.map(({ code, ...part }, index) => ({
      ...blank.lines[0]!,
      account: code === undefined ? null : account(code),
      ...part,
      key: index + 1,
    })),
  };
}
const line = (part: Part): SheetLine => sheet(part).lines[0]!;

describe('what an account asks for', () => {
  test.each<[string, Part, string[]]>([
    ['no account', {}, []],
    ['cash asks nothing', { code: '101' }, []],
    ['a member', { code: '114' }, ['member:member']],
    ['one item', { code: '523' }, ['item:expenseItem']],
    ['two items', { code: '213' }, ['item:worker', 'item2:payItem']],
    ['a consignor, one field for member or unit', { code: '128' }, ['item:consignor']],
    ['an asset', { code: '151', item: shed }, ['item:asset']],
    ['livestock asks the herd too', { code: '143', item: cow }, ['item:asset', 'item2:herd']],
  ])('%s', (_name, part, wanted) => {
    expect(slotsOf(line(part)).map(({ stop, dim }) => `${stop}:${dim}`)).toEqual(wanted);
  });

  test.each<[Part, Stop[]]>([
    [{}, ['summary', 'account', 'debit', 'credit']],
    [{ code: '523' }, ['summary', 'account', 'item', 'debit', 'credit']],
    [{ code: '121' }, ['summary', 'account', 'item', 'quantity', 'debit', 'credit']],
  ])('typing stops at what is asked %#', (part, stops) => {
    expect(stopsOf(line(part))).toEqual(stops);
  });
});

describe('Enter walks', () => {
  const two = sheet(
    { summary: '买纸', code: '523', debit: '120' },
    { summary: '买纸', code: '101', credit: '120' },
  );
  const at = (key: number, stop: Stop): Place => ({ key, stop });
  test.each<[string, Sheet, Place, Place | 'new' | null]>([
    ['summary to account', two, at(1, 'summary'), at(1, 'account')],
    ['account to its analysis', two, at(1, 'account'), at(1, 'item')],
    ['analysis to the debit', two, at(1, 'item'), at(1, 'debit')],
    ['a filled debit ends the line', two, at(1, 'debit'), at(2, 'summary')],
    ['an empty debit leads to the credit', two, at(2, 'debit'), at(2, 'credit')],
    ['the last credit opens a line', two, at(2, 'credit'), 'new'],
    ['a line that is gone leads nowhere', two, at(9, 'credit'), null],
  ])('%s', (_name, given, from, to) => {
    expect(placeAfter(given, from)).toEqual(to);
  });
  test.each<[Place, Place | null]>([
    [at(1, 'summary'), null],
    [at(1, 'debit'), at(1, 'item')],
    [at(2, 'summary'), at(1, 'debit')],
  ])('Shift+Enter walks back %#', (from, to) => {
    expect(placeBefore(two, from)).toEqual(to);
  });
  test.each<[Place, 1 | -1, Place | null]>([
    [at(1, 'debit'), 1, at(2, 'debit')],
    [at(2, 'summary'), -1, at(1, 'summary')],
    [at(1, 'item'), 1, at(2, 'account')], // cash has no analysis
    [at(2, 'debit'), 1, null],
  ])('the arrows stay in the column %#', (from, step, to) => {
    expect(placeBeside(two, from, step)).toEqual(to);
  });
  test('a new line says what the last one says', () => {
    const { sheet: longer, key } = withNewLine(two);
    expect(longer.lines.at(-1)).toMatchObject({ key, summary: '买纸', account: null, debit: '', credit: '' });
    expect(key).toBe(3);
  });
  test('a line without words takes those above; one with its own keeps them', () => {
    const given = sheet({ summary: '买纸' }, {}, { summary: '别的' });
    expect(withSummaryFromAbove(given, 2).lines[1]?.summary).toBe('买纸');
    expect(withSummaryFromAbove(given, 3).lines[2]?.summary).toBe('别的');
    expect(withSummaryFromAbove(given, 1)).toBe(given);
  });
});

describe('= balances the line', () => {
  test.each<
    [string, Part[], number, { debit: string; credit: string; side: 'debit' | 'credit' | null } | null]
  >([
    ['what is missing is credit', [{ debit: '120' }, {}], 2, { debit: '', credit: '120.00', side: 'credit' }],
    ['what is missing is debit', [{ credit: '0.05' }, {}], 2, { debit: '0.05', credit: '', side: 'debit' }],
    [
      'what stood there goes',
      [{ debit: '120' }, { debit: '7' }],
      2,
      { debit: '', credit: '120.00', side: 'credit' },
    ],
    [
      'the other lines together',
      [{ debit: '100' }, { credit: '30' }, {}],
      3,
      { debit: '', credit: '70.00', side: 'credit' },
    ],
    [
      'a line in the middle',
      [{ debit: '100' }, {}, { credit: '30' }],
      2,
      { debit: '', credit: '70.00', side: 'credit' },
    ],
    [
      'nothing is missing',
      [{ debit: '5' }, { credit: '5' }, { debit: '9' }],
      3,
      { debit: '', credit: '', side: null },
    ],
    [
      'a red voucher has a red counterpart',
      [{ debit: '-120' }, {}],
      2,
      { debit: '', credit: '-120.00', side: 'credit' },
    ],
    ['red on the other side', [{ credit: '-120' }, {}], 2, { debit: '-120.00', credit: '', side: 'debit' }],
    [
      'a red line among black ones',
      [{ debit: '100' }, { debit: '-30' }, {}],
      3,
      { debit: '', credit: '70.00', side: 'credit' },
    ],
    ['separators and full width are read', [{ debit: '１,２００.５' }, {}], 2, null],
    ['full width digits', [{ debit: '１２０' }, {}], 2, { debit: '', credit: '120.00', side: 'credit' }],
    ['an amount that is none', [{ debit: '十二' }, {}], 2, null],
  ])('%s', (name, parts, key, wanted) => {
    const balanced = balancedLine(sheet(...parts), key);
    if (name === 'separators and full width are read') {
      expect(balanced?.sheet.lines[1]?.credit).toBe('1200.50');
      return;
    }
    if (wanted === null) {
      expect(balanced).toBeNull();
      return;
    }
    const { side, ...amounts } = wanted;
    expect(balanced?.side).toBe(side);
    expect(balanced?.sheet.lines.find((one) => one.key === key)).toMatchObject(amounts);
    if (side) expect(totalsOf(balanced!.sheet).differenceFen).toBe(0);
  });
});

describe('typing', () => {
  test('an amount on one side empties the other; emptying one leaves the other alone', () => {
    const given = sheet({ debit: '5' });
    expect(withAmount(given, 1, 'credit', '7').lines[0]).toMatchObject({ debit: '', credit: '7' });
    expect(withAmount(given, 1, 'credit', '').lines[0]).toMatchObject({ debit: '5', credit: '' });
    expect(switchedSide(given, 1).lines[0]).toMatchObject({ debit: '', credit: '5' });
  });
  test('the only bank account stands there already; of many expense items none', () => {
    expect(withAccount(sheet({}), 1, account('102'), items).lines[0]?.item?.name).toBe('基本存款账户');
    expect(withAccount(sheet({}), 1, account('523'), items).lines[0]?.item).toBeNull();
  });
  test('the analysis stays where the new account asks for the same, else it goes', () => {
    const given = sheet({ code: '523', item: { ...shed, dim: 'expenseItem' } });
    expect(withAccount(given, 1, account('524'), items).lines[0]?.item?.name).toBe('大棚');
    expect(withAccount(given, 1, account('101'), items).lines[0]?.item).toBeNull();
    const goods = sheet({ code: '121', quantity: '12.5' });
    expect(withAccount(goods, 1, account('101'), items).lines[0]?.quantity).toBe('');
  });
  test('a consignor is a member or a unit, not both', () => {
    const unit: LineItem = {
      id: 5,
      dim: 'counterparty',
      name: '供销社',
      isPovertyAsset: false,
      isLivestock: false,
    };
    const first = withMember(sheet({ code: '128' }), 1, member);
    expect(first.lines[0]).toMatchObject({ member, item: null });
    expect(withItem(first, 1, unit).lines[0]).toMatchObject({ member: null, item: unit });
  });
  test('another animal keeps the herd, a shed drops it', () => {
    const herd: LineItem = { id: 6, dim: 'herd', name: '一群', isPovertyAsset: false, isLivestock: false };
    const given = sheet({ code: '143', item: cow, item2: herd });
    expect(withItem(given, 1, { ...cow, id: 902 }).lines[0]?.item2).toBe(herd);
    expect(withItem(given, 1, shed).lines[0]?.item2).toBeNull();
  });
  test('a copied line stands below its own; two lines are always there', () => {
    const { sheet: copied, key } = copiedLine(sheet({ summary: 'a', debit: '1' }, { summary: 'b' }), 1);
    expect(copied.lines.map((one) => [one.key, one.summary, one.debit])).toEqual([
      [1, 'a', '1'],
      [key, 'a', '1'],
      [2, 'b', ''],
    ]);
    const removed = removedLine(sheet({ summary: 'a' }, { summary: 'b' }), 1);
    expect(removed.sheet.lines.map((one) => one.summary)).toEqual(['b', '']);
    expect(removed.key).toBe(2);
    expect(removedLine(removed.sheet, 2).sheet.lines).toHaveLength(2);
  });
});

test.each([
  ['', 0],
  ['0', 0],
  ['1,234.56', 123456],
  ['-3', -300],
  ['1.005', null],
  ['1,23', null],
  ['abc', null],
])('the amount %s is %s fen', (text, fen) => {
  expect(fenOf(text)).toBe(fen);
});

test('the sums leave out what is unreadable, and say so', () => {
  expect(totalsOf(sheet({ debit: '10' }, { credit: '4' }, { credit: 'x' }))).toEqual({
    debitFen: 1000,
    creditFen: 400,
    differenceFen: 600,
    unreadable: true,
  });
});

test.each<[string, Part[], string]>([
  [
    'money in',
    [
      { code: '101', debit: '1' },
      { code: '501', credit: '1' },
    ],
    '收',
  ],
  [
    'money out',
    [
      { code: '523', debit: '1' },
      { code: '102', credit: '1' },
    ],
    '付',
  ],
  [
    'between own accounts',
    [
      { code: '102', debit: '1' },
      { code: '101', credit: '1' },
    ],
    '付',
  ],
  [
    'no money',
    [
      { code: '401', debit: '1' },
      { code: '152', credit: '1' },
    ],
    '转',
  ],
  ['nothing yet', [{}], '转'],
])('word: %s', (_name, parts, word) => {
  expect(wordByLines(sheet(...parts))).toBe(word);
});

describe('saving', () => {
  const mixed = sheet(
    { summary: '买纸', code: '523', item: { ...shed, id: 3 }, debit: '1,200' },
    { summary: '买纸' },
    { summary: '', code: '101', credit: '1200' },
  );
  test('blank lines stay behind, and a refusal finds the line it means', () => {
    const { lines, keys } = linesToSave(mixed);
    expect(lines).toMatchObject([
      { summary: '买纸', account: '523', debitFen: 120000, creditFen: 0, itemId: 3, memberId: null },
      { account: '101', debitFen: 0, creditFen: 120000 },
    ]);
    const faults = faultsOfRefusal({ 'lines.1.account': '错', date: '日期错' }, keys, mixed);
    expect(faults).toEqual({ '3.account': '错', date: '日期错' });
    expect(firstFault(faults, mixed)).toEqual({ key: 3, stop: 'account' });
    expect(firstFault({ date: '日期错' }, mixed)).toBeNull();
  });
  test.each([
    ['lines.0.itemId', '1.item'],
    ['lines.0.memberId', '1.item'],
    ['lines.0.item2Id', '1.account'], // not shown by this account
    ['lines.0.debitFen', '1.debit'],
    ['lines.1.debitFen', '3.credit'], // the side that was typed
    ['lines.1.quantity', '3.account'],
    ['lines.0', '1.account'],
    ['lines', 'lines'],
    ['lines.9.account', 'lines.9.account'],
  ])('the field %s is the cell %s', (path, cell) => {
    expect(faultsOfRefusal({ [path]: '错' }, [1, 3], mixed)).toEqual({ [cell]: '错' });
  });
  test('what cannot be sent is said at its cell', () => {
    const wrong = sheet(
      { debit: '12', summary: 'a' },
      { code: '101', credit: '1.234', summary: 'a' },
      { code: '121', quantity: '1.2345', debit: '1', summary: 'a' },
      { summary: '只有摘要' },
    );
    expect(Object.keys(faultsOf({ ...wrong, attachments: '两' }))).toEqual([
      'attachments',
      '1.account',
      '2.credit',
      '3.quantity',
    ]);
    expect(faultsOf(mixed)).toEqual({});
  });
});

test('a fault stands until its line, or its field, is typed in', () => {
  const found = sheet({ debit: '1' }, { credit: '2' });
  const faults = { '1.account': '请选科目。', '2.account': '请选科目。', date: '太晚', lines: '不平' };
  const left = (now: Sheet): string[] => Object.keys(standingFaults(faults, found, now));
  expect(left({ ...found })).toEqual(['1.account', '2.account', 'date', 'lines']);
  expect(left(withAmount(found, 2, 'credit', '1'))).toEqual(['1.account', 'date']);
  expect(left({ ...found, date: '2019-01-04' })).toEqual(['1.account', '2.account', 'lines']);
  expect(left(removedLine(found, 1).sheet)).toEqual(['2.account', 'date']);
});

describe('whether something was typed', () => {
  const start = blankSheet('2019-01-05');
  test.each<[string, Sheet, boolean]>([
    ['nothing', start, true],
    ['walked into more lines', withNewLine(start).sheet, true],
    ['a summary', sheet({ summary: '买' }, {}), false],
    ['another date', { ...start, date: '2019-01-06' }, false],
    ['sheets attached', { ...start, attachments: '2' }, false],
    ['an amount', sheet({ debit: '1' }, {}), false],
  ])('%s', (_name, given, same) => {
    expect(sameSheet(given, start)).toBe(same);
  });
  test('a summary copied into a further line is nothing of its own, an amount written otherwise neither', () => {
    const saved = sheet(
      { summary: '买', code: '523', debit: '5' },
      { summary: '买', code: '101', credit: '5' },
    );
    expect(sameSheet(withNewLine(saved).sheet, saved)).toBe(true);
    expect(sameSheet(withAmount(saved, 1, 'debit', '5.00'), saved)).toBe(true);
    expect(sameSheet(withAmount(saved, 1, 'debit', '5.01'), saved)).toBe(false);
  });
});

describe('templates', () => {
  const given = sheet(
    { summary: '付租金', code: '114', member, debit: '300' },
    { summary: '付租金', debit: '1' },
    { summary: '付租金', code: '102', credit: '300' },
  );
  test('keep the lines that have an account, with amounts when asked', () => {
    expect(templateLines(given, false).map((one) => [one.account, one.debitFen, one.creditFen])).toEqual([
      ['114', 0, 0],
      ['102', 0, 0],
    ]);
    expect(templateLines(given, true).map((one) => one.debitFen)).toEqual([30000, 0]);
  });
  test('come back as they were; what is gone from the books is left open', () => {
    const template = { id: 1, name: '租金', lines: templateLines(given, true) };
    const back = withTemplate(blankSheet('2019-02-01'), template, { accounts, items, members: [member] });
    expect(back.date).toBe('2019-02-01');
    expect(back.lines.map((one) => [one.account?.code, one.member?.no, one.debit, one.credit])).toEqual([
      ['114', 'M007', '300.00', ''],
      ['102', undefined, '', '300.00'],
    ]);
    const later = withTemplate(blankSheet('2019-02-01'), template, { accounts: [], items, members: [] });
    expect(later.lines.map((one) => [one.account, one.member])).toEqual([
      [null, null],
      [null, null],
    ]);
  });
});
