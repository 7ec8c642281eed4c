import { describe, expect, it } from 'vitest';
import type { Output } from '../contract/index.ts';
import { logDocument, slipDocument, stockDocument } from './storage.ts';
import { cellsOf, textOf } from './testReading.ts';
import { header } from './testVillage.ts';

type Move = Output<'storage.moves'>[number];
type Lot = Output<'storage.lots'>[number];
type Reading = Output<'storage.readings'>[number];

const move: Move = {
  id: 1,
  no: 'RK-2018-0001',
  date: '2018-10-02',
  kind: 'in',
  lotId: 1,
  lotNo: 'A1',
  product: '木耳',
  ownership: 'kept',
  ownerName: 'M001 张守田',
  roomId: 1,
  roomName: '一号库',
  toRoomName: null,
  quantity: '1200.5',
  pieces: 40,
  volume: '7.203',
  party: '<社员自送>',
  reason: '',
  eventId: null,
  reversesId: null,
  isUndone: false,
  operator: '李会计',
};

const lot = (index: number): Lot => ({
  id: index,
  no: `L${index}`,
  product: '木耳',
  ownership: index === 0 ? 'own' : 'kept',
  ownerName: index === 0 ? '' : 'M001 张守田',
  memberId: null,
  memberNo: null,
  partyId: null,
  since: '2018-10-02',
  days: 3,
  quantity: '1000.125',
  pieces: index === 0 ? 0 : 2,
  volume: '6.5',
  places: [
    { roomId: 1, roomName: '一号库', quantity: '1000', pieces: 0, volume: '6' },
    ...(index === 1 ? [{ roomId: 2, roomName: '二号库', quantity: '0.125', pieces: 2, volume: '0.5' }] : []),
  ],
  feeBasis: 'none',
  feeRate: '0',
  feeFen: 0,
  settledTo: null,
  note: '',
});

const reading = (index: number, more: Partial<Reading> = {}): Reading => ({
  id: index,
  roomId: 1,
  roomName: '一号库',
  at: `2018-10-${String((index % 31) + 1).padStart(2, '0')}T08:00`,
  temperature: '-2.5',
  humidity: 70,
  inspector: '何建平',
  note: '',
  fault: '',
  struckReason: null,
  ...more,
});

describe('库单', () => {
  it('stands twice on its sheet, for the store and for the owner', () => {
    const [page] = slipDocument(header, move).pages;
    const text = textOf(page!);
    expect(text.match(/冷库入库单/gu)).toHaveLength(2);
    expect(text).toContain('第一联');
    expect(text).toContain('第二联');
    expect(text).toContain('№ RK-2018-0001');
    expect(text).toContain('<社员自送>');
    expect(cellsOf(page!)[2]).toEqual(['重量', '1200.5 公斤', '件数', '40 件']);
  });
  it('says what left without a sign, where it went, and what a red one takes back', () => {
    const out = {
      ...move,
      kind: 'transfer' as const,
      quantity: '-300',
      pieces: -10,
      volume: '-1.8',
      toRoomName: '二号库',
    };
    const text = textOf(slipDocument(header, out).pages[0]!);
    expect(text).toContain('冷库移库单');
    expect(text).toContain('一号库 → 二号库');
    expect(text).toContain('300 公斤');
    expect(text).not.toContain('-300');
    const red = { ...move, kind: 'reversal' as const, quantity: '-1200.5', pieces: -40 };
    expect(textOf(slipDocument(header, red).pages[0]!)).toContain('冲回入库 1200.5 公斤');
  });
});

describe('冷库存货清单', () => {
  it('has each lot once over its pages, and their sums under the last', () => {
    const { pages } = stockDocument(
      header,
      '2018-10-31',
      Array.from({ length: 45 }, (_, index) => lot(index)),
    );
    expect(pages).toHaveLength(3);
    const rows = pages.flatMap((page) => cellsOf(page).slice(1));
    expect(rows.filter((row) => /^L\d+$/u.test(row[1] ?? ''))).toHaveLength(45);
    expect(rows[0]?.slice(1, 6)).toEqual(['L0', '木耳', '自有', '本社', '一号库']);
    expect(rows[1]?.[5]).toBe('一号库 1000；二号库 0.125');
    expect(rows.at(-1)).toEqual(['合计', '45,005.625', '88', '292.50', '', '']);
  });
});

describe('冷库温度巡检记录', () => {
  it('has a month’s readings but those struck out, and says what was out of range', () => {
    const readings = [
      ...Array.from({ length: 40 }, (_, index) => reading(index)),
      reading(41, { fault: '温度偏高', temperature: '6.3', humidity: null, note: '停电' }),
      reading(42, { struckReason: '看错' }),
    ];
    const { pages } = logDocument({
      header,
      period: '2018-10',
      roomName: '',
      ranges: '一号库 0 至 5℃',
      readings,
    });
    const rows = pages.flatMap((page) => cellsOf(page).slice(1));
    expect(rows).toHaveLength(41);
    expect(rows[0]).toEqual(['2018-10-01', '08:00', '一号库', '−2.5', '70', '正常', '何建平', '']);
    expect(rows.at(-1)?.slice(3)).toEqual(['6.3', '', '超出：温度偏高', '何建平', '停电']);
    expect(textOf(pages.at(-1)!)).toContain('本月超出范围 1 次');
  });
});
