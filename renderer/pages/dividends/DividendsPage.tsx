import './dividends.css';
import { useCall } from '../../api.ts';
import { go, useRoute } from '../../frame/routes.ts';
import { Button } from '../../parts/Button.tsx';
import { ErrorBanner } from '../../parts/Notice.tsx';
import { Page } from '../../parts/Page.tsx';
import { DraftDesk } from './DraftDesk.tsx';
import { RunList } from './RunList.tsx';
import { SettledDesk } from './SettledDesk.tsx';

/** Dividends (分红): the runs by year, and the desk of one run or of a plan not yet saved. */
export function DividendsPage() {
  const { id, params } = useRoute();
  const year = Number(params.get('year'));
  if (id !== null) return <StoredRun key={id} id={id} />;
  if (Number.isInteger(year) && year >= 1949) return <NewRun key={year} year={year} />;
  return <RunList />;
}

function NewRun({ year }: { year: number }) {
  const { value, error, reload } = useCall('dividends.defaults', { fiscalYear: year });
  if (value) return <DraftDesk run={null} inputs={value} />;
  return <Waiting title={`${year} 年度盈余分配`} error={error} reload={reload} />;
}

function StoredRun({ id }: { id: number }) {
  const { value, error, reload } = useCall('dividends.get', { id });
  if (!value) return <Waiting title="盈余分配" error={error} reload={reload} />;
  if (value.run.state === 'draft') return <DraftDesk run={value.run} inputs={value.inputs} />;
  return <SettledDesk run={value} />;
}

function Waiting(props: {
  title: string;
  error: Parameters<typeof ErrorBanner>[0]['error'];
  reload: () => void;
}) {
  return (
    <Page
      title={props.title}
      banner={
        <ErrorBanner
          error={props.error}
          onRetry={props.reload}
          actions={<Button onClick={() => go('dividends')}>回到列表</Button>}
        />
      }
    >
      {!props.error && <p className="waiting">正在读取…</p>}
    </Page>
  );
}
