import './dossier.css';
import { useState } from 'react';
import { useCall } from '../../api.ts';
import { go, useRoute } from '../../frame/routes.ts';
import { useSession } from '../../frame/session.ts';
import { Button } from '../../parts/Button.tsx';
import { Empty } from '../../parts/Empty.tsx';
import { DateField } from '../../parts/Field.tsx';
import { ErrorBanner } from '../../parts/Notice.tsx';
import { Page } from '../../parts/Page.tsx';
import { usePrint } from '../../parts/usePrint.ts';
import { HouseholdPicker } from '../industry/HouseholdPicker.tsx';
import { categoryWords } from '../village/categories.ts';
import { Answers } from './Answers.tsx';
import { BankLoans, FundLoans, Industries, People, Shares, WorkAndTrade } from './sections.tsx';

/** 一户一档: one household, everything the village knows about it, and what to answer at the counter. */
export function DossierPage() {
  const { id } = useRoute();
  const { today } = useSession();
  const print = usePrint();
  const [asOf, setAsOf] = useState(today);
  const isDay = /^\d{4}-\d{2}-\d{2}$/u.test(asOf);
  const got = useCall('household.dossier', id === null || !isDay ? null : { householdId: id, asOf });
  const value = got.value?.household.id === id ? got.value : undefined;
  const home = value?.household;
  return (
    <Page
      title={home ? `${home.code} ${home.headName || '（无户主）'}户` : '一户一档'}
      sub={
        home &&
        `${home.groupNo}组 · ${categoryWords[home.category]} · ${home.people} 人${home.phone && ` · 电话 ${home.phone}`}`
      }
      filters={
        <>
          <div className="dossier-find">
            <HouseholdPicker
              bare
              label="找一户"
              value={null}
              autoFocus={id === null}
              onChange={(household) => household && go('dossier', household.id)}
            />
          </div>
          <DateField bare label="截至哪一天" value={asOf} onChange={setAsOf} />
        </>
      }
      actions={
        <>
          <Button disabled={!home} onClick={() => home && go('village', home.id)}>
            户籍
          </Button>
          <Button
            kind="primary"
            shortcut="Ctrl+P"
            disabled={!home}
            onClick={() => home && print({ document: 'household-dossier', householdId: home.id, asOf })}
          >
            打印一户一档
          </Button>
        </>
      }
      banner={<ErrorBanner error={got.error} onRetry={got.reload} />}
      layout="scroll"
    >
      {id === null && (
        <Empty title="先找一户">
          在上面输入姓名、拼音首字母（如 zst）、户号或身份证后几位；任何一页按 Ctrl+K 也能直接跳到一户。
        </Empty>
      )}
      {id !== null && !value && !got.error && <p className="waiting">正在读取…</p>}
      {value && (
        <div className="dossier">
          <Answers {...value} />
          <div className="dossier-parts">
            <div>
              <People {...value} />
              <Shares {...value} />
              <WorkAndTrade {...value} />
            </div>
            <div>
              <BankLoans {...value} />
              <FundLoans {...value} />
              <Industries {...value} />
              {value.heads.length > 1 && (
                <section className="dossier-part" aria-label="户主变更">
                  <h2>户主变更</h2>
                  <ol className="timeline">
                    {value.heads.map((head) => (
                      <li key={`${head.date}${head.name}`}>
                        <b className="figures">{head.date}</b>{' '}
                        {head.previousName ? `${head.previousName} → ${head.name}` : head.name}
                        <small>{head.reason}</small>
                      </li>
                    ))}
                  </ol>
                </section>
              )}
            </div>
          </div>
        </div>
      )}
    </Page>
  );
}
