import './labour.css';
import { useCall } from '../../api.ts';
import { go } from '../../frame/routes.ts';
import { Button } from '../../parts/Button.tsx';
import { ErrorBanner } from '../../parts/Notice.tsx';
import { Page } from '../../parts/Page.tsx';
import { DraftSheet } from './DraftSheet.tsx';
import { SettledSheet } from './SettledSheet.tsx';

/** One pay sheet: a draft that is filled in, or as it was approved. */
export function SheetDesk({ id }: { id: number }) {
  const { value, error, reload } = useCall('labour.getSheet', { id });
  if (!value || value.sheet.id !== id) {
    return (
      <Page
        title="劳务费发放表"
        banner={
          <ErrorBanner
            error={error}
            onRetry={reload}
            actions={<Button onClick={() => go('labour', null, { tab: 'sheets' })}>回到列表</Button>}
          />
        }
      >
        {!error && <p className="waiting">正在读取…</p>}
      </Page>
    );
  }
  return value.sheet.state === 'draft' ? <DraftSheet given={value} /> : <SettledSheet given={value} />;
}
