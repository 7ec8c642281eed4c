import type { Input } from '../../../shared/contract/index.ts';
import { addDays } from '../../../shared/rules/calendar.ts';
import { quantityMilli, quantityText } from '../../../shared/rules/measures.ts';
import { temperatureText } from '../../../shared/rules/storage.ts';
import type { DemoCall } from './build.ts';
import { OWN_DRY } from './production.ts';

/** The 1000 m³ cold store in two chambers: its own dry mushrooms, what three members sell on commission, what others pay to keep. */
const COLD_STORE_CARD = 'LK-01';

const BANK = { kind: 'bank' } as const;

type Room = '一号库' | '二号库';
type NewLot = Extract<Input<'storage.takeIn'>['lot'], { kind: 'new' }>;

export function openDemoStore(call: DemoCall): void {
  const card = call('storage.assets', {}).find((asset) => asset.no === COLD_STORE_CARD);
  for (const name of ['一号库', '二号库'] satisfies Room[]) {
    call('storage.saveRoom', {
      room: {
        name,
        assetId: card?.id ?? null,
        capacity: '500',
        volumePerTon: '6',
        whenFull: 'refuse',
        temperatureMin: '0',
        temperatureMax: '5',
        humidityMin: null,
        humidityMax: 75,
        enabled: true,
        note: name === '一号库' ? '干菇' : '代销、代存',
      },
    });
  }
}

/** What was dried goes into the store, what was sold comes out: as the books have it at the end of the day. */
export function storeOwnGoods(call: DemoCall, date: string): void {
  const own = call('business.stock', { asOf: date }).find((row) => row.product === OWN_DRY);
  const bookedMilli = own ? quantityMilli(own.quantity) : 0;
  const lots = call('storage.lots', { asOf: date, ownership: 'own' });
  let overMilli = lots.reduce((sum, lot) => sum + quantityMilli(lot.quantity), 0) - bookedMilli;
  if (overMilli < 0) {
    const lot: NewLot = { ...OWN, no: `ZC-${date.replaceAll('-', '')}` };
    takeIn(call, date, '一号库', lot, quantityText(-overMilli), '烘干房');
  }
  for (const lot of lots) {
    const [place] = lot.places;
    if (!place || overMilli <= 0) continue;
    const outMilli = Math.min(overMilli, quantityMilli(place.quantity));
    overMilli -= outMilli;
    const goods = { quantity: quantityText(outMilli), pieces: 0, party: '购货方自提' };
    call('storage.takeOut', { date, lotId: lot.id, roomId: place.roomId, ...goods });
  }
}

const OWN: NewLot = {
  kind: 'new',
  product: OWN_DRY,
  ownership: 'own',
  owner: { kind: 'own' },
  feeBasis: 'none',
  feeRate: '0',
  note: '',
};

/** Three members leave the first half of October's dry mushrooms to be sold for them. */
export function takeDemoCommission(call: DemoCall): void {
  const open = call('business.openDeliveries', { from: '2018-10-01', to: '2018-10-15' }).rows.filter(
    (row) => row.quantity !== null && row.amountFen > 0 && row.onlyAs === null && row.product === '干菇',
  );
  const memberIds = [...new Set(open.map((row) => row.memberId))].slice(0, 3);
  const taken = open.filter((row) => memberIds.includes(row.memberId));
  if (taken.length === 0) return;
  call('business.record', {
    date: '2018-10-15',
    documentNo: '代销协议 1015',
    note: '',
    attachments: 1,
    event: { kind: 'commission', deliveryIds: taken.map((row) => row.id) },
  });
  for (const memberId of memberIds) {
    const milli = taken
      .filter((row) => row.memberId === memberId)
      .reduce((sum, row) => sum + quantityMilli(row.quantity ?? '0'), 0);
    const owner = { kind: 'member', memberId } as const;
    const lot: NewLot = { ...OWN, product: '干菇', ownership: 'commission', owner };
    takeIn(call, '2018-10-15', '二号库', lot, quantityText(milli), '社员自送');
  }
}

/** They are sold in November, 15 % over what was agreed, rounded down to whole yuan. */
export function sellDemoCommission(call: DemoCall): void {
  const agreed = call('business.balances', { account: '128', asOf: '2018-11-20' });
  if (agreed.length === 0) return;
  const totalFen = agreed.reduce((sum, row) => sum + row.balanceFen, 0);
  call('business.record', {
    date: '2018-11-20',
    documentNo: '代销单 1120',
    note: '',
    attachments: 1,
    event: {
      kind: 'sellConsigned',
      goods: agreed.map(({ memberId, balanceFen }) => ({
        consignor: { kind: 'member', memberId: memberId! },
        agreedFen: balanceFen,
      })),
      proceedsFen: Math.floor((totalFen * 115) / 100 / 100) * 100,
      buyer: { kind: 'party', party: '武汉菇品公司' },
      received: BANK,
    },
  });
  for (const lot of call('storage.lots', { asOf: '2018-11-20', ownership: 'commission' })) {
    const [place] = lot.places;
    if (!place) continue;
    const { roomId, quantity, pieces } = place;
    call('storage.takeOut', {
      date: '2018-11-20',
      lotId: lot.id,
      roomId,
      quantity,
      pieces,
      party: '武汉菇品公司',
    });
  }
}

