import { useMemo, useRef, useState, type ReactNode } from 'react';
import { DIM_NAMES } from '../../../shared/rules/chart/accounts.ts';
import { asRefusal, call } from '../../api.ts';
import { go, settle, useRoute } from '../../frame/routes.ts';
import { useSession } from '../../frame/session.ts';
import { Button } from '../../parts/Button.tsx';
import { Drawer } from '../../parts/Drawer.tsx';
import { exportXlsx } from '../../parts/exportXlsx.ts';
import { Grid, type GridHandle } from '../../parts/Grid.tsx';
import type { Column } from '../../parts/gridColumns.ts';
import { Banner, notify } from '../../parts/Notice.tsx';
import { Page } from '../../parts/Page.tsx';
import { SearchField } from '../../parts/SearchField.tsx';
import { usePrint } from '../../parts/usePrint.ts';
import { chartIndex, findAccounts, type Account } from '../vouchers/lookup.ts';
import { NewAccountDialog, RecodeAccountDialog, RenameAccountDialog } from './AccountDialogs.tsx';

const CLASSES = { asset: '资产', liability: '负债', equity: '权益', cost: '成本', profit: '损益' } as const;
/** As the 民间非营利组织 system calls them. */
const FUND_CLASSES = { ...CLASSES, equity: '净资产', profit: '收支' } as const;

const columnsOf = (classes: typeof CLASSES | typeof FUND_CLASSES): readonly Column<Account>[] => [
  { field: 'code', title: '编码', kind: 'code', width: 70 },
  { field: 'name', title: '科目', kind: 'text', width: 168 },
  { field: 'class', title: '类别', kind: 'text', width: 52, words: classes },
  { field: 'normal', title: '方向', kind: 'text', width: 48, words: { debit: '借', credit: '贷' } },
  {
    field: 'dims',
    title: '辅助核算',
    kind: 'text',
    width: 160,
    value: (row) => row.dims.map((dim) => DIM_NAMES[dim]).join('、'),
  },
  {
    field: 'how',
    title: '怎样记',
    kind: 'text',
    width: 124,
    quiet: true,
    value: (row) => (row.controlledBy !== null ? '随登记自动记账' : row.isLeaf ? '' : '记在明细科目上'),
  },
  {
    field: 'enabled',
    title: '状态',
    kind: 'text',
    width: 62,
    value: (row) => (row.enabled ? '' : '已停用'),
  },
];

type Asking = { what: 'add' | 'rename' | 'recode'; account: Account };

const COLUMNS = columnsOf(CLASSES);
const FUND_COLUMNS = columnsOf(FUND_CLASSES);

/** 会计科目: the regulation's chart with one's own sub-accounts; beside it what each is for. */
export function Chart({ tabs, accounts }: { tabs: ReactNode; accounts: readonly Account[] }) {
  const { id } = useRoute();
  const columns = useSession().books?.kind === 'fund' ? FUND_COLUMNS : COLUMNS;
  const print = usePrint();
  const grid = useRef<GridHandle<Account>>(null);
  const [search, setSearch] = useState('');
  const [asking, setAsking] = useState<Asking | null>(null);
  const [inside, setInside] = useState(false);
  const rows = useMemo(() => {
    if (search === '') return accounts;
    const found = new Set(findAccounts(chartIndex(accounts), search).map((one) => one.account.id));
    return accounts.filter((one) => found.has(one.id));
  }, [accounts, search]);
  const current = accounts.find((one) => one.id === id) ?? null;
  const open = (row: Account): void => {
    setInside(id === row.id);
    settle('accounts', row.id, { tab: 'chart' });
  };
  return (
    <Page
      title="科目"
      filters={
        <>
          {tabs}
          <SearchField
            label="查找科目"
            placeholder="编码、名称、首字母"
            width={170}
            onChange={setSearch}
            onDown={() => grid.current?.focus()}
          />
        </>
      }
      actions={
        <>
          <Button
            kind="primary"
            shortcut="Ctrl+N"
            writes
            disabled={current === null}
            title={current ? `在 ${current.code} ${current.name} 下面增设` : '先在表里选上级科目'}
            onClick={() => current && setAsking({ what: 'add', account: current })}
          >
            新增明细科目…
          </Button>
          <Button onClick={() => void exportXlsx('会计科目表.xlsx', columns, rows, '个科目')}>
            导出 Excel
          </Button>
          <Button shortcut="Ctrl+P" onClick={() => print({ document: 'chart' })}>
            打印
          </Button>
        </>
      }
    >
      <Grid<Account>
        label="会计科目"
        gridRef={grid}
        columns={columns}
        rows={rows}
        rowId={(row) => row.id}
        rowClass={(row) => `level-${row.level}${row.enabled ? '' : ' faded'}`}
        onOpen={open}
        onSelect={([row]) => {
          if (row && row.id !== id) settle('accounts', row.id, { tab: 'chart' });
        }}
        empty="没有符合的科目。可按编码、名称或拼音首字母找。"
      />
      {current && (
        <About
          account={current}
          focus={inside}
          onAsk={(what) => setAsking({ what, account: current })}
          onClose={() => {
            setInside(false);
            settle('accounts', null, { tab: 'chart' });
          }}
        />
      )}
      {asking?.what === 'add' && <NewAccountDialog parent={asking.account} onClose={() => setAsking(null)} />}
      {asking?.what === 'rename' && (
        <RenameAccountDialog account={asking.account} onClose={() => setAsking(null)} />
      )}
      {asking?.what === 'recode' && (
        <RecodeAccountDialog account={asking.account} onClose={() => setAsking(null)} />
      )}
    </Page>
  );
}

