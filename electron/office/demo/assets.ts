import type { Input } from '../../../shared/contract/index.ts';
import type { DemoCall } from './build.ts';

/** The cooperative's fixed assets of 2018: sheds built, a cold store of the village's run by contract, dryers bought, a computer on loan. */
type Acquired = Input<'assets.acquire'>;

const NO_FACTS = {
  spec: '',
  supplier: '',
  documentNo: '',
  department: '生产部',
  owner: '',
  controlContract: '',
};
const STRAIGHT = { method: 'straight-line', residual: '5' } as const;
const BANK = { kind: 'bank' } as const;

const RELIEF = {
  kind: 'business',
  projectYear: 2018,
  approvalNo: '略财农〔2018〕12号',
  implementer: '两河口镇人民政府',
  operatedBy: '鑫杰香菇种植专业合作社',
  benefitRule: '收益量化到建档立卡户，按年公示后分配',
  supervisor: '两河口镇人民政府',
} as const;

/** 122 sheds, handed over from the works that the grant and the members' own money paid. */
export function handOverSheds(call: DemoCall, project: string): void {
  const { id } = call('assets.acquire', {
    date: '2018-07-05',
    standing: 'booked',
    account: '151',
    facts: {
      ...NO_FACTS,
      ...{
        no: 'DP',
        name: '钢架大棚',
        category: '生产设施',
        spec: '8 米 × 30 米',
        unit: '个',
        use: 'production',
      },
      ...{ supplier: '县钢构大棚厂', documentNo: '验收单 2018-07', place: '河坝大棚区', custodian: '周兴才' },
      ...{ ownerKind: 'cooperative', note: '' },
    },
    costFen: 610_000_00,
    funding: [
      { source: 'state', note: '2018年产业扶持大棚和冷库项目', amountFen: 300_000_00 },
      { source: 'own', note: '自筹股金', amountFen: 310_000_00 },
    ],
    terms: { ...STRAIGHT, lifeMonths: 120 },
    isRelief: true,
    relief: {
      ...RELIEF,
      ...{ project: '香菇大棚建设', acceptedOn: '2018-07-05', caretaker: '周兴才' },
      ...{ certifiedOn: '2018-07-20', certificateNo: '略扶资〔2018〕031号' },
    },
    pieces: { count: 122 },
    attachments: 1,
    how: { kind: 'built', project },
  });
  keepSheds(call, id);
}

/** Who keeps which row of sheds, and how they stand. */
function keepSheds(call: DemoCall, id: number): void {
  const { pieceRows } = call('assets.get', { id });
  const numbered = (from: number, to: number): number[] =>
    pieceRows.slice(from - 1, to).map((piece) => piece.id);
  const rows = [
    { from: 1, to: 44, place: '河坝东排', custodian: '陈大明' },
    { from: 45, to: 88, place: '河坝中排', custodian: '王德福' },
    { from: 89, to: 122, place: '河坝西排', custodian: '李长贵' },
  ];
  for (const { from, to, place, custodian } of rows) {
    const pieceIds = numbered(from, to);
    const on = { id, pieceIds, date: '2018-07-06' };
    call('assets.change', { ...on, change: { field: 'place', value: place }, note: '竣工后分排管理' });
    call('assets.change', { ...on, change: { field: 'custodian', value: custodian }, note: '管护责任书' });
  }
  call('assets.change', {
    ...{ id, pieceIds: numbered(117, 122), date: '2018-10-08', note: '秋栽没有排满' },
    change: { field: 'state', value: 'idle' },
  });
  call('assets.change', {
    ...{ id, pieceIds: numbered(17, 17), date: '2018-12-29', note: '雪压，棚架变形，等保险公司定损' },
    change: { field: 'state', value: 'damaged' },
  });
}

/** The village owns the cold store; the cooperative runs it, bears its risks and has its use by contract (37号 Art. 14). */
export function buyColdStore(call: DemoCall, project: string): void {
  const { id } = call('assets.acquire', {
    date: '2018-07-12',
    standing: 'booked',
    account: '151',
    facts: {
      ...NO_FACTS,
      ...{
        no: 'LK-01',
        name: '冷链保鲜库',
        category: '房屋建筑物',
        spec: '1000 立方米',
        unit: '座',
        use: 'production',
      },
      ...{
        supplier: '汉中制冷设备公司',
        documentNo: '冷库合同 2018-02',
        place: '1号库',
        custodian: '周兴才',
      },
      ...{
        ownerKind: 'village',
        owner: '张家坝村集体',
        controlContract: '冷库委托经营合同 2018-3',
        note: '',
      },
    },
    costFen: 400_000_00,
    funding: [
      { source: 'state', note: project, amountFen: 300_000_00 },
      { source: 'own', note: '自筹股金', amountFen: 100_000_00 },
    ],
    terms: { ...STRAIGHT, lifeMonths: 240 },
    isRelief: true,
    relief: {
      ...RELIEF,
      ...{ project: '冷链保鲜库', acceptedOn: '2018-07-12', caretaker: '李会计' },
      ...{ certifiedOn: '2018-08-01', certificateNo: '略扶资〔2018〕032号' },
    },
    pieces: null,
    attachments: 1,
    how: { kind: 'granted', project, grantFen: 300_000_00, party: '汉中制冷设备公司', paid: BANK },
  });
  call('assets.setBenefit', { id, year: 2018, amountFen: 6_000_00, note: '委托经营收益，交村集体' });
}

export function buyDryers(call: DemoCall): void {
  call('assets.acquire', {
    date: '2018-07-18',
    standing: 'booked',
    account: '151',
    facts: {
      ...NO_FACTS,
      ...{
        no: 'HG-01',
        name: '香菇烘干机',
        category: '机器设备',
        spec: '热风循环式',
        unit: '台',
        use: 'production',
      },
      ...{ supplier: '汉中机械设备公司', documentNo: '发票 0718', place: '烘干房', custodian: '陈大明' },
      ...{ ownerKind: 'cooperative', note: '' },
    },
    costFen: 48_000_00,
    funding: [{ source: 'own', note: '自筹股金', amountFen: 48_000_00 }],
    terms: { ...STRAIGHT, lifeMonths: 120 },
    isRelief: false,
    relief: null,
    pieces: { count: 4 },
    attachments: 1,
    how: { kind: 'bought', party: '汉中机械设备公司', paid: BANK },
  });
}

/** The village committee's own, lent to the cooperative's office: 备查. */
export function registerComputer(call: DemoCall): void {
  const acquired: Acquired = {
    date: '2018-04-20',
    standing: 'memo',
    account: '151',
    facts: {
      ...NO_FACTS,
      ...{ no: 'DN-01', name: '办公电脑及打印机', category: '电子设备', unit: '套', use: 'management' },
      ...{ department: '办公室', place: '办公室', custodian: '李会计', documentNo: '借用协议 2018-1' },
      ...{ ownerKind: 'village', owner: '张家坝村委会', note: '村委会借给合作社使用' },
    },
    costFen: 6_200_00,
    funding: [{ source: 'partner', note: '帮扶单位（示范）', amountFen: 6_200_00 }],
    terms: { ...STRAIGHT, lifeMonths: 36 },
    isRelief: false,
    relief: null,
    pieces: null,
    attachments: 0,
    how: { kind: 'register', acquisition: 'donation' },
  };
  call('assets.acquire', acquired);
}
