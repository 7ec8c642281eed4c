import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../shared/contract/index.ts';
import { assetsHandlers } from '../assets/index.ts';
import { testWorkspace, type TestWorkspace } from '../../workspace/testing.ts';
import { callsOf, testCard } from '../depreciation/testCards.ts';
import { depreciationHandlers } from '../depreciation/index.ts';
import { disposalsHandlers } from '../disposals/index.ts';
import { stocktakesHandlers } from '../stocktakes/index.ts';
import { printsHandlers } from './index.ts';

let workspace: TestWorkspace;
let desk: ReturnType<typeof callsOf>;
let [sheds, store] = [0, 0];
beforeEach(() => {
  workspace = testWorkspace('2018-01');
  desk = callsOf(workspace, {
    ...assetsHandlers,
    ...depreciationHandlers,
    ...disposalsHandlers,
    ...stocktakesHandlers,
    ...printsHandlers,
  });
  const of = { costFen: 610_000_00, inServiceOn: '2018-05-20' };
  sheds = testCard(workspace, { ...of, no: 'DP', name: '钢架大棚', pieces: 122, isRelief: true });
  store = testCard(workspace, {
    ...{ no: 'LK-01', name: '冷库', costFen: 400_000_00, years: 20, inServiceOn: '2018-08-15' },
    ...{ isBooked: false, isRelief: true, category: '房屋建筑物' },
  });
});
afterEach(() => workspace.close());

type Request = Input<'prints.preview'>['request'];
/** The paper's words, without its markup. */
const paper = (request: Request): string =>
  desk
    .call('prints.preview', { request })
    .html.replace(/<style>.*?<\/style>/su, '')
    .replace(/<[^>]+>/gu, ' ')
    .replace(/\s+/gu, ' ');
const pages = (request: Request): number => desk.call('prints.preview', { request }).pages;

describe('papers of fixed assets', () => {
  it('the card says what it cost and of whom, with its pieces; several make one document', () => {
    const text = paper({ document: 'asset-card', ids: [sheds] });
    for (const part of ['DP', '入账资产', '陆拾壹万元整', '610,000.00', '122 个', 'DP-122', '扶贫项目资产']) {
      expect(text).toContain(part);
    }
    expect(paper({ document: 'asset-card', ids: [store] })).toContain('备查资产（不入账）');
    expect(pages({ document: 'asset-card', ids: [sheds, store] })).toBe(
      pages({ document: 'asset-card', ids: [sheds] }) + pages({ document: 'asset-card', ids: [store] }),
    );
    expect(desk.refusal('prints.preview', { request: { document: 'asset-card', ids: [999] } })).toContain(
      '重新选择',
    );
  });

  it('labels: one a piece, those named, and none for what is gone', () => {
    expect(pages({ document: 'asset-labels', ids: [sheds] })).toBe(6);
    const { pieceRows } = desk.call('assets.get', { id: sheds });
    const [first, second] = pieceRows.map((piece) => piece.id);
    expect(paper({ document: 'asset-labels', ids: [sheds], pieceIds: [second!] })).toContain('DP-002');
    const what = { kind: 'pieces' as const, pieceIds: [first!] };
    const about = { assetId: sheds, date: '2018-12-29', way: 'destroyed' as const, reason: '雪压' };
    desk.call('depreciation.run', { period: '2018-06' });
    for (const period of ['2018-07', '2018-08', '2018-09', '2018-10', '2018-11', '2018-12'])
      desk.call('depreciation.run', { period });
    desk.call('disposals.record', { ...about, what });
    expect(paper({ document: 'asset-labels', ids: [sheds] })).not.toContain('DP-001');
    expect(paper({ document: 'asset-labels', ids: [store] })).toContain('LK-01');
  });

  it('the month’s table is what the voucher says, before and after it is run', () => {
    expect(paper({ document: 'depreciation-table', period: '2018-06' })).toContain('还没有计提');
    desk.call('depreciation.run', { period: '2018-06' });
    const text = paper({ document: 'depreciation-table', period: '2018-06' });
    expect(text).toContain('4,829.17');
    expect(text).toMatch(/凭证：2018-06 记-\d+/u);
    expect(text).toContain('401 生产成本 4,829.17 元');
    expect(
      desk.refusal('prints.preview', { request: { document: 'depreciation-table', period: '2018-05' } }),
    ).toContain('没有要计提折旧');
  });

  it('the register and the relief ledger add up; posted, it says how long and whom to ring', () => {
    const register = paper({ document: 'asset-register', asOf: '2018-12-31' });
    expect(register).toContain('1,010,000.00');
    expect(register).toContain('备查资产 1 项，原值 400,000.00 元，不在 151、152 科目内');
    const ledger = paper({ document: 'relief-ledger', year: 2018 });
    expect(ledger).toContain('扶贫项目资产明细账');
    expect(ledger).not.toContain('公示期');
    const posted = paper({ document: 'relief-ledger', year: 2018, from: '2019-01-05' });
    expect(posted).toContain('公示期：2019年1月5日至2019年1月11日');
  });

  it('the count sheet is blank, by piece, then filled; printing it is counted', () => {
    const { id } = desk.call('stocktakes.begin', { date: '2018-12-31', scope: 'all' });
    const request = { document: 'stocktake-sheet' as const, stocktakeId: id };
    expect(paper({ ...request, blank: true })).toContain('122');
    expect(paper({ ...request, blank: true, byPiece: true })).toContain('DP-122');
    const { lines } = desk.call('stocktakes.get', { id });
    desk.call('stocktakes.save', {
      id,
      lines: lines.map((line) => ({
        id: line.id,
        countedPieces: line.bookPieces - (line.assetId === sheds ? 1 : 0),
        missingPieceIds: line.assetId === sheds ? [line.pieces[16]!.id] : [],
        cause: '雪压',
      })),
      finished: true,
    });
    expect(paper(request)).toContain('账实不符 1 项');
    const first = desk.call('prints.issue', { request });
    expect([first.printedBefore, first.marksReprints]).toEqual([0, false]);
    expect(desk.call('prints.issue', { request }).printedBefore).toBe(1);
    const wrong = { document: 'stocktake-sheet' as const, stocktakeId: 99 };
    expect(desk.refusal('prints.preview', { request: wrong })).toContain('重新选择');
  });

  it('a voucher’s event leads to where it is seen', () => {
    const event = (voucherId: number): number =>
      workspace.connection.get<{ id: number }>('SELECT source_id AS id FROM voucher WHERE id = ?', voucherId)!
        .id;
    const run = desk.call('depreciation.run', { period: '2018-06' });
    expect(desk.call('assets.ofEvent', { eventId: event(run.voucherIds[0]!) })).toEqual({
      at: 'depreciation',
      period: '2018-06',
    });
    const bought = desk.call('assets.get', { id: sheds }).events[0]!;
    expect(desk.call('assets.ofEvent', { eventId: bought.id })).toEqual({ at: 'card', assetId: sheds });
    expect(desk.refusal('assets.ofEvent', { eventId: 999 })).toContain('没有这笔业务');
  });
});