function About(props: {
  account: Account;
  focus: boolean;
  onAsk: (what: Asking['what']) => void;
  onClose: () => void;
}) {
  const { account, onAsk } = props;
  const isFund = useSession().books?.kind === 'fund';
  async function enable(enabled: boolean): Promise<void> {
    try {
      await call('accounts.enable', { id: account.id, enabled });
      notify(`${account.code} ${account.name} 已${enabled ? '启用' : '停用，已有的账照常能查'}。`);
    } catch (reason) {
      notify(asRefusal(reason).message, 'error');
    }
  }
  return (
    <Drawer
      title={`${account.code} ${account.name}`}
      sub={[
        account.level > 1 ? account.fullName : '',
        (isFund ? FUND_CLASSES : CLASSES)[account.class],
        account.normal === 'debit' ? '余额一般在借方' : '余额一般在贷方',
        account.isStatutory ? (isFund ? '' : '制度规定') : '自设明细',
      ]
        .filter(Boolean)
        .join(' · ')}
      focus={props.focus}
      width={372}
      onClose={props.onClose}
    >
      {account.controlledBy !== null && <Banner kind="info">{account.controlledBy}。</Banner>}
      <div className="drawer-actions">
        <Button onClick={() => go('ledger', null, { tab: 'account', account: account.code })}>
          看明细账
        </Button>
        <Button writes onClick={() => onAsk('add')}>
          增设明细
        </Button>
        {(isFund || !account.isStatutory) && (
          <Button writes onClick={() => onAsk('rename')}>
            改名
          </Button>
        )}
        {isFund && (
          <Button writes title="按县里的科目表改编码" onClick={() => onAsk('recode')}>
            改编码
          </Button>
        )}
        <Button writes onClick={() => void enable(!account.enabled)}>
          {account.enabled ? '停用' : '启用'}
        </Button>
      </div>
      {account.explanation && (
        <>
          <h3>记什么</h3>
          <p>{account.explanation}</p>
        </>
      )}
      {account.examples.length > 0 && (
        <>
          <h3>常用分录</h3>
          <ul className="account-lines">
            {account.examples.map((text) => (
              <Example key={text} text={text} />
            ))}
          </ul>
        </>
      )}
      {account.traps.length > 0 && (
        <>
          <h3>容易记错</h3>
          <ul className="account-lines traps">
            {account.traps.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </>
      )}
    </Drawer>
  );
}

/** "事由：借 甲，贷 乙": what for above, the entry below it. */
function Example({ text }: { text: string }) {
  const at = text.indexOf('：');
  if (at < 0) return <li>{text}</li>;
  return (
    <li>
      {text.slice(0, at)}
      <small>{text.slice(at + 1)}</small>
    </li>
  );
}
