import { useId } from 'react';
import type { Input } from '../../../shared/contract/index.ts';
import { call, Refusal, useCall } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import {
  CheckField,
  DateField,
  Field,
  NumberField,
  RadioField,
  SelectField,
  TextField,
} from '../../parts/Field.tsx';
import { MemberPicker, type Member } from '../../parts/MemberPicker.tsx';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { useForm } from '../../parts/useForm.ts';
import { usePrint } from '../../parts/usePrint.ts';
import { NameField } from '../business/inputs.tsx';
import { BASIS, type Lot, OWNERSHIP, ownerOf, type Room } from './columns.ts';

type Ownership = Lot['ownership'];
type Basis = Lot['feeBasis'];

interface Draft {
  date: string;
  roomId: string;
  /** '' a new lot, else the id of one that is there. */
  lotId: string;
  ownership: Ownership;
  ownerKind: 'member' | 'party';
  member: Pick<Member, 'id' | 'no' | 'name'> | null;
  ownerParty: string;
  product: string;
  no: string;
  quantity: string;
  pieces: string;
  volume: string;
  basis: Basis;
  rate: string;
  party: string;
  note: string;
  printing: boolean;
}

/** 入库: a new lot or more of one, of the cooperative, on commission, or kept for somebody. */
export function TakeInDialog(props: { rooms: readonly Room[]; lots: readonly Lot[]; onClose: () => void }) {
  const { today } = useSession();
  const print = usePrint();
  const stock = useCall('business.stock', {}).value ?? [];
  const products = [
    ...new Set([...stock.map((row) => row.product), ...props.lots.map((lot) => lot.product)]),
  ];
  const form = useForm<Draft>(() => ({
    date: today,
    roomId: String(props.rooms[0]?.id ?? ''),
    lotId: '',
    ownership: 'own',
    ownerKind: 'member',
    member: null,
    ownerParty: '',
    product: '',
    no: '',
    quantity: '',
    pieces: '',
    volume: '',
    basis: 'ton-month',
    rate: '',
    party: '',
    note: '',
    printing: false,
  }));
  const { value } = form;
  const isNew = value.lotId === '';
  const products_ = useId();
  return (
    <Dialog
      title="冷库入库"
      form={form}
      width={640}
      saveLabel="登记入库"
      onClose={props.onClose}
      onSave={async (draft) => {
        const saved = await call('storage.takeIn', intakeOf(draft));
        notify(`入库单 ${saved.no} 已登记。`);
        notifyWarnings(saved.warnings);
        if (draft.printing) print({ document: 'storage-slip', moveId: saved.id });
      }}
    >
      <div className="fields store-form">
        <DateField {...form.field('date')} label="日期" required max={today} />
        <SelectField
          {...form.field('roomId')}
          label="库房"
          choices={props.rooms.map((room) => ({
            value: String(room.id),
            label: `${room.name}（${room.used} / ${room.capacity} m³）`,
          }))}
        />
        <div className="wide">
          <SelectField
            {...form.field('lotId')}
            label="批"
            choices={[
              { value: '', label: '新的一批' },
              ...props.lots.map((lot) => ({
                value: String(lot.id),
                label: `${lot.no} ${lot.product}（${ownerOf(lot)}，现有 ${lot.quantity} 公斤）`,
              })),
            ]}
          />
        </div>
        {isNew && (
          <>
            <div className="wide">
              <RadioField
                label="谁的货"
                value={value.ownership}
                onChange={(ownership) => form.set({ ownership })}
                choices={[
                  { value: 'own', label: '社里自有', hint: '产品物资 121' },
                  { value: 'commission', label: '委托代销', hint: '受托代销商品 128' },
                  { value: 'kept', label: '代为存放', hint: '只收仓储费，不进社里的账' },
                ]}
              />
            </div>
            {value.ownership !== 'own' && <OwnerFields form={form} />}
            <Field label="品名" required error={form.errorOf('product')}>
              {(control) => (
                <>
                  <input
                    {...control}
                    list={products_}
                    value={value.product}
                    maxLength={30}
                    autoComplete="off"
                    onChange={(event) => form.set({ product: event.target.value })}
                  />
                  <datalist id={products_}>
                    {products.map((product) => (
                      <option key={product} value={product} />
                    ))}
                  </datalist>
                </>
              )}
            </Field>
            <TextField {...form.field('no')} label="批号" placeholder="不填按日期编" maxLength={30} />
          </>
        )}
        <NumberField {...form.field('quantity')} label="重量" suffix="公斤" />
        <NumberField {...form.field('pieces')} label="件数" suffix="件（筐）" />
        <NumberField {...form.field('volume')} label="占用" suffix="立方米" placeholder="按重量折算" />
        <TextField {...form.field('party')} label="送货人" />
        {isNew && value.ownership !== 'own' && (
          <>
            <SelectField
              label="仓储费"
              value={value.basis}
              onChange={(basis) => form.set({ basis })}
              error={form.errorOf('feeBasis')}
              hint="每月按 30 天折算；算进不算出"
              choices={(Object.keys(BASIS) as Basis[]).map((basis) => ({
                value: basis,
                label: BASIS[basis],
              }))}
            />
            {value.basis !== 'none' && (
              <NumberField
                label="费率"
                required
                suffix={BASIS[value.basis]}
                value={value.rate}
                onChange={(rate) => form.set({ rate })}
                error={form.errorOf('feeRate')}
              />
            )}
          </>
        )}
        {isNew && (
          <div className="wide">
            <TextField {...form.field('note')} label="备注" />
          </div>
        )}
        <CheckField {...form.field('printing')} label="保存后打印入库单" />
      </div>
    </Dialog>
  );
}

