import type { Input } from '../../../shared/contract/index.ts';
import { call, useCall } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { EntryPreview } from '../../parts/EntryPreview.tsx';
import { useSettled } from '../../parts/useSettled.ts';
import { CheckField, DateField, NumberField, SelectField, TextField } from '../../parts/Field.tsx';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { Stat } from '../../parts/Stat.tsx';
import { type Form, useForm } from '../../parts/useForm.ts';
import { usePrint } from '../../parts/usePrint.ts';
import { type Lot, ownerOf, type Room } from './columns.ts';
import { piecesOf } from './TakeInDialog.tsx';

export type Leaving = 'out' | 'transfer' | 'loss';

const WORDS: Readonly<Record<Leaving, { title: string; save: string; slip: string }>> = {
  out: { title: '冷库出库', save: '登记出库', slip: '出库单' },
  transfer: { title: '冷库移库', save: '登记移库', slip: '移库单' },
  loss: { title: '冷库损耗', save: '登记损耗', slip: '损耗单' },
};

interface Draft {
  date: string;
  roomId: string;
  toRoomId: string;
  quantity: string;
  pieces: string;
  party: string;
  reason: string;
  documentNo: string;
  attachments: string;
  printing: boolean;
}

/** Goods of a lot leave a room: fetched, carried into another, or lost. */
export function LeaveDialog(props: { kind: Leaving; lot: Lot; rooms: readonly Room[]; onClose: () => void }) {
  const { kind, lot } = props;
  const { today } = useSession();
  const print = usePrint();
  const first = lot.places[0];
  const form = useForm<Draft>(() => ({
    date: today,
    roomId: String(first?.roomId ?? ''),
    toRoomId: String(props.rooms.find((room) => room.id !== first?.roomId)?.id ?? ''),
    quantity: kind === 'loss' ? '' : (first?.quantity ?? ''),
    pieces: kind === 'loss' || !first?.pieces ? '' : String(first.pieces),
    party: kind === 'out' ? (lot.ownership === 'own' ? '' : lot.ownerName) : '',
    reason: '',
    documentNo: '',
    attachments: '1',
    printing: false,
  }));
  const words = WORDS[kind];
  return (
    <Dialog
      title={`${words.title}：${lot.no} ${lot.product}`}
      form={form}
      width={kind === 'loss' ? 900 : 560}
      saveLabel={words.save}
      danger={kind === 'loss'}
      onClose={props.onClose}
      onSave={async (draft) => {
        const saved = await send(kind, lot, draft);
        notify(`${words.slip} ${saved.no} 已登记。`);
        notifyWarnings(saved.warnings);
        if (draft.printing) print({ document: 'storage-slip', moveId: saved.id });
      }}
    >
      <div className={kind === 'loss' ? 'event-dialog' : ''}>
        <div className="fields store-form">
          <div className="wide store-facts">
            <Stat label="货主" value={ownerOf(lot)} />
            {lot.places.map((place) => (
              <Stat
                key={place.roomId}
                label={`现在 ${place.roomName}`}
                value={`${place.quantity} 公斤${place.pieces ? ` · ${place.pieces} 件` : ''} · ${place.volume} m³`}
              />
            ))}
          </div>
          <DateField {...form.field('date')} label="日期" required max={today} />
          <SelectField
            {...form.field('roomId')}
            label={kind === 'transfer' ? '移出' : '库房'}
            error={form.errorOf('roomId') ?? form.errorOf('fromRoomId')}
            choices={lot.places.map((place) => ({ value: String(place.roomId), label: place.roomName }))}
          />
          {kind === 'transfer' && (
            <SelectField
              {...form.field('toRoomId')}
              label="移入"
              choices={props.rooms
                .filter((room) => String(room.id) !== form.value.roomId)
                .map((room) => ({ value: String(room.id), label: room.name }))}
            />
          )}
          <NumberField {...form.field('quantity')} label="重量" suffix="公斤" />
          <NumberField {...form.field('pieces')} label="件数" suffix="件（筐）" />
          {kind === 'loss' ? (
            <LossFields form={form} />
          ) : (
            <TextField {...form.field('party')} label={kind === 'out' ? '提货人' : '经手人'} />
          )}
          <div className="wide">
            <CheckField {...form.field('printing')} label={`保存后打印${words.slip}`} />
          </div>
        </div>
        {kind === 'loss' && <LossPreview lot={lot} draft={form.value} said={form.error?.message} />}
      </div>
    </Dialog>
  );
}

function LossFields({ form }: { form: Form<Draft> }) {
  return (
    <>
      <div className="wide">
        <TextField {...form.field('reason')} label="原因" required placeholder="干耗、霉变、包装破损…" />
      </div>
      <TextField {...form.field('documentNo')} label="单据号" placeholder="盘点表号" />
      <NumberField {...form.field('attachments')} label="附单据" suffix="张" />
    </>
  );
}

function LossPreview({ lot, draft, said }: { lot: Lot; draft: Draft; said: string | undefined }) {
  const input = useSettled(
    isNumber(draft.quantity) && draft.reason.trim() !== '' ? lossOf(lot, draft) : null,
  );
  const { value, error } = useCall('storage.previewLoss', input);
  return (
    <EntryPreview
      asked={input !== null}
      value={value}
      error={error}
      incomplete="填好重量和原因，这里显示借贷分录。自有的货先记“待处理财产损溢”，批准后再处理。"
      nothing="只记冷库的数量，不写凭证。"
      said={said}
    />
  );
}

const isNumber = (text: string): boolean => /^\d{1,9}(\.\d{1,3})?$/u.test(text.trim());

function lossOf(lot: Lot, draft: Draft): Input<'storage.lose'> {
  const { date, reason, documentNo } = draft;
  return {
    ...goodsOf(lot, draft),
    date,
    reason,
    documentNo,
    attachments: /^\d{1,4}$/u.test(draft.attachments.trim()) ? Number(draft.attachments) : 0,
  };
}

function goodsOf(lot: Lot, draft: Draft) {
  return {
    lotId: lot.id,
    roomId: Number(draft.roomId),
    quantity: draft.quantity.trim() || '0',
    pieces: /^\d{0,7}$/u.test(draft.pieces.trim()) ? Number(draft.pieces) : piecesOf(draft.pieces),
  };
}

function send(
  kind: Leaving,
  lot: Lot,
  draft: Draft,
): Promise<{ id: number; no: string; warnings: string[] }> {
  const { date, party } = draft;
  const goods = { ...goodsOf(lot, draft), pieces: piecesOf(draft.pieces) };
  if (kind === 'loss') return call('storage.lose', lossOf(lot, draft));
  if (kind === 'out') return call('storage.takeOut', { ...goods, date, party });
  const { roomId: fromRoomId, ...moved } = goods;
  return call('storage.transfer', { ...moved, fromRoomId, toRoomId: Number(draft.toRoomId), date, party });
}
