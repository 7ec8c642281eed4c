import { useEffect, useMemo, useState } from 'react';
import { asRefusal, call, type Refusal, useCall } from '../../api.ts';
import { go, settle } from '../../frame/routes.ts';
import { useSession } from '../../frame/session.ts';
import { Button } from '../../parts/Button.tsx';
import { Empty } from '../../parts/Empty.tsx';
import { Grid } from '../../parts/Grid.tsx';
import { ErrorBanner, notify } from '../../parts/Notice.tsx';
import { Page } from '../../parts/Page.tsx';
import { usePrint } from '../../parts/usePrint.ts';
import { Approve } from './Approve.tsx';
import { Explanation } from './Explanation.tsx';
import { lineColumns } from './lineColumns.ts';
import { inputsOf, samePlan, type Plan } from './plan.ts';
import { PlanChain, planError } from './PlanChain.tsx';
import { addsUp, type Asked, type Inputs, type Line, type RunHead } from './run.ts';
import { StateTag } from './StateTag.tsx';
import { useTrial } from './useTrial.ts';
import { VoidRun } from './VoidRun.tsx';

/** Plans typed and not saved, by file and run or year: going to look something up elsewhere loses nothing. */
const unsaved = new Map<string, Plan>();

/** The desk of a plan that is still being drawn up: every change is computed at once, nothing is binding. */
export function DraftDesk({ run, inputs: saved }: { run: RunHead | null; inputs: Inputs }) {
  const { status } = useSession();
  const place = `${status.open?.path ?? ''} ${run ? `run ${run.id}` : `year ${saved.fiscalYear}`}`;
  const [plan, setPlan] = useState<Plan>(() => unsaved.get(place) ?? (run ? saved : blank(saved)));
  const [asked, setAsked] = useState<Asked | null>(null);
  const [dialog, setDialog] = useState<'approve' | 'void' | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [isSaving, setIsSaving] = useState(false);
  const print = usePrint();

  const inputs = useMemo(() => inputsOf(plan), [plan]);
  const trial = useTrial(inputs);
  const { computed } = trial;
  const books = useCall('dividends.fromBooks', { fiscalYear: saved.fiscalYear }).value ?? null;
  const stale = trial.stale || inputs === null;
  const isDirty = run === null || !samePlan(plan, saved);
  useEffect(() => {
    if (samePlan(plan, saved)) unsaved.delete(place);
    else unsaved.set(place, plan);
  }, [place, plan, saved]);

  const trouble = refusal ?? trial.refusal;
  const columns = useMemo(
    () =>
      computed && lineColumns(computed.totals, { withPayments: false, withConverted: false, ask: setAsked }),
    [computed],
  );

  function change(changed: Partial<Plan>): void {
    setRefusal(null);
    setPlan((before) => ({ ...before, ...changed }));
  }

  /** Saves when something changed; gives back the draft's id, or null when it was refused. */
  async function save(): Promise<number | null> {
    if (!isDirty && run) return run.id;
    if (inputs === null || isSaving) return null;
    setIsSaving(true);
    setRefusal(null);
    try {
      const draft = await call('dividends.saveDraft', run ? { id: run.id, inputs } : { inputs });
      notify(`草稿已保存（第 ${draft.draftNo} 稿）。`);
      unsaved.delete(place);
      if (draft.id !== run?.id) settle('dividends', draft.id);
      return draft.id;
    } catch (reason) {
      setRefusal(asRefusal(reason));
      return null;
    } finally {
      setIsSaving(false);
    }
  }
  async function printDraft(): Promise<void> {
    const runId = await save();
    if (runId !== null) print({ document: 'plan', runId });
  }
  async function toMeeting(): Promise<void> {
    if ((await save()) !== null) setDialog('approve');
  }

  const isReady = computed !== null && !stale && addsUp(computed);
  const notYet = whyNotToMeeting(run, computed?.whatIf ?? false, books?.booked === true && !books.carried);
  return (
    <div className="dividends">
      <Page
        title={`${saved.fiscalYear} 年度盈余分配`}
        sub={
          <>
            <StateTag state="draft" />{' '}
            {run ? `第 ${run.draftNo} 稿${isDirty ? ' · 有改动未保存' : ' · 已保存'}` : '新方案，还没有保存'}
          </>
        }
        actions={
          <>
            <Button kind="quiet" onClick={() => go('dividends')}>
              全部方案
            </Button>
            {run && (
              <Button kind="danger" writes onClick={() => setDialog('void')}>
                作废…
              </Button>
            )}
            <Button
              shortcut="Ctrl+S"
              writes
              busy={isSaving}
              disabled={!isDirty || inputs === null}
              onClick={() => void save()}
            >
              保存草稿
            </Button>
            <Button shortcut="Ctrl+P" disabled={!isReady || isSaving} onClick={() => void printDraft()}>
              打印草案
            </Button>
            <Button
              kind="primary"
              writes
              disabled={!isReady || isSaving || notYet !== null}
              title={notYet ?? '填写会议和表决，锁定方案'}
              onClick={() => void toMeeting()}
            >
              提交成员大会表决…
            </Button>
          </>
        }
        banner={refusal && <ErrorBanner error={refusal} />}
      >
        <PlanChain
          plan={plan}
          change={change}
          errorOf={(field) => (trouble ? planError(trouble.fields, field) : undefined)}
          computed={computed}
          books={books}
          stale={stale}
          refused={trial.refusal !== null}
          asking={{ asked, ask: setAsked }}
        />
        <div className={stale ? 'dividend-right stale' : 'dividend-right'}>
          {computed && columns ? (
            <Grid<Line>
              label="分配表"
              columns={columns}
              rows={computed.lines}
              rowId={(line) => line.memberId}
              totals={{ unit: '户' }}
              rowClass={(line) => (line.frozen ? 'faded' : undefined)}
              onOpen={(line) => setAsked({ field: 'totalFen', memberNo: line.memberNo })}
            />
          ) : (
            <div className="dividend-none">
              {trial.refusal ? (
                <Empty title="还算不出来">{trial.refusal.message}</Empty>
              ) : (
                <p className="waiting">
                  {inputs === null
                    ? run === null && plan.surplusFen === null
                      ? '先填本年盈余，这里就会算出每户应分多少。'
                      : '请先把左边的金额填好，没有就填 0。'
                    : '正在试算…'}
                </p>
              )}
            </div>
          )}
          {inputs && trial.refusal && computed ? (
            <section className="dividend-why refused" role="alert">
              <h2>这样分不了</h2>
              <p>{trial.refusal.message}</p>
            </section>
          ) : (
            inputs && <Explanation asked={computed ? asked : null} of={{ inputs }} />
          )}
        </div>
      </Page>
      {dialog === 'approve' && run && computed && (
        <Approve run={run} computed={computed} onClose={() => setDialog(null)} />
      )}
      {dialog === 'void' && run && <VoidRun run={run} onClose={() => setDialog(null)} />}
    </div>
  );
}

function whyNotToMeeting(run: RunHead | null, whatIf: boolean, notCarried: boolean): string | null {
  if (run === null) return '先保存草稿';
  if (whatIf) return '数字与账上不一致，只是假设试算，不能提交';
  return notCarried ? '先在“期末”里做年末结转' : null;
}

/** A plan starts without a surplus: nothing is refused before something was typed. */
function blank(defaults: Inputs): Plan {
  return { ...defaults, surplusFen: defaults.surplusFen === 0 ? null : defaults.surplusFen };
}
