import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Input } from '../../../shared/contract/index.ts';
import { type Acquired, dryers, testAssets, type TestAssets } from './testAssets.ts';

const BANK = { kind: 'bank' } as const;
const GRANT = '冷库补助';

let books: TestAssets;
beforeEach(() => {
  books = testAssets();
});
afterEach(() => {
  expect(books.wrong()).toEqual([]);
  books.close();
});

const business = (date: string, event: Input<'business.record'>['event']) =>
  books.call('business.record', { date, documentNo: '', note: '', attachments: 1, event });
const grant = (amountFen: number) =>
  business('2018-02-01', { kind: 'grantReceived', project: GRANT, amountFen, money: BANK });
const works = (costFen: number) => {
  grant(costFen);
  business('2018-03-01', {
    kind: 'grantSpentOnAsset',
    project: GRANT,
    grantFen: costFen,
    asset: { account: '153', name: '大棚工程', isPovertyAsset: true },
    costFen,
    party: '施工队',
    paid: BANK,
  });
};
const own = (amountFen: number): Acquired['funding'] => [{ source: 'own', note: '', amountFen }];
const one = (costFen: number, more: Partial<Acquired> = {}, facts: Partial<Acquired['facts']> = {}) =>
  dryers({ costFen, funding: own(costFen), pieces: null, ...more }, facts);
const standing = (no: string, asOf = '2018-12-31') =>
  books.call('assets.list', { asOf, search: no }).find((row) => row.no === no);

