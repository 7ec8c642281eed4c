import { Button } from '../../parts/Button.tsx';
import { Dialog } from '../../parts/Dialog.tsx';

/** Before something typed would be lost. Escape and 取消 go on typing. */
export function LeaveDialog(props: {
  onStay: () => void;
  onDiscard: () => void;
  onSave: () => Promise<void>;
}) {
  return (
    <Dialog
      title="这张凭证还没有保存"
      width={420}
      saveLabel="保存"
      onClose={props.onStay}
      onSave={props.onSave}
      foot={
        <Button kind="danger" onClick={props.onDiscard}>
          放弃不保存
        </Button>
      }
    >
      <p>填写的内容离开后就没有了。要先保存吗？</p>
    </Dialog>
  );
}
