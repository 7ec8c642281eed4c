import { useState } from 'react';
import { call, useCall } from '../../api.ts';
import { Button } from '../../parts/Button.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { CheckField, TextField } from '../../parts/Field.tsx';
import { notify } from '../../parts/Notice.tsx';
import { useForm } from '../../parts/useForm.ts';
import type { Kind } from './words.ts';

/** 产业项目: names and units, new ones, those no longer in use. */
export function KindsDialog({ onClose }: { onClose: () => void }) {
  const kinds = useCall('industry.kinds', {}).value ?? [];
  const [editing, setEditing] = useState<Kind | 'new' | null>(null);
  return (
    <>
      <Dialog title="产业项目" width={520} onClose={onClose}>
        <table className="industry-kind-list" aria-label="产业项目">
          <thead>
            <tr>
              <th>项目</th>
              <th>规模单位</th>
              <th>产量单位</th>
              <th className="right">台账条数</th>
              <th>状态</th>
              <th aria-label="修改" />
            </tr>
          </thead>
          <tbody>
            {kinds.map((kind) => (
              <tr key={kind.id} className={kind.enabled ? '' : 'quiet'}>
                <td>
                  <b>{kind.name}</b>
                </td>
                <td>{kind.unit}</td>
                <td>{kind.outputUnit}</td>
                <td className="right figures">{kind.rows || '—'}</td>
                <td>{kind.enabled ? '在用' : '停用'}</td>
                <td>
                  <Button kind="quiet" writes title={`修改 ${kind.name}`} onClick={() => setEditing(kind)}>
                    修改
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <div className="industry-under">
          <Button writes onClick={() => setEditing('new')}>
            新项目…
          </Button>
        </div>
      </Dialog>
      {editing !== null && (
        <KindDialog kind={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      )}
    </>
  );
}

function KindDialog({ kind, onClose }: { kind: Kind | null; onClose: () => void }) {
  const form = useForm({
    name: kind?.name ?? '',
    unit: kind?.unit ?? '',
    outputUnit: kind?.outputUnit ?? '公斤',
    enabled: kind?.enabled ?? true,
  });
  return (
    <Dialog
      title={kind ? `修改产业项目：${kind.name}` : '新产业项目'}
      width={420}
      form={form}
      disabled={form.value.name.trim() === '' || form.value.unit.trim() === ''}
      onClose={onClose}
      onSave={async (value) => {
        await call('industry.saveKind', { ...value, ...(kind ? { id: kind.id } : {}) });
        notify(`产业项目“${value.name}”已保存。`);
      }}
    >
      <TextField {...form.field('name')} label="名称" required maxLength={20} placeholder="例如：核桃" />
      <TextField
        {...form.field('unit')}
        label="规模单位"
        required
        maxLength={6}
        disabled={(kind?.rows ?? 0) > 0}
        placeholder="筒、架、窝、箱、只、亩"
        hint={(kind?.rows ?? 0) > 0 ? '已有台账，单位不能再改' : ''}
      />
      <TextField {...form.field('outputUnit')} label="产量单位" required maxLength={6} />
      <CheckField {...form.field('enabled')} label="在用（登记时可以选）" />
    </Dialog>
  );
}
