import { lazy, type ComponentType } from 'react';
import { call } from '../api.ts';

export interface Subject {
  /** The route's word, the same as the contract's. */
  word: string;
  title: string;
  /** Pinyin initials, for the jump box. */
  initials: string;
  section: 'desk' | 'village' | 'cooperative' | 'fund' | 'books' | 'office';
  /** No digit of Alt: those stay with the subjects that hands have learned them for. */
  withoutKey?: true;
  Page: ComponentType;
}

/** The pages there are, in the order of the sidebar. Each is loaded when first visited. */
export const subjects: readonly Subject[] = [
  {
    word: 'desk',
    title: '工作台',
    initials: 'gzt',
    section: 'desk',
    Page: page(async () => (await import('../pages/start/DeskPage.tsx')).DeskPage),
  },
  {
    word: 'village',
    title: '户籍',
    initials: 'hj',
    section: 'village',
    Page: page(async () => (await import('../pages/village/VillagePage.tsx')).VillagePage),
  },
  {
    word: 'dossier',
    title: '一户一档',
    initials: 'yhyd',
    section: 'village',
    withoutKey: true,
    Page: page(async () => (await import('../pages/dossier/DossierPage.tsx')).DossierPage),
  },
  {
    word: 'loans',
    title: '贴息贷款',
    initials: 'txdk',
    section: 'village',
    withoutKey: true,
    Page: page(async () => (await import('../pages/loans/LoansPage.tsx')).LoansPage),
  },
  {
    word: 'industry',
    title: '户产业与奖补',
    initials: 'hcyyjb',
    section: 'village',
    withoutKey: true,
    Page: page(async () => (await import('../pages/industry/IndustryPage.tsx')).IndustryPage),
  },
  {
    word: 'members',
    title: '社员与股金',
    initials: 'syygj',
    section: 'cooperative',
    Page: page(async () => (await import('../pages/members/MembersPage.tsx')).MembersPage),
  },
  {
    word: 'deliveries',
    title: '交售',
    initials: 'js',
    section: 'cooperative',
    Page: page(async () => (await import('../pages/deliveries/DeliveriesPage.tsx')).DeliveriesPage),
  },
  {
    word: 'labour',
    title: '务工',
    initials: 'wg',
    section: 'cooperative',
    Page: page(async () => (await import('../pages/labour/LabourPage.tsx')).LabourPage),
  },
  {
    word: 'business',
    title: '业务',
    initials: 'yw',
    section: 'cooperative',
    Page: page(async () => (await import('../pages/business/BusinessPage.tsx')).BusinessPage),
  },
  {
    word: 'assets',
    title: '固定资产',
    initials: 'gdzc',
    section: 'cooperative',
    Page: page(async () => (await import('../pages/assets/AssetsPage.tsx')).AssetsPage),
  },
  {
    word: 'production',
    title: '菌袋生产',
    initials: 'jdsc',
    section: 'cooperative',
    Page: page(async () => (await import('../pages/production/ProductionPage.tsx')).ProductionPage),
  },
  {
    word: 'storage',
    title: '冷库',
    initials: 'lk',
    section: 'cooperative',
    Page: page(async () => (await import('../pages/storage/StoragePage.tsx')).StoragePage),
  },
  {
    word: 'leases',
    title: '土地租赁',
    initials: 'tdzl',
    section: 'cooperative',
    Page: page(async () => (await import('../pages/leases/LeasesPage.tsx')).LeasesPage),
  },
  {
    word: 'dividends',
    title: '分红',
    initials: 'fh',
    section: 'cooperative',
    Page: page(async () => (await import('../pages/dividends/DividendsPage.tsx')).DividendsPage),
  },
  {
    word: 'fund',
    title: '互助资金',
    initials: 'hzzj',
    section: 'fund',
    Page: page(async () => (await import('../pages/fund/FundPage.tsx')).FundPage),
  },
  {
    word: 'vouchers',
    title: '凭证',
    initials: 'pz',
    section: 'books',
    Page: page(async () => (await import('../pages/vouchers/VouchersPage.tsx')).VouchersPage),
  },
  {
    word: 'ledger',
    title: '账簿',
    initials: 'zb',
    section: 'books',
    Page: page(async () => (await import('../pages/ledger/LedgerPage.tsx')).LedgerPage),
  },
  {
    word: 'periods',
    title: '期末',
    initials: 'qm',
    section: 'books',
    Page: page(async () => (await import('../pages/periods/PeriodsPage.tsx')).PeriodsPage),
  },
  {
    word: 'statements',
    title: '会计报表',
    initials: 'kjbb',
    section: 'books',
    Page: page(async () => (await import('../pages/statements/StatementsPage.tsx')).StatementsPage),
  },
  {
    word: 'bank',
    title: '银行对账',
    initials: 'yhdz',
    section: 'books',
    Page: page(async () => (await import('../pages/bank/BankPage.tsx')).BankPage),
  },
  {
    word: 'accounts',
    title: '科目',
    initials: 'km',
    section: 'books',
    Page: page(async () => (await import('../pages/accounts/AccountsPage.tsx')).AccountsPage),
  },
  {
    word: 'imports',
    title: '导入',
    initials: 'dr',
    section: 'office',
    Page: page(async () => (await import('../pages/imports/ImportsPage.tsx')).ImportsPage),
  },
  {
    word: 'backup',
    title: '备份与核验',
    initials: 'bfyhy',
    section: 'office',
    Page: page(async () => (await import('../pages/backup/BackupPage.tsx')).BackupPage),
  },
  {
    word: 'settings',
    title: '章程与设置',
    initials: 'zcysz',
    section: 'office',
    Page: page(async () => (await import('../pages/settings/SettingsPage.tsx')).SettingsPage),
  },
];

export const PrintPreview = page(async () => (await import('../pages/prints/PrintPreview.tsx')).PrintPreview);

/** A page fetched when first visited. Where it can't be, the call after it finds out whether the program is still there. */
function page<P extends object>(load: () => Promise<ComponentType<P>>) {
  return lazy(async () => {
    try {
      return { default: await load() };
    } catch (reason) {
      await call('workspace.status', {}).catch(() => undefined);
      throw reason;
    }
  });
}
