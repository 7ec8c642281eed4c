import { useMemo } from 'react';
import { useCall } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import type { Account } from '../vouchers/lookup.ts';
import { Empty } from '../../parts/Empty.tsx';
import { Grid } from '../../parts/Grid.tsx';
import { AccountPicker } from '../../parts/AccountPicker.tsx';
import { Banner, ErrorBanner } from '../../parts/Notice.tsx';
import { balanceInWords } from './balance.ts';
import { accountColumns, type Entry } from './columns.ts';
import { Narrow } from './Narrow.tsx';
import { belowInWords, lineClass, placed } from './rows.ts';
import { rangeOf, saveAs, useReturn, useTools, type TabProps } from './tab.ts';
import { isMoney } from './view.ts';

/** 明细账, and of cash and bank 日记账 with the balance of each day. Enter opens the voucher. */
export function AccountTab({ view, change, openVoucher, tools, daily }: TabProps & { daily: boolean }) {
  const { books } = useSession();
  const money = useMoney(books?.kind === 'fund');
  const account = daily && !money.keeps(view.account) ? money.cash : view.account;
  const { memberId, itemId } = view;
  const { value, error, loading, reload } = useCall(
    'ledger.account',
    account === ''
      ? null
      : {
          ...rangeOf(view),
          account,
          ...(memberId === null ? {} : { memberId }),
          ...(itemId === null ? {} : { itemId }),
          ...(daily ? { daily } : {}),
        },
  );
  const book = value && value.code === account ? value : undefined;
  const rows = useMemo(() => placed(book?.rows ?? []), [book]);
  const columns = useMemo(() => accountColumns(book), [book]);
  const below = useMemo(() => new Set((book?.below ?? []).map((day) => day.date)), [book]);
  const grid = useReturn<Entry>(view.at, rows);
  const name = daily ? '日记账' : '明细账';
  useTools(tools, {
    print: book
      ? {
          document: 'account-ledger',
          ...rangeOf(view),
          account,
          ...(memberId === null ? {} : { memberId }),
          ...(itemId === null ? {} : { itemId }),
          ...(daily ? { daily } : {}),
        }
      : null,
    save: saveAs(`${account} ${book?.name ?? ''}${name}`, view, columns, rows),
  });
  const pick = (picked: Account | null): void =>
    change({ account: picked?.code ?? '', memberId: null, itemId: null });
  return (
    <>
      <div className="book-bar">
        <AccountPicker
          bare
          label="科目"
          width={280}
          value={account}
          {...(daily ? { among: (one: Account) => money.keeps(one.code) } : {})}
          placeholder={daily ? '现金或银行科目' : '编码、名称或拼音首字母'}
          autoFocus={account === ''}
          onChange={pick}
        />
        <Narrow view={view} account={account} change={change} />
        {book && (
          <span className="book-ends figures">
            期初 {balanceInWords(book.openingFen)}　期末 <b>{balanceInWords(book.closingFen)}</b>
          </span>
        )}
      </div>
      <ErrorBanner error={error} onRetry={reload} />
      {book && book.below.length > 0 && (
        <Banner kind="warning">
          {book.name}有 {book.below.length} 天的余额成了贷方：{belowInWords(book.below)}
          。钱不会是负数：多半是收款漏记、付款记早或记错了账户，请核对这些天前后的凭证。
        </Banner>
      )}
      {account === '' ? (
        <Empty title="看哪个科目的明细账？">
          在上面按编码、名称或拼音首字母找；也可以在“科目余额表”的一行上按回车。
        </Empty>
      ) : book === undefined && error === null ? (
        // Its columns depend on the account: a grid that is still being set up loses columns and rows that change together.
        <p className="waiting">正在读取…</p>
      ) : (
        <Grid<Entry>
          label={name}
          gridRef={grid}
          columns={columns}
          rows={rows}
          rowId={(row) => row.at}
          sortable={false}
          loading={loading}
          failed={error !== null}
          rowClass={(row) =>
            [lineClass(row.kind), below.has(row.date) ? 'below' : ''].filter(Boolean).join(' ')
          }
          onOpen={(row) => row.voucherId !== null && openVoucher(row.voucherId, row.at)}
          empty="这些月份没有发生额。"
        />
      )}
    </>
  );
}

/** Which accounts keep a journal by the day, cash first; an association's by what they are for. '' while that is being read. */
function useMoney(isFund: boolean): { cash: string; keeps: (code: string) => boolean } {
  const accounts = useCall('accounts.list', isFund ? {} : null).value;
  if (!isFund) return { cash: '101', keeps: isMoney };
  const money = (accounts ?? []).filter((one) => one.role === 'cash' || one.role === 'bank');
  return {
    cash: money.find((one) => one.role === 'cash')?.code ?? '',
    keeps: (code) => money.some((one) => one.code === code),
  };
}
