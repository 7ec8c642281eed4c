import { useState } from 'react';
import { useCall } from '../api.ts';
import { periodName } from '../parts/period.ts';
import { JumpBox } from './JumpBox.tsx';
import { OperatorDialog } from './OperatorDialog.tsx';
import { BooksSwitch } from './BooksSwitch.tsx';
import { href } from './routes.ts';
import { useSession } from './session.ts';

/** Village · the books one works in · their current period, the jump box, and who is working. */
export function TopBar() {
  const { status, books, operator } = useSession();
  const [naming, setNaming] = useState(false);
  const period = useCall('periods.list', books ? { entityId: books.id } : null).value?.currentPeriod;
  return (
    <header className="topbar">
      <div className="topbar-place" title={books?.name}>
        <b>{status.open?.villageName}</b>
        <BooksSwitch />
        {period && (
          <a
            className="topbar-period figures"
            href={href('periods')}
            title="当前会计期间：最早的没有结账的月份"
          >
            {periodName(period)}
          </a>
        )}
      </div>
      <JumpBox />
      <button type="button" className="operator" title="更换经办人" onClick={() => setNaming(true)}>
        经办人 {operator || '未登记'}
      </button>
      {naming && <OperatorDialog onClose={() => setNaming(false)} />}
    </header>
  );
}
