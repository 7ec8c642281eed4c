import { useConnected } from '../api.ts';
import { useSession } from './session.ts';

/** Whether what is shown is safe on the disk, in which file, and which day it is. */
export function StatusBar() {
  const { status, readOnly, today } = useSession();
  const connected = useConnected();
  const state = !connected ? '连接断开' : readOnly ? '只读' : '已保存';
  return (
    <footer className="statusbar">
      <span className={!connected ? 'state lost' : readOnly ? 'state reading' : 'state'} role="status">
        {state}
      </span>
      <span className="figures">今天 {today}</span>
      <span>金额单位：元</span>
      <span className="file" title={status.open?.path}>
        打开的文件 {status.open?.fileName}
      </span>
    </footer>
  );
}
