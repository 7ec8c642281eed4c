import type { Input } from '../../../shared/contract/index.ts';
import { STATE_NAMES } from '../../../shared/rules/assetWords.ts';
import { call, Refusal, useCall } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { DateField, RadioField, SelectField, TextField } from '../../parts/Field.tsx';
import { notify } from '../../parts/Notice.tsx';
import { useForm } from '../../parts/useForm.ts';
import { WordField } from './fields.tsx';
import { PiecePicker } from './PiecePicker.tsx';
import type { Piece } from './view.ts';

type Change = Input<'assets.change'>['change'];
type State = Exclude<keyof typeof STATE_NAMES, 'gone'>;

interface ChangeDialogProps {
  card: {
    id: number;
    no: string;
    name: string;
    isBatch: boolean;
    place: string;
    custodian: string;
    department: string;
    state: keyof typeof STATE_NAMES;
    pieceRows: readonly Piece[];
  };
  /** Chosen on the plan. */
  pieceIds?: readonly number[];
  field?: Change['field'];
  onClose: () => void;
}

const FIELDS: readonly { value: Change['field']; label: string }[] = [
  { value: 'place', label: '移动' },
  { value: 'custodian', label: '换保管人' },
  { value: 'department', label: '换使用部门' },
  { value: 'state', label: '改状态' },
];

/** 移动、换保管人、改状态: of the card or of some of its pieces, from a day on. */
export function ChangeDialog({ card, pieceIds, field, onClose }: ChangeDialogProps) {
  const { today } = useSession();
  const choices = useCall('assets.choices', {}).value;
  const form = useForm({
    what: pieceIds && pieceIds.length > 0 ? ('pieces' as const) : ('card' as const),
    pieceIds: [...(pieceIds ?? [])],
    field: field ?? 'place',
    value: '',
    state: 'in-use' as State,
    date: today,
    note: '',
  });
  const { what, field: which } = form.value;
  const words = { place: choices?.places, custodian: choices?.custodians, department: choices?.departments };
  return (
    <Dialog
      title={`移动、变更：${card.no} ${card.name}`}
      form={form}
      width={600}
      onClose={onClose}
      disabled={which !== 'state' && form.value.value.trim() === ''}
      onSave={async (value) => {
        if (value.what === 'pieces' && value.pieceIds.length === 0) {
          throw new Refusal('no_pieces', '没有选单件，请在下面勾选，或改成整张卡片。', {
            pieceIds: '请至少选一件',
          });
        }
        const { changed } = await call('assets.change', {
          id: card.id,
          ...(value.what === 'pieces' ? { pieceIds: value.pieceIds } : {}),
          date: value.date,
          change:
            value.field === 'state'
              ? { field: 'state', value: value.state }
              : { field: value.field, value: value.value },
          note: value.note,
        });
        notify(changed === 0 ? '和原来一样，没有改动。' : `已变更 ${changed} 处，都记在变动里。`);
      }}
    >
      <div className="fields">
        {card.isBatch && (
          <div className="wide">
            <RadioField
              {...form.field('what')}
              label="变更"
              choices={[
                { value: 'card', label: '整张卡片（所有在册的单件）' },
                { value: 'pieces', label: '其中几件' },
              ]}
            />
          </div>
        )}
        <SelectField {...form.field('field')} label="变更什么" choices={FIELDS} />
        {which === 'state' ? (
          <SelectField
            {...form.field('state')}
            label={`状态（现在 ${STATE_NAMES[card.state]}）`}
            choices={(['in-use', 'idle', 'rented', 'damaged'] as const).map((value) => ({
              value,
              label: STATE_NAMES[value],
            }))}
            hint="报废、出售、毁损请用“处置”"
          />
        ) : (
          <WordField
            {...form.field('value')}
            label={{ place: '移到哪里', custodian: '新保管人', department: '新使用部门' }[which]}
            required
            words={words[which] ?? []}
            error={form.errorOf('value')}
            hint={what === 'card' && card[which] ? `现在：${card[which]}` : ''}
          />
        )}
        <DateField {...form.field('date')} label="从哪天起" required />
        <TextField {...form.field('note')} label="说明" placeholder="原因、经手人、租给谁" />
        {what === 'pieces' && (
          <PiecePicker
            pieces={card.pieceRows}
            value={form.value.pieceIds}
            onChange={(next) => form.set({ pieceIds: next })}
            error={form.errorOf('pieceIds')}
          />
        )}
      </div>
    </Dialog>
  );
}
