import type { Input } from '../../../shared/contract/index.ts';
import { call, Refusal, useCall } from '../../api.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { CheckField, NumberField, SelectField, TextField } from '../../parts/Field.tsx';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { useForm } from '../../parts/useForm.ts';
import type { Room } from './columns.ts';

interface Draft {
  name: string;
  assetId: string;
  capacity: string;
  volumePerTon: string;
  whenFull: 'warn' | 'refuse';
  temperatureMin: string;
  temperatureMax: string;
  humidityMin: string;
  humidityMax: string;
  enabled: boolean;
  note: string;
}

/** One room: how much it holds, what it is kept at, and the card of the building it is part of. */
export function RoomDialog({ room, onClose }: { room: Room | null; onClose: () => void }) {
  const assets = useCall('storage.assets', {}).value ?? [];
  const form = useForm<Draft>(() => ({
    name: room?.name ?? '',
    assetId: room?.assetId?.toString() ?? '',
    capacity: room?.capacity ?? '',
    volumePerTon: room?.volumePerTon ?? '6',
    whenFull: room?.whenFull ?? 'warn',
    temperatureMin: room?.temperatureMin ?? '',
    temperatureMax: room?.temperatureMax ?? '',
    humidityMin: room?.humidityMin?.toString() ?? '',
    humidityMax: room?.humidityMax?.toString() ?? '',
    enabled: room?.enabled ?? true,
    note: room?.note ?? '',
  }));
  return (
    <Dialog
      title={room ? `库房：${room.name}` : '新库房'}
      form={form}
      width={560}
      onClose={onClose}
      onSave={async (draft) => {
        const saved = await call('storage.saveRoom', {
          ...(room ? { id: room.id } : {}),
          room: roomOf(draft),
        });
        notify(`库房“${draft.name}”已保存。`);
        notifyWarnings(saved.warnings);
      }}
    >
      <div className="fields">
        <TextField {...form.field('name')} label="库房名称" required placeholder="一号库" maxLength={50} />
        <SelectField
          {...form.field('assetId')}
          label="资产卡片"
          choices={[
            { value: '', label: '不关联' },
            ...assets.map((asset) => ({ value: String(asset.id), label: `${asset.no} ${asset.name}` })),
          ]}
        />
        <NumberField {...form.field('capacity')} label="库容" required suffix="立方米" />
        <NumberField
          {...form.field('volumePerTon')}
          label="每吨货物约占"
          required
          suffix="立方米"
          hint="入库时没填占用，就按重量折算"
        />
        <SelectField
          {...form.field('whenFull')}
          label="装满以后再入库"
          choices={[
            { value: 'warn', label: '提醒，仍可登记' },
            { value: 'refuse', label: '不让登记' },
          ]}
        />
        <span />
        <NumberField {...form.field('temperatureMin')} label="温度不低于" suffix="℃" placeholder="不限" />
        <NumberField {...form.field('temperatureMax')} label="温度不高于" suffix="℃" placeholder="不限" />
        <NumberField {...form.field('humidityMin')} label="湿度不低于" suffix="%" placeholder="不限" />
        <NumberField {...form.field('humidityMax')} label="湿度不高于" suffix="%" placeholder="不限" />
        <div className="wide">
          <TextField {...form.field('note')} label="备注" />
        </div>
        {room && <CheckField {...form.field('enabled')} label="在用" />}
      </div>
    </Dialog>
  );
}

function roomOf(draft: Draft): Input<'storage.saveRoom'>['room'] {
  const whole = (text: string, field: string): number | null => {
    if (text.trim() === '') return null;
    if (!/^\d{1,3}$/u.test(text.trim())) {
      throw new Refusal('humidity', '湿度填 0 到 100 的整数。', { [field]: '0 到 100 的整数' });
    }
    return Number(text);
  };
  const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());
  return {
    ...draft,
    assetId: draft.assetId === '' ? null : Number(draft.assetId),
    temperatureMin: orNull(draft.temperatureMin),
    temperatureMax: orNull(draft.temperatureMax),
    humidityMin: whole(draft.humidityMin, 'humidityMin'),
    humidityMax: whole(draft.humidityMax, 'humidityMax'),
  };
}
