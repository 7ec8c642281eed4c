import './imports.css';
import { Button } from '../../parts/Button.tsx';
import { Banner } from '../../parts/Notice.tsx';
import { Page } from '../../parts/Page.tsx';
import { ChooseFile } from './ChooseFile.tsx';
import { DryRun } from './DryRun.tsx';
import { MatchColumns } from './MatchColumns.tsx';
import { Result } from './Result.tsx';
import { useImport, type Import, type Step } from './useImport.ts';
import { kindTitle } from './kinds.ts';

const STEPS: ReadonlyArray<{ step: Step; title: string }> = [
  { step: 'file', title: '选文件' },
  { step: 'columns', title: '对列' },
  { step: 'dry-run', title: '试导入' },
  { step: 'done', title: '完成' },
];

/** Import (导入) of a village office's own spreadsheets, in four steps; nothing is written before the last. */
export function ImportsPage() {
  const job = useImport();
  return (
    <Page
      title="导入"
      sub={job.fileName ? `${kindTitle(job.kind)} · ${job.fileName}` : '从 Excel 或 CSV 表格'}
      filters={<Steps job={job} />}
      layout={job.step === 'file' || job.step === 'done' ? 'scroll' : 'row'}
      banner={
        <>
          {job.busy && (
            <Banner
              kind="info"
              actions={job.busy.includes('写入台账') ? null : <Button onClick={job.cancel}>取消</Button>}
            >
              <span className="import-busy">{job.busy}</span>
            </Banner>
          )}
          {job.trouble && <Banner kind="error">{job.trouble}</Banner>}
        </>
      }
    >
      {job.step === 'file' && <ChooseFile job={job} />}
      {job.step === 'columns' && job.inspection && <MatchColumns job={job} inspection={job.inspection} />}
      {job.step === 'dry-run' && job.preview && <DryRun job={job} preview={job.preview} />}
      {job.step === 'done' && job.result && <Result job={job} result={job.result} />}
    </Page>
  );
}

/** Where one is; earlier steps can be gone back to, with everything chosen still there. */
function Steps({ job }: { job: Import }) {
  const at = STEPS.findIndex((one) => one.step === job.step);
  return (
    <ol className="import-steps" aria-label="导入步骤">
      {STEPS.map(({ step, title }, index) => {
        const canGo = !job.busy && job.step !== 'done' && index < at;
        return (
          <li
            key={step}
            className={index < at ? 'past' : index === at ? 'now' : ''}
            aria-current={index === at && 'step'}
          >
            <button type="button" disabled={!canGo} onClick={() => job.go(step)}>
              <b>{index < at ? '✓' : index + 1}</b>
              {title}
            </button>
          </li>
        );
      })}
    </ol>
  );
}
