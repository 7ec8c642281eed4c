import { expect, it } from 'vitest';
import { printRequest } from '../../shared/contract/prints.ts';
import { Misuse, readArguments } from './arguments.ts';
import { PRINT_OPTIONS, PRINT_SWITCHES, readPrint } from './printing.ts';

const read = (words: string) =>
  readPrint(
    readArguments(words.split(' '), { positionals: [], options: PRINT_OPTIONS, switches: PRINT_SWITCHES }),
  );

it.each<[string, object]>([
  ['--document roster --run 3', { runId: 3 }],
  ['--document vouchers --ids 5,7', { ids: [5, 7] }],
  ['--document vouchers --ids 5，7、9', { ids: [5, 7, 9] }],
  ['--document voucher-month --period 2018-03 --word 付', { period: '2018-03', word: '付' }],
  [
    '--document trial-balance --from 2018-01 --to 2018-12 --level 1',
    { from: '2018-01', to: '2018-12', level: 1 },
  ],
  ['--document trial-balance --period 2018-03', { from: '2018-03', to: '2018-03' }],
  ['--document general-ledger --period 2018-03 --posted-only', { postedOnly: true }],
  ['--document account-ledger --account 101 --period 2018-03 --daily', { account: '101', daily: true }],
  ['--document column-ledger --account 523 --by item --period 2018-03', { account: '523', by: 'item' }],
  ['--document journal --period 2018-03 --entity 2', { entityId: 2 }],
  ['--document analysis --dim member --period 2018-03', { dim: 'member' }],
  ['--document statement --statement 01 --period 2018-12', { statement: '01', period: '2018-12' }],
  ['--document statement-notes --year 2018', { year: 2018 }],
  ['--document chart', {}],
  ['--document openings', {}],
  ['--document work-day', {}],
  ['--document work-day --date 2018-09-01', { date: '2018-09-01' }],
  ['--document labour-receipt --payment 4', { paymentId: 4 }],
  ['--document asset-register --as-of 2018-12-31', { asOf: '2018-12-31' }],
  ['--document depreciation-table --period 2018-12', { period: '2018-12' }],
  [
    '--document stocktake-sheet --stocktake 2 --blank --by-piece',
    { stocktakeId: 2, blank: true, byPiece: true },
  ],
  ['--document relief-ledger --year 2018 --posted-from 2019-01-05', { year: 2018, from: '2019-01-05' }],
])('%s asks for a paper that the contract knows', (words, expected) => {
  const { request } = read(`${words} --out x.pdf`);
  expect(request).toMatchObject(expected);
  expect(printRequest.parse(request)).toEqual(request);
});

it('keeps a member’s number for the file to look up', () => {
  const { request, memberNo } = read(
    '--document account-ledger --account 301 --member M001 --period 2018-03',
  );
  expect(memberNo).toBe('M001');
  expect(request).not.toHaveProperty('member');
});

it('takes any document as the contract asks for it', () => {
  const { request } = read('--request {"document":"fund-loans","asOf":"2018-12-31"}');
  expect(request).toEqual({ document: 'fund-loans', asOf: '2018-12-31' });
});

it.each(['labour-pay', 'labour-slips'])('keeps the number of the pay sheet that %s is of', (document) => {
  const { request, sheetNo } = read(`--document ${document} --sheet 2018-03`);
  expect(sheetNo).toBe('2018-03');
  expect(request).toEqual({ document });
});

it.each(['asset-card', 'asset-labels'])('keeps the numbers of the assets that %s is of', (document) => {
  const { request, assetNos } = read(`--document ${document} --assets DP,LK-01`);
  expect(assetNos).toEqual(['DP', 'LK-01']);
  expect(request).toEqual({ document });
});

it.each([
  ['--document poster', '--document 要写 plan、'],
  ['--request {', '--request 要写 JSON'],
  ['--request 3', '--request 要写 JSON'],
  ['--request {"document":"chart"} --year 2018', '--request 和 --year 不能一起写'],
  ['--document constructor', '--document 要写'],
  ['--out x.pdf', '--document 要写'],
  ['--document roster', '--run 方案编号'],
  ['--document vouchers', '--ids'],
  ['--document vouchers --ids 1,x', '“x”'],
  ['--document voucher-month', '--period YYYY-MM'],
  ['--document journal --from 2018-01', '--from YYYY-MM 和 --to YYYY-MM'],
  ['--document journal --from 2018-01 --period 2018-02', '不能一起写'],
  ['--document account-ledger --period 2018-01', '--account 科目编码'],
  ['--document chart --run 1', 'chart 不用 --run'],
  ['--document labour-pay', '--sheet 2018-03'],
  ['--document labour-receipt --payment x', '“x”'],
  ['--document asset-card', '--assets 资产编号'],
  ['--document asset-register', '--as-of'],
  ['--document asset-register --as-of 2018-12-31 --blank', 'asset-register 不用 --blank'],
  ['--document chart --daily', 'chart 不用 --daily'],
])('%s is wrong use, and says how it is written', (words, said) => {
  expect(() => read(words)).toThrow(Misuse);
  expect(() => read(words)).toThrow(said);
});
