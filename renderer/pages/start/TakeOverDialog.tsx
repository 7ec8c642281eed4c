import { call } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { Banner } from '../../parts/Notice.tsx';
import { useForm } from '../../parts/useForm.ts';

/** Takes the lock of a program that can't be reached any more; two writers at once is what it warns of. */
export function TakeOverDialog({ path, onClose }: { path: string; onClose: () => void }) {
  const { setStatus } = useSession();
  const form = useForm({ path });
  return (
    <Dialog
      title="接管这个文件"
      form={form}
      onClose={onClose}
      saveLabel="确认接管"
      danger
      writes={false}
      onSave={async (value) => setStatus(await call('workspace.open', { ...value, takeOver: true }))}
    >
      <Banner kind="warning">
        只有在确定对方的电脑已经关机、或程序已经退出时才接管。两边同时登记会互相冲突。
      </Banner>
      <p>接管以后，这里可以登记，对方再登记会被拒绝。文件：{path}</p>
    </Dialog>
  );
}