describe('each way to come in has its voucher (DOMAIN §1.4)', () => {
  test.each<[string, () => void, Acquired, string[]]>([
    [
      'bought and paid',
      () => undefined,
      dryers(),
      ['借 151[HG-01 香菇烘干机] 48000.00', '贷 102[基本存款账户] 48000.00'],
    ],
    [
      'bought, not paid',
      () => undefined,
      dryers({ how: { kind: 'bought', party: '机械公司', paid: null } }),
      ['借 151[HG-01 香菇烘干机] 48000.00', '贷 211[机械公司] 48000.00'],
    ],
    [
      'built: from 153 at 决算价',
      () => works(61_000_000),
      dryers(
        {
          costFen: 61_000_000,
          funding: own(61_000_000),
          pieces: { count: 122 },
          how: { kind: 'built', project: '大棚工程' },
        },
        { no: 'DP', name: '钢架大棚' },
      ),
      ['借 151[DP 钢架大棚] 610000.00', '贷 153[大棚工程] 610000.00'],
    ],
    [
      '#30: 400,000 of which 300,000 is grant',
      () => grant(30_000_000),
      one(
        40_000_000,
        {
          funding: [{ source: 'state', note: GRANT, amountFen: 30_000_000 }, ...own(10_000_000)],
          how: { kind: 'granted', project: GRANT, grantFen: 30_000_000, party: '制冷厂', paid: BANK },
        },
        { no: 'LK-01', name: '冷库' },
      ),
      [
        '借 151[LK-01 冷库] 400000.00',
        '贷 102[基本存款账户] 400000.00',
        '借 235[冷库补助] 300000.00',
        '贷 311[国家财政直接补助] 300000.00',
      ],
    ],
    [
      'donated: carriage is part of the cost',
      () => undefined,
      one(650_000, {
        how: {
          kind: 'donated',
          party: '帮扶单位',
          basis: 'voucher',
          costs: { fen: 30_000, party: '', paid: { kind: 'cash' } },
        },
      }),
      ['借 151[HG-01 香菇烘干机] 6500.00', '贷 311[他人捐赠] 6200.00', '贷 101 300.00'],
    ],
    [
      'donated without a value: 1 yuan, what it cost goes to 529',
      () => undefined,
      one(100, {
        how: {
          kind: 'donated',
          party: '帮扶单位',
          basis: 'nominal',
          costs: { fen: 5_000, party: '运输队', paid: null },
        },
      }),
      [
        '借 151[HG-01 香菇烘干机] 1.00',
        '借 529[受赠资产税费] 50.00',
        '贷 311[他人捐赠] 1.00',
        '贷 211[运输队] 50.00',
      ],
    ],
    [
      'from a list, payment open',
      () => undefined,
      one(620_000, { how: { kind: 'pending', party: '待核对', donatedFen: 500_000 } }),
      ['借 151[HG-01 香菇烘干机] 6200.00', '贷 311[他人捐赠] 5000.00', '贷 211[待核对] 1200.00'],
    ],
    [
      'productive biological assets stand on 142',
      () => undefined,
      one(300_000, { account: '142' }, { no: 'GS-01', name: '果树' }),
      ['借 142[GS-01 果树] 3000.00', '贷 102[基本存款账户] 3000.00'],
    ],
  ])('%s', (_, before, wanted, expected) => {
    before();
    const preview = books.call('assets.preview', wanted);
    const { voucherIds } = books.call('assets.acquire', wanted);
    expect(voucherIds.map(books.lines)).toEqual([expected]);
    expect(preview.vouchers).toHaveLength(1);
    expect(standing(wanted.facts.no)).toMatchObject({
      costFen: wanted.costFen,
      accumulatedFen: 0,
      pieces: wanted.pieces?.count ?? 1,
      standing: 'booked',
    });
  });

  test('at 1 yuan nothing is ever depreciated', () => {
    const wanted = one(100, { how: { kind: 'donated', party: '帮扶单位', basis: 'nominal', costs: null } });
    expect(books.call('assets.preview', wanted)).toMatchObject({ monthlyFen: 0, firstPeriod: null });
    expect(books.call('assets.acquire', wanted).warnings.join()).toContain('名义金额');
    expect(standing('HG-01')?.monthlyFen).toBe(0);
  });

  test('a share in kind makes the card with the share, and takes it along when it is undone', () => {
    const memberId = books.member('张守田');
    const share = books.call('shares.contribute', {
      ...{ memberId, date: '2018-04-01', form: 'in-kind', source: '自筹', fromRelief: false },
      ...{ amountFen: 1_000_000, premiumFen: 20_000, document: '评1', note: '' },
      asset: { account: '151', itemName: '旧农机' },
    });
    const [row] = books.call('assets.list', {});
    expect(row).toMatchObject({
      no: 'GD-01',
      name: '旧农机',
      costFen: 1_020_000,
      isIncomplete: true,
      acquisition: 'share',
    });
    const card = books.call('assets.get', { id: row!.id });
    expect(card.moves[0]!.vouchers).toHaveLength(1);
    expect(books.lines(card.moves[0]!.vouchers[0]!.id)[0]).toBe('借 151[GD-01 旧农机] 10200.00');
    expect(card.reverseRefusal).toContain('社员与股金');
    books.call('shares.reverse', { id: share.id, date: '2018-04-02', reason: '没有交来' });
    expect(books.call('assets.list', {})).toEqual([]);
    expect(books.call('assets.get', { id: row!.id }).undoneOn).toBe('2018-04-02');
  });
});

