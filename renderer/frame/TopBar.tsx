import { useState } from 'react';
import { JumpBox } from './JumpBox.tsx';
import { OperatorDialog } from './OperatorDialog.tsx';
import { useSession } from './session.ts';

/** Village · cooperative, the jump box, and who is working. */
export function TopBar() {
  const { status, cooperative, operator } = useSession();
  const [naming, setNaming] = useState(false);
  return (
    <header className="topbar">
      <div className="topbar-place" title={cooperative?.name}>
        <b>{status.open?.villageName}</b>
        {cooperative && <span> · {cooperative.name}</span>}
      </div>
      <JumpBox />
      <button type="button" className="operator" title="更换经办人" onClick={() => setNaming(true)}>
        经办人 {operator || '未登记'}
      </button>
      {naming && <OperatorDialog onClose={() => setNaming(false)} />}
    </header>
  );
}
