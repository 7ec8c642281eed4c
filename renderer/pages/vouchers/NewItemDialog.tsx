import { DIM_NAMES } from '../../../shared/rules/chart/accounts.ts';
import { call } from '../../api.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { CheckField, TextField } from '../../parts/Field.tsx';
import { useForm } from '../../parts/useForm.ts';
import { itemDimOf, type LineItem } from './sheet.ts';
import type { WantedItem } from './useSheet.ts';

/** Something new to analyse lines by (a bank account, a supplier, an asset), from where it was first missed. */
export function NewItemDialog(props: {
  wanted: WantedItem;
  onClose: () => void;
  onAdded: (item: LineItem) => void;
}) {
  const { wanted } = props;
  const dim = itemDimOf(wanted.slot.dim);
  const form = useForm({ name: wanted.name, note: '', isPovertyAsset: false, isLivestock: false });
  const canBePoverty = dim === 'asset' || dim === 'project';
  return (
    <Dialog
      title={`新增${DIM_NAMES[dim]}`}
      width={420}
      saveLabel="新增"
      form={form}
      disabled={form.value.name.trim() === ''}
      onClose={props.onClose}
      onSave={async ({ name, note, isPovertyAsset, isLivestock }) => {
        const { id } = await call('items.add', { dim, name, note, isPovertyAsset, isLivestock });
        props.onAdded({ id, dim, name: name.trim(), isPovertyAsset, isLivestock });
      }}
    >
      <TextField {...form.field('name')} label="名称" required />
      <TextField {...form.field('note')} label="备注" />
      {canBePoverty && <CheckField {...form.field('isPovertyAsset')} label="属于扶贫项目资产" />}
      {dim === 'asset' && <CheckField {...form.field('isLivestock')} label="是牲畜（记账时还要填群别）" />}
    </Dialog>
  );
}
