import type { Account } from '../vouchers/lookup.ts';
import type { Item } from './openings.ts';

/** An account as accounts.list gives it, with only what a test says of it. */
function accountOf(code: string, name: string, part: Partial<Account> = {}): Account {
  return {
    id: Number(code),
    code,
    name,
    fullName: name,
    parentId: null,
    level: 1,
    class: code.startsWith('5') ? 'profit' : code.startsWith('1') ? 'asset' : 'liability',
    normal: code.startsWith('1') ? 'debit' : 'credit',
    dims: [],
    isLeaf: true,
    isStatutory: true,
    role: '',
    enabled: true,
    withQuantity: false,
    controlledBy: null,
    explanation: '',
    examples: [],
    traps: [],
    pinyinInitials: '',
    pinyinFull: '',
    used: false,
    ...part,
  };
}

function itemOf(id: number, dim: Item['dim'], name: string, part: Partial<Item> = {}): Item {
  return {
    id,
    dim,
    name,
    note: '',
    isPovertyAsset: false,
    isLivestock: false,
    enabled: true,
    pinyinInitials: '',
    pinyinFull: '',
    ...part,
  };
}

export const ACCOUNTS: readonly Account[] = [
  accountOf('101', '库存现金'),
  accountOf('102', '银行存款', { dims: ['bank'] }),
  accountOf('109', '其他货币资金', { enabled: false }),
  accountOf('114', '成员往来', { dims: ['member'] }),
  accountOf('121', '产品物资', { dims: ['product'], withQuantity: true }),
  accountOf('141', '消耗性生物资产', { dims: ['asset'] }),
  accountOf('201', '短期借款', { dims: ['lender'] }),
  accountOf('211', '应付款', { dims: ['counterparty'] }),
  accountOf('213', '应付劳务费', { dims: ['worker', 'payItem'] }),
  accountOf('301', '股金', { dims: ['member'], controlledBy: '由登记簿产生' }),
  accountOf('331', '本年盈余'),
  accountOf('332', '盈余分配', { isLeaf: false }),
  accountOf('33201', '各项分配', { fullName: '盈余分配/各项分配', dims: ['purpose'] }),
  accountOf('33202', '未分配盈余', { fullName: '盈余分配/未分配盈余' }),
  accountOf('501', '经营收入', { dims: ['businessItem'] }),
  accountOf('522', '税金及附加', { dims: ['taxItem'] }),
  accountOf('523', '管理费用', { dims: ['expenseItem'] }),
];

export const ITEMS: readonly Item[] = [
  itemOf(1, 'bank', '基本存款账户'),
  itemOf(2, 'bank', '信用社'),
  itemOf(3, 'asset', '母羊', { isLivestock: true }),
  itemOf(4, 'asset', '菌袋'),
  itemOf(5, 'businessItem', '产品销售'),
];