/** Walnuts, wood ear and ginger of members and a neighbour, by ton and month or by the basket. */
export function keepForOthers(call: DemoCall): void {
  const member = (no: string) =>
    ({ kind: 'member', memberId: call('members.list', { search: no })[0]!.id }) as const;
  const kept = { ...OWN, ownership: 'kept', feeBasis: 'ton-month', feeRate: '90' } as const;
  takeIn(
    call,
    '2018-09-12',
    '二号库',
    { ...kept, product: '核桃', owner: member('M003') },
    '1800',
    '社员自送',
    60,
  );
  takeIn(
    call,
    '2018-09-20',
    '二号库',
    { ...kept, product: '木耳', owner: member('M012') },
    '650',
    '社员自送',
    26,
  );
  const ginger = { ...kept, product: '生姜', owner: { kind: 'party', party: '邻村何家院农场' } } as const;
  takeIn(
    call,
    '2018-09-25',
    '二号库',
    { ...ginger, feeBasis: 'piece-month', feeRate: '2.5' },
    '2400',
    '农场送货',
    80,
  );
}

/** The walnuts leave before the year ends and pay in cash; some wood ear had gone damp; a few kilograms of the own were missing. */
export function settleDemoStore(call: DemoCall): void {
  const kept = call('storage.lots', { asOf: '2018-12-10', ownership: 'kept' });
  const [walnuts, woodEar] = [
    kept.find((lot) => lot.product === '核桃')!,
    kept.find((lot) => lot.product === '木耳')!,
  ];
  const out = { roomId: walnuts.places[0]!.roomId, quantity: walnuts.quantity, pieces: walnuts.pieces };
  call('storage.takeOut', { date: '2018-12-10', lotId: walnuts.id, ...out, party: walnuts.ownerName });
  call('storage.settleFees', {
    date: '2018-12-10',
    to: '2018-12-10',
    lotIds: [walnuts.id],
    received: { kind: 'cash' },
    documentNo: '收据 1210',
    attachments: 1,
    note: '',
  });
  const wet = { roomId: woodEar.places[0]!.roomId, quantity: '2.5', pieces: 0, reason: '包装破损受潮' };
  call('storage.lose', { date: '2018-12-11', lotId: woodEar.id, ...wet, documentNo: '', attachments: 0 });
}

/** At the stock-take of the year's end six kilograms of the own are missing; the board lets them go. */
export function missDemoGoods(call: DemoCall): void {
  const [lot] = call('storage.lots', { asOf: '2018-12-29', ownership: 'own' });
  const [place] = lot?.places ?? [];
  if (!lot || !place) return;
  const { eventId } = call('storage.lose', {
    date: '2018-12-29',
    lotId: lot.id,
    roomId: place.roomId,
    quantity: '6',
    pieces: 0,
    reason: '盘点短少：干耗',
    documentNo: '盘点表 1229',
    attachments: 1,
  });
  if (eventId === null) return;
  call('storage.settleLoss', {
    lossId: eventId,
    date: '2018-12-30',
    payer: null,
    paidFen: 0,
    approval: '理事会〔2018〕11号',
    documentNo: '理事会决议 11号',
    attachments: 1,
  });
}

/** Two chambers, every morning of the autumn; a power cut in October. */
export function readDemoTemperatures(call: DemoCall): void {
  const rooms = call('storage.rooms', {});
  for (let date = '2018-09-01'; date <= '2018-11-30'; date = addDays(date, 1)) {
    const day = Number(date.slice(8)) + 31 * Number(date.slice(5, 7));
    call('storage.recordReadings', {
      inspector: '何建平',
      readings: rooms.map((room, index) => {
        const cut = index === 1 && date === '2018-10-08';
        return {
          roomId: room.id,
          date,
          time: index === 0 ? '08:00' : '08:10',
          temperature: cut ? '6.3' : temperatureText(16 + ((day * 7 + index * 5) % 17)),
          humidity: cut ? 78 : 60 + ((day * 5 + index * 3) % 12),
          note: cut ? '停电 2 小时，已自发电恢复' : '',
        };
      }),
    });
  }
}

function takeIn(
  call: DemoCall,
  date: string,
  roomName: Room,
  lot: NewLot,
  quantity: string,
  party: string,
  pieces = 0,
): void {
  const roomId = call('storage.rooms', {}).find((room) => room.name === roomName)!.id;
  call('storage.takeIn', { date, roomId, lot, quantity, pieces, volume: null, party });
}