function OwnerFields({ form }: { form: ReturnType<typeof useForm<Draft>> }) {
  const { value } = form;
  return (
    <>
      <SelectField
        label="货主"
        value={value.ownerKind}
        onChange={(ownerKind) => form.set({ ownerKind })}
        choices={[
          { value: 'member', label: '社员' },
          { value: 'party', label: '非社员' },
        ]}
      />
      {value.ownerKind === 'member' ? (
        <MemberPicker
          label="社员"
          required
          value={value.member}
          onChange={(member) => form.set({ member })}
          error={form.errorOf('memberId')}
        />
      ) : (
        <NameField
          label="姓名或单位"
          required
          dim="counterparty"
          value={value.ownerParty}
          onChange={(ownerParty) => form.set({ ownerParty })}
        />
      )}
    </>
  );
}

function intakeOf(draft: Draft): Input<'storage.takeIn'> {
  return {
    date: draft.date,
    roomId: Number(draft.roomId),
    lot: draft.lotId === '' ? lotOf(draft) : { kind: 'more', lotId: Number(draft.lotId) },
    quantity: draft.quantity.trim() || '0',
    pieces: piecesOf(draft.pieces),
    volume: draft.volume.trim() || null,
    party: draft.party,
  };
}

function lotOf(draft: Draft): Input<'storage.takeIn'>['lot'] {
  const hasFee = draft.ownership !== 'own' && draft.basis !== 'none';
  return {
    kind: 'new',
    ...(draft.no.trim() === '' ? {} : { no: draft.no.trim() }),
    product: draft.product,
    ownership: draft.ownership,
    owner: ownerFrom(draft),
    feeBasis: hasFee ? draft.basis : 'none',
    feeRate: hasFee ? draft.rate.trim() || '0' : '0',
    note: draft.note,
  };
}

function ownerFrom(draft: Draft): Extract<Input<'storage.takeIn'>['lot'], { kind: 'new' }>['owner'] {
  if (draft.ownership === 'own') return { kind: 'own' };
  if (draft.ownerKind === 'party') return { kind: 'party', party: draft.ownerParty.trim() };
  if (draft.member === null) {
    throw new Refusal('owner_missing', `${OWNERSHIP[draft.ownership]}的货要选货主。`, {
      memberId: '请选社员',
    });
  }
  return { kind: 'member', memberId: draft.member.id };
}

/** Baskets as typed; nothing is none. */
export function piecesOf(text: string): number {
  const plain = text.trim();
  if (plain === '') return 0;
  if (!/^\d{1,7}$/u.test(plain)) {
    throw new Refusal('pieces', `件数“${plain}”要写整数。`, { pieces: '要写整数' });
  }
  return Number(plain);
}