describe('refused, with the place and the way out', () => {
  const refusals: [string, Acquired, string][] = [
    [
      'sources that are not the cost',
      dryers({ costFen: 5_800_000, funding: own(5_000_000) }),
      '资金来源合计 50,000.00 ≠ 原值 58,000.00，少 8,000.00 元',
    ],
    [
      'what another owns, without a contract (37号 Art. 14)',
      dryers({}, { ownerKind: 'village', owner: '村集体' }),
      '只作备查登记',
    ],
    [
      'more grant than cost',
      one(100, { how: { kind: 'granted', project: GRANT, grantFen: 101, party: '厂', paid: BANK } }),
      '不能多于原值',
    ],
    [
      'grant that never arrived',
      one(200, { how: { kind: 'granted', project: GRANT, grantFen: 100, party: '厂', paid: BANK } }),
      '“冷库补助”的结余只有 0.00 元',
    ],
    [
      'works that did not cost as much',
      one(100, { how: { kind: 'built', project: '大棚工程' } }),
      '在建工程“大棚工程”',
    ],
    ['nobody to owe it to', dryers({ how: { kind: 'bought', party: '', paid: null } }), '写明欠谁的'],
    [
      'in the books without saying how',
      dryers({ how: { kind: 'register', acquisition: 'purchase' } }),
      '说明怎样来的',
    ],
    ['备查 with a voucher', dryers({ standing: 'memo' }), '备查资产不做凭证'],
    [
      'nominal at more than 1 yuan',
      one(200, { how: { kind: 'donated', party: '某', basis: 'nominal', costs: null } }),
      '原值是 1 元',
    ],
    ['pieces of one number', dryers({ pieces: { count: 2, nos: ['A', 'A'] } }), '单件编号 A 有两个'],
    ['more numbers than pieces', dryers({ pieces: { count: 2, nos: ['A'] } }), '单件编号有 1 个，数量是 2'],
    ['tomorrow', dryers({ date: '2019-03-02' }), '还没有发生'],
    ['worn in the books before it came', dryers({ accumulatedFen: 100 }), '才提折旧'],
    [
      'a residual too fine',
      dryers({ terms: { method: 'straight-line', lifeMonths: 120, residual: '5.00001' } }),
      '最多四位小数',
    ],
  ];
  test.each(refusals)('%s', (_, wanted, sentence) => {
    expect(books.refusal('assets.preview', wanted)).toContain(sentence);
    expect(books.refusal('assets.acquire', wanted)).toContain(sentence);
    expect(books.call('assets.list', { withGone: true })).toEqual([]);
  });

  test('a number twice, and the same paper twice', () => {
    books.call('assets.acquire', dryers({}, { documentNo: '发票 1' }));
    expect(books.refusal('assets.acquire', dryers())).toContain('HG-01 已经是“香菇烘干机”的');
    expect(books.refusal('assets.acquire', dryers({}, { no: 'HG-02', documentNo: '发票 1' }))).toContain(
      '已经登记过',
    );
  });

  test('151 and 152 are not typed', () => {
    const line = (account: string, debitFen: number, creditFen: number) => ({
      summary: '购',
      account,
      debitFen,
      creditFen,
    });
    for (const account of ['151', '152', '142', '143']) {
      expect(
        books.refusal('vouchers.save', {
          date: '2018-05-01',
          attachments: 1,
          lines: [line(account, 1, 0), line('101', 0, 1)],
        }),
      ).toContain('由“固定资产”里的登记');
    }
  });
});

test('numbers on labels are of one thing each', () => {
  const batch = (no: string, nos: string[]) =>
    dryers(
      { costFen: 90_000, funding: own(90_000), pieces: { count: nos.length, nos } },
      { no, name: `${no}设备` },
    );
  books.call('assets.acquire', batch('DP', ['DP-1', 'DP-2']));
  expect(books.refusal('assets.acquire', one(90_000, {}, { no: 'DP-1' }))).toContain('DP DP设备');
  expect(books.refusal('assets.acquire', batch('DQ', ['DQ-1', 'DP-2']))).toContain('DP-2');
  expect(books.refusal('assets.acquire', batch('DQ', ['DP', 'DQ-2']))).toContain('单件编号 DP');
});

test('a cost beyond what an amount can be is refused in words', () => {
  const tooMuch = one(200_000_000_000_000, {}, {});
  expect(() => books.call('assets.acquire', tooMuch)).toThrow(/金额太大/u);
});

test('a grant for an asset that is nowhere, or dearer than it, is said', () => {
  books.call('assets.acquire', one(1_200_000, {}, {}));
  const after = (assetName: string, amountFen: number) =>
    business('2018-06-01', { kind: 'grantAfterAsset', project: GRANT, amountFen, assetName, money: BANK })
      .warnings;
  expect(after('没有的', 100).join()).toContain('没有叫“没有的”的卡片');
  expect(after('HG-01', 1_300_000).join()).toContain('原值只有 12,000.00 元');
  expect(after('HG-01', 1_200_000).join()).not.toContain('原值');
});

