import { useRef, useState, type DragEvent } from 'react';
import { useCall } from '../../api.ts';
import { Button } from '../../parts/Button.tsx';
import { useSession } from '../../frame/session.ts';
import { Banner } from '../../parts/Notice.tsx';
import { History } from './History.tsx';
import { KINDS } from './kinds.ts';
import { ACCEPTED } from './sheetFile.ts';
import { type Import } from './useImport.ts';

/** What kind of sheet, and which file: by the button, by Ctrl+O, or dropped on the page. */
export function ChooseFile({ job }: { job: Import }) {
  const { readOnly } = useSession();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  const history = useCall('imports.history', {});
  const kind = KINDS.find((one) => one.kind === job.kind);

  function drop(event: DragEvent): void {
    event.preventDefault();
    setIsOver(false);
    const file = event.dataTransfer.files[0];
    if (file && !job.busy) void job.chooseFile(file);
  }

  return (
    <div className="import-start">
      {readOnly && <Banner kind="warning">现在是只读打开：可以试导入，不能写入。</Banner>}
      <fieldset className="import-kinds">
        <legend>导入什么</legend>
        {KINDS.map((one) => (
          <label key={one.kind} className={one.kind === job.kind ? 'chosen' : ''}>
            <input
              type="radio"
              name="import-kind"
              checked={one.kind === job.kind}
              onChange={() => job.setKind(one.kind)}
            />
            <b>{one.title}</b>
            <small>{one.columns}</small>
          </label>
        ))}
      </fieldset>
      <div
        className={isOver ? 'import-drop over' : 'import-drop'}
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={drop}
      >
        <p>
          把<b>{kind?.title}</b>文件拖到这里，或者
        </p>
        <Button
          kind="primary"
          shortcut="Ctrl+O"
          disabled={job.busy !== ''}
          onClick={() => input.current?.click()}
        >
          选择文件…
        </Button>
        {job.inspection && (
          <Button disabled={job.busy !== ''} onClick={() => job.go('columns')}>
            接着用 {job.fileName}
          </Button>
        )}
        <input
          ref={input}
          type="file"
          aria-label="要导入的文件"
          className="unseen"
          tabIndex={-1}
          accept={ACCEPTED}
          onChange={(event) => {
            const file = event.target.files?.[0];
            // Emptied, so that choosing the same file again after mending it counts as a choice.
            event.target.value = '';
            if (file) void job.chooseFile(file);
          }}
        />
        <small>
          .xlsx 或 .csv（UTF-8、UTF-16、GB18030
          都认）。合并单元格、两层表头、全角数字、￥和千位逗号都能读；合计行会核对。原文件不会被改动。
        </small>
      </div>
      <History rows={history.value ?? []} />
    </div>
  );
}
