import { useState } from 'react';
import { bridge, call } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Button } from '../../parts/Button.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { TextField } from '../../parts/Field.tsx';
import { useForm } from '../../parts/useForm.ts';
import { FolderPanel, hasSystemPanels } from './FolderPanel.tsx';

/** 新建台账: the village, its cooperative, and where the file goes. */
export function NewWorkspace({ onClose }: { onClose: () => void }) {
  const { status, setStatus } = useSession();
  const form = useForm({ villageName: '', cooperativeName: '', path: '', from: status.today.slice(0, 7) });
  const [choosing, setChoosing] = useState(false);
  const { villageName, cooperativeName } = form.value;
  const suggested = `${villageName.trim() || '台账'}.coop`;
  const path = form.value.path || `${status.documentsFolder}/${suggested}`;

  async function choose(): Promise<void> {
    if (!hasSystemPanels) return setChoosing(true);
    const picked = await bridge.pickSave?.(path);
    if (picked) form.set({ path: picked });
  }
  return (
    <>
      <Dialog
        title="新建台账"
        form={form}
        onClose={onClose}
        saveLabel="建立并打开"
        writes={false}
        disabled={!villageName.trim() || !cooperativeName.trim()}
        onSave={async (value) => setStatus(await call('workspace.create', { ...value, path }))}
      >
        <TextField
          {...form.field('villageName')}
          label="村名"
          required
          autoFocus
          placeholder="例如 张家坝村"
        />
        <TextField
          {...form.field('cooperativeName')}
          label="合作社全称"
          required
          placeholder="例如 鑫杰香菇种植专业合作社"
          hint="与营业执照一致，会印在成员账户、收据和公示上。"
        />
        <TextField
          {...form.field('from')}
          label="从哪个月开始记账"
          width={160}
          hint="写成 2018-01 这样；以前的股金和交售照样可以补登。"
        />
        <div className="field">
          <span className="field-hint">保存为</span>
          <div className="folder-path">
            <span title={path}>{path}</span>
            <Button onClick={() => void choose()}>换个位置…</Button>
          </div>
          {form.errorOf('path') && <div className="field-error">{form.errorOf('path')}</div>}
        </div>
      </Dialog>
      {choosing && (
        <FolderPanel
          title="台账保存在哪里"
          mode="save"
          saveLabel="就放这里"
          suggested={suggested}
          onClose={() => setChoosing(false)}
          onChoose={(picked) => {
            form.set({ path: picked });
            setChoosing(false);
            return Promise.resolve();
          }}
        />
      )}
    </>
  );
}