describe('what another owns', () => {
  const store = (more: Partial<Acquired> = {}, facts: Partial<Acquired['facts']> = {}) =>
    one(
      40_000_000,
      { standing: 'memo', how: { kind: 'register', acquisition: 'built' }, date: '2018-08-15', ...more },
      { no: 'LK-01', name: '冷库', ownerKind: 'village', owner: '张家坝村集体', ...facts },
    );

  test('is 备查: on the register, without voucher', () => {
    const { voucherIds } = books.call('assets.acquire', store());
    expect(voucherIds).toEqual([]);
    expect(standing('LK-01')).toMatchObject({ standing: 'memo', costFen: 40_000_000 });
    expect(books.call('vouchers.list', {})).toEqual([]);
  });

  test('comes into the books by contract, and is 备查 again when that is undone', () => {
    const { id } = books.call('assets.acquire', store());
    const booked = {
      id,
      date: '2018-09-01',
      ownerKind: 'village',
      owner: '张家坝村集体',
      documentNo: '',
      attachments: 1,
      how: { kind: 'pending', party: '待核对' },
    } as const;
    expect(books.refusal('assets.book', { ...booked, controlContract: '' })).toContain('控制合同');
    const { voucherIds } = books.call('assets.book', { ...booked, controlContract: '控-1' });
    expect(voucherIds.map(books.lines)).toEqual([
      ['借 151[LK-01 冷库] 400000.00', '贷 211[待核对] 400000.00'],
    ]);
    expect(standing('LK-01')).toMatchObject({ standing: 'booked', costFen: 40_000_000, monthlyFen: 316_667 });
    expect(books.wrong()).toEqual([]);
    books.call('assets.reverse', { id, date: '2018-09-02', reason: '合同没有签' });
    expect(standing('LK-01')).toMatchObject({ standing: 'memo', costFen: 40_000_000, pieces: 1 });
    books.call('assets.reverse', { id, date: '2018-09-03', reason: '重复' });
    expect(standing('LK-01')).toBeUndefined();
  });

  const toBook = (id: number, date: string): Input<'assets.book'> => ({
    id,
    date,
    ownerKind: 'cooperative',
    owner: '',
    controlContract: '',
    documentNo: '',
    attachments: 1,
    how: { kind: 'bought', party: '村委会', paid: null },
  });
  const terms = { method: 'straight-line', lifeMonths: 120, residual: '5' } as const;
  const leave = (assetId: number, date: string, what: Input<'disposals.record'>['what']) =>
    books.call('disposals.record', { assetId, date, what, way: 'returned', reason: '退还' });

  test('comes into the books with what stands of it, and is charged for that only', () => {
    const ten = store({ costFen: 1_200_000, funding: own(1_200_000), terms, pieces: { count: 10 } });
    const { id } = books.call('assets.acquire', ten);
    const { pieceRows } = books.call('assets.get', { id });
    leave(id, '2018-08-20', { kind: 'pieces', pieceIds: pieceRows.slice(0, 5).map((one) => one.id) });
    expect(books.refusal('assets.book', toBook(id, '2018-08-18'))).toContain('2018-08-20');
    books.call('assets.book', toBook(id, '2018-08-25'));
    expect(standing('LK-01')).toMatchObject({ costFen: 600_000, monthlyFen: 4_750 });
    books.call('assets.reverse', { id, date: '2018-08-26', reason: '没有买成' });
    expect(books.call('assets.get', { id })).toMatchObject({
      ...{ standing: 'memo', ownerKind: 'village', owner: '张家坝村集体', acquisition: 'built' },
      ...{ costFen: 600_000, pieces: 5 },
    });
  });

  test('is not booked before it came, nor when nothing of it stands', () => {
    const { id } = books.call('assets.acquire', store({ terms }));
    expect(books.refusal('assets.book', toBook(id, '2018-08-01'))).toContain('2018-08-15');
    leave(id, '2018-08-20', { kind: 'whole' });
    expect(books.refusal('assets.book', toBook(id, '2018-08-25'))).toContain('已经处置完');
  });

  test('or from the start, with the contract named', () => {
    const { warnings } = books.call(
      'assets.acquire',
      store(
        { standing: 'booked', how: { kind: 'bought', party: '制冷厂', paid: null } },
        { controlContract: '控-1' },
      ),
    );
    expect(warnings.join()).toContain('按控制合同 控-1 入账');
  });
});

