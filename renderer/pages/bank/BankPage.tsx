import './bank.css';
import { useRef, useState } from 'react';
import { asRefusal, call, useCall } from '../../api.ts';
import { settle, useRoute } from '../../frame/routes.ts';
import { useSession } from '../../frame/session.ts';
import { Button } from '../../parts/Button.tsx';
import { Empty } from '../../parts/Empty.tsx';
import { SelectField } from '../../parts/Field.tsx';
import { ErrorBanner, notify } from '../../parts/Notice.tsx';
import { Page } from '../../parts/Page.tsx';
import { PeriodField } from '../../parts/PeriodField.tsx';
import { Tabs } from '../../parts/Tabs.tsx';
import { usePrint } from '../../parts/usePrint.ts';
import { AdjustmentTab } from './AdjustmentTab.tsx';
import { ImportStatement, StatementFile } from './ImportStatement.tsx';
import { MatchedTab } from './MatchedTab.tsx';
import { MatchTab } from './MatchTab.tsx';
import { OpeningItems } from './OpeningItems.tsx';
import { StatementsTab } from './StatementsTab.tsx';

type Tab = 'match' | 'matched' | 'sheet' | 'statements';

/** 银行对账: one bank account in one month – its statement beside the books, and what is left in between. */
export function BankPage() {
  const { today, books } = useSession();
  const { params } = useRoute();
  const print = usePrint();
  const [file, setFile] = useState<File | null>(null);
  const [isOpening, setOpening] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const chooseFile = (): void => input.current?.click();
  const [matching, setMatching] = useState(false);
  const banks = useCall('items.list', { dim: 'bank' });
  const known = banks.value ?? [];
  const bank =
    known.find(({ id }) => id === Number(params.get('bank'))) ?? known.find(({ enabled }) => enabled) ?? null;
  const statements = useCall('bank.statements', bank ? { bankId: bank.id } : null);
  const period = periodOf(params.get('period'), statements.value?.[0]?.to ?? today);
  const sheet = useCall('bank.reconciliation', bank && statements.value ? { bankId: bank.id, period } : null);
  const tab = TABS.find((one) => one === params.get('tab')) ?? 'match';
  const shown = sheet.value?.bankId === bank?.id && sheet.value?.period === period ? sheet.value : undefined;

  function change(part: { bank?: string; period?: string; tab?: Tab }): void {
    settle('bank', null, { bank: String(bank?.id ?? ''), period, tab, ...part });
  }
  async function matchAll(): Promise<void> {
    if (!bank || matching) return;
    setMatching(true);
    try {
      const { matches, ambiguous } = await call('bank.autoMatch', { bankId: bank.id, period });
      const left = ambiguous > 0 ? `另有 ${ambiguous} 笔流水对得上不止一笔，请手工勾对。` : '';
      notify(
        matches > 0 ? `自动勾对了 ${matches} 组。${left}` : `没有能确定勾对的。${left}`,
        left ? 'warning' : 'done',
      );
    } catch (reason) {
      notify(asRefusal(reason).message, 'error');
    } finally {
      setMatching(false);
    }
  }

  const hasStatement = shown?.start !== null && shown !== undefined;
  return (
    <div className="bank">
      <Page
        title="银行对账"
        filters={
          <>
            <SelectField
              bare
              label="银行账户"
              width={170}
              value={String(bank?.id ?? '')}
              onChange={(id) => change({ bank: id })}
              choices={known.map(({ id, name, enabled }) => ({
                value: String(id),
                label: enabled ? name : `${name}（停用）`,
              }))}
            />
            <PeriodField
              bare
              steps
              label="月份"
              width={120}
              value={period}
              onChange={(next) => change({ period: next })}
            />
          </>
        }
        actions={
          <>
            <Button shortcut="Ctrl+O" disabled={!bank} onClick={chooseFile}>
              导入对账单…
            </Button>
            <Button
              kind="primary"
              shortcut="Ctrl+J"
              writes
              busy={matching}
              disabled={!hasStatement}
              title="金额、收支相同且日期相近，又只有一个对得上的，才自动勾对"
              onClick={() => void matchAll()}
            >
              自动勾对
            </Button>
            <Button disabled={!hasStatement} onClick={() => setOpening(true)}>
              期初未达…
            </Button>
            <Button
              shortcut="Ctrl+P"
              disabled={!bank || shown?.bankFen === null || !shown}
              onClick={() => bank && print({ document: 'bank-reconciliation', bankId: bank.id, period })}
            >
              打印
            </Button>
          </>
        }
        banner={<ErrorBanner error={banks.error ?? statements.error ?? sheet.error} onRetry={sheet.reload} />}
      >
        {banks.value && !bank ? (
          <Empty title="还没有银行账户">
            请先在“科目”的辅助核算里新增银行账户，记账时银行存款就按账户分开。
          </Empty>
        ) : (
          <div className="bank-body">
            <Tabs
              label="看法"
              value={tab}
              onChange={(next) => change({ tab: next })}
              tabs={[
                { value: 'match', label: `未达 ${shown ? openCount(shown) : ''}` },
                { value: 'matched', label: `本月勾对 ${shown?.matches.length ?? ''}` },
                { value: 'sheet', label: '余额调节表' },
                { value: 'statements', label: `对账单 ${statements.value?.length ?? ''}` },
              ]}
            />
            {tab === 'statements' ? (
              <StatementsTab
                statements={statements.value ?? []}
                loading={statements.loading}
                onImport={chooseFile}
              />
            ) : !shown ? (
              <p className="waiting">正在读取…</p>
            ) : tab === 'match' ? (
              <MatchTab key={`${shown.bankId} ${period}`} sheet={shown} onImport={chooseFile} />
            ) : tab === 'matched' ? (
              <MatchedTab sheet={shown} />
            ) : (
              <AdjustmentTab sheet={shown} unit={books?.name ?? ''} />
            )}
          </div>
        )}
      </Page>
      <StatementFile input={input} onChoose={setFile} />
      {file && bank && (
        <ImportStatement
          bank={bank}
          file={file}
          onClose={() => setFile(null)}
          onImported={(to) => change({ period: to.slice(0, 7), tab: 'match' })}
        />
      )}
      {isOpening && shown && <OpeningItems sheet={shown} onClose={() => setOpening(false)} />}
    </div>
  );
}

const TABS: readonly Tab[] = ['match', 'matched', 'sheet', 'statements'];

/** The month asked for, else that of the last statement, else this one. */
function periodOf(asked: string | null, lastDay: string): string {
  return asked !== null && /^\d{4}-(0[1-9]|1[0-2])$/.test(asked) ? asked : lastDay.slice(0, 7);
}

function openCount(sheet: {
  [K in 'bankReceived' | 'bankPaid' | 'bookReceived' | 'bookPaid']: readonly unknown[];
}): number {
  return (
    sheet.bankReceived.length + sheet.bankPaid.length + sheet.bookReceived.length + sheet.bookPaid.length
  );
}