describe('pieces, places, keepers, states', () => {
  test('122 sheds are one card; one is damaged, rows have their keepers; the past can be asked again', () => {
    works(61_000_000);
    const { id } = books.call(
      'assets.acquire',
      dryers(
        {
          ...{ date: '2018-07-05', costFen: 61_000_000, funding: own(61_000_000), pieces: { count: 122 } },
          how: { kind: 'built', project: '大棚工程' },
        },
        { no: 'DP', name: '钢架大棚', place: '大棚区', custodian: '周兴才' },
      ),
    );
    const { pieceRows } = books.call('assets.get', { id });
    expect([pieceRows[0]!.no, pieceRows[16]!.no, pieceRows.at(-1)!.no]).toEqual([
      'DP-001',
      'DP-017',
      'DP-122',
    ]);
    const seventeen = pieceRows[16]!.id;
    const change = { id, pieceIds: [seventeen], note: '雪压' };
    books.call('assets.change', {
      ...change,
      date: '2018-12-10',
      change: { field: 'state', value: 'damaged' },
    });
    expect(
      books.call('assets.change', {
        id,
        date: '2018-08-01',
        note: '',
        change: { field: 'custodian', value: '陈大明' },
      }),
    ).toEqual({ changed: 123 });
    const plan = (asOf: string) => books.call('assets.plan', { asOf })[0]!.pieces[16]!;
    expect(plan('2018-12-09')).toMatchObject({ no: 'DP-017', state: 'in-use', custodian: '陈大明' });
    expect(plan('2018-12-10').state).toBe('damaged');
    expect(plan('2018-07-31').custodian).toBe('周兴才');
    expect(books.call('assets.list', { state: 'damaged' }).map((row) => row.no)).toEqual(['DP']);
    expect(books.call('assets.list', { state: 'rented' })).toEqual([]);
    expect(books.call('assets.list', { custodian: '陈大明', asOf: '2018-07-31' })).toEqual([]);
    expect(standing('DP')).toMatchObject({ state: 'in-use', monthlyFen: 482_917 });
    expect(
      books.refusal('assets.change', {
        ...change,
        date: '2018-11-01',
        change: { field: 'state', value: 'idle' },
      }),
    ).toContain('DP-017 在 2018-12-10 已经有一次');
    expect(
      books.refusal('assets.change', {
        ...change,
        date: '2018-12-11',
        change: { field: 'state', value: 'damaged' },
      }),
    ).toContain('本来就是“损坏”');
    expect(
      books.refusal('assets.change', {
        id,
        date: '2018-07-04',
        note: '',
        change: { field: 'place', value: '乙' },
      }),
    ).toContain('不能早于取得日 2018-07-05');
  });

  test('facts are corrected and what they were is kept; the books follow the name', () => {
    const { id, voucherIds } = books.call('assets.acquire', dryers());
    const { facts } = dryers({}, { no: 'HG-02', name: '热风烘干机', spec: '5HG-2' });
    books.call('assets.update', { id, facts });
    const card = books.call('assets.get', { id });
    expect(card.changes.map((row) => [row.field, row.before, row.after])).toEqual([
      ['资产编号', 'HG-01', 'HG-02'],
      ['名称', '香菇烘干机', '热风烘干机'],
      ['规格', '', '5HG-2'],
    ]);
    expect(books.lines(voucherIds[0]!)[0]).toBe('借 151[HG-02 热风烘干机] 48000.00');
    expect(books.call('assets.nextNo', { prefix: 'hg' })).toEqual({ no: 'HG-03' });
    expect(books.refusal('assets.update', { id, facts: { ...facts, ownerKind: 'state' } })).toContain('备查');
  });

  test('files stay in the workspace', () => {
    const { id } = books.call('assets.acquire', dryers());
    const dataBase64 = Buffer.from('照片').toString('base64');
    const file = books.call('assets.addFile', { id, name: '铭牌.JPG', dataBase64 });
    expect(books.refusal('assets.addFile', { id, name: '再一张.jpg', dataBase64 })).toContain('同样的文件');
    expect(books.call('assets.file', { fileId: file.id })).toEqual({
      name: '铭牌.JPG',
      type: 'image/jpeg',
      dataBase64,
    });
    expect(books.call('assets.get', { id }).files).toMatchObject([
      { name: '铭牌.JPG', size: 6, isPicture: true },
    ]);
    books.call('assets.removeFile', { fileId: file.id });
    expect(books.refusal('assets.removeFile', { fileId: file.id })).toContain('没有这个附件');
  });
});

describe('扶贫项目资产', () => {
  const relief = {
    kind: 'business',
    project: '冷链项目',
    projectYear: 2018,
    approvalNo: '略财农〔2018〕12号',
    implementer: '镇政府',
    acceptedOn: '2018-07-12',
    operatedBy: '合作社',
    benefitRule: '按户分配',
    supervisor: '镇政府',
    caretaker: '周兴才',
    certifiedOn: null,
    certificateNo: '',
  } as const;

  test('its fields, its yearly benefit, and the ledger for posting up', () => {
    const { id, voucherIds } = books.call('assets.acquire', dryers({ isRelief: true, relief }));
    books.call('assets.acquire', dryers({}, { no: 'HG-02' }));
    expect(books.call('vouchers.get', { id: voucherIds[0]! }).lines[0]).toMatchObject({
      isPovertyAsset: true,
    });
    books.call('assets.setBenefit', { id, year: 2018, amountFen: 600_000, note: '租金' });
    const rows = books.call('assets.reliefLedger', { year: 2018 });
    expect(rows).toMatchObject([
      { no: 'HG-01', relief, benefitFen: 600_000, benefitNote: '租金', disposals: [] },
    ]);
    expect(books.call('assets.reliefLedger', { year: 2017 })).toEqual([]);
    books.call('assets.setBenefit', { id, year: 2018, amountFen: null, note: '' });
    expect(books.call('assets.reliefLedger', { year: 2018 })[0]!.benefitFen).toBeNull();
  });

  test('is said of a card later, and taken back', () => {
    const { id, voucherIds } = books.call('assets.acquire', dryers());
    const isMarked = () => books.call('vouchers.get', { id: voucherIds[0]! }).lines[0]!.isPovertyAsset;
    expect(books.refusal('assets.setBenefit', { id, year: 2018, amountFen: 1, note: '' })).toContain('标明');
    books.call('assets.setRelief', { id, isRelief: true, relief });
    expect([isMarked(), books.call('assets.get', { id }).relief]).toEqual([true, relief]);
    expect(books.refusal('assets.setRelief', { id, isRelief: false, relief })).toContain('不是扶贫项目资产');
    books.call('assets.setRelief', { id, isRelief: false, relief: null });
    expect([isMarked(), books.call('assets.get', { id }).relief]).toEqual([false, null]);
  });
});

describe('undone', () => {
  test('in red, and its number is free again', () => {
    const { id } = books.call('assets.acquire', dryers());
    expect(books.call('assets.get', { id }).reverseRefusal).toBeNull();
    const { voucherIds } = books.call('assets.reverse', { id, date: '2018-07-11', reason: '型号填错' });
    expect(voucherIds.map(books.lines)).toEqual([
      ['借 151[HG-01 香菇烘干机] -48000.00', '贷 102[基本存款账户] -48000.00'],
    ]);
    expect(books.call('assets.list', { withGone: true })).toEqual([]);
    expect(books.refusal('assets.reverse', { id, date: '2018-07-12', reason: '再' })).toContain(
      '已经在 2018-07-11 冲销',
    );
    books.call('assets.acquire', dryers());
    expect(standing('HG-01')?.costFen).toBe(4_800_000);
  });

  test('not while the grant it used is needed otherwise, nor before it came', () => {
    const { id } = books.call('assets.acquire', dryers());
    expect(books.refusal('assets.reverse', { id, date: '2018-07-09', reason: '错' })).toContain('不能早于');
  });
});
