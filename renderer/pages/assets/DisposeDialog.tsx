import type { Input } from '../../../shared/contract/index.ts';
import { toHalfWidth } from '../../../shared/rules/fullwidth.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { call, Refusal, useCall } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { EntryPreview } from '../../parts/EntryPreview.tsx';
import { useSettled } from '../../parts/useSettled.ts';
import {
  CheckField,
  DateField,
  NumberField,
  RadioField,
  SelectField,
  TextField,
} from '../../parts/Field.tsx';
import { MoneyField } from '../../parts/MoneyField.tsx';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { Stat } from '../../parts/Stat.tsx';
import { useForm } from '../../parts/useForm.ts';
import { PayerFields } from './fields.tsx';
import { NO_PAYER, type PayerDraft, payerOf } from './typed.ts';
import { PiecePicker } from './PiecePicker.tsx';
import type { Piece } from './view.ts';

type Disposal = Input<'disposals.record'>;
type Way = Disposal['way'];

export const WAY_NAMES: Readonly<Record<Way, string>> = {
  scrapped: '报废',
  destroyed: '毁损（雪压、火灾等）',
  sold: '出售',
  given: '对外捐赠',
  returned: '退回所有人',
  other: '其他',
};

interface DisposeDialogProps {
  card: {
    id: number;
    no: string;
    name: string;
    unit: string;
    pieces: number;
    standing: 'booked' | 'memo';
    pieceRows: readonly Piece[];
  };
  pieceIds?: readonly number[];
  onClose: () => void;
}

interface Draft extends PayerDraft {
  what: 'whole' | 'pieces';
  pieceIds: number[];
  date: string;
  way: Way;
  reason: string;
  approvalNo: string;
  documentNo: string;
  attachments: string;
  note: string;
  proceedsFen: number | null;
  close: boolean;
}

/** 处置: out of the card into 154, whole or in pieces, with the entries beside; what it costs and brings follows on the tab 清理. */
export function DisposeDialog({ card, pieceIds, onClose }: DisposeDialogProps) {
  const { today } = useSession();
  const form = useForm<Draft>({
    ...NO_PAYER,
    what: pieceIds && pieceIds.length > 0 ? 'pieces' : 'whole',
    pieceIds: [...(pieceIds ?? [])],
    date: today,
    way: 'scrapped',
    reason: '',
    approvalNo: '',
    documentNo: '',
    attachments: '1',
    note: '',
    proceedsFen: null,
    close: false,
  });
  const input = useSettled(disposalOf(card.id, form.value));
  const { value, error } = useCall('disposals.preview', input);
  const { what, way } = form.value;
  return (
    <Dialog
      title={`处置：${card.no} ${card.name}`}
      form={form}
      width={980}
      danger
      saveLabel={card.standing === 'booked' ? '处置入账' : '登记处置'}
      onClose={onClose}
      onSave={async (draft) => {
        const ready = disposalOf(card.id, draft);
        if (!ready)
          throw new Refusal('incomplete', '还有没填完的：选好处置哪几件，写明原因；有收入的写明收到哪里。');
        const saved = await call('disposals.record', ready);
        notify(
          saved.voucherIds.length > 0
            ? `已处置 ${card.no} ${card.name}，凭证已生成。清理费用、保险赔款和结转在“清理”里接着登记。`
            : `已登记 ${card.no} ${card.name} 的处置，没有写凭证。`,
        );
        notifyWarnings(saved.warnings);
      }}
    >
      <div className="event-dialog long">
        <div className="event-fields fields">
          {card.pieceRows.length > 0 && (
            <div className="wide">
              <RadioField
                {...form.field('what')}
                label="处置多少"
                choices={[
                  { value: 'whole', label: `全部 ${card.pieces} ${card.unit || '件'}` },
                  { value: 'pieces', label: '其中几件' },
                ]}
              />
            </div>
          )}
          {what === 'pieces' && (
            <PiecePicker
              pieces={card.pieceRows}
              value={form.value.pieceIds}
              onChange={(next) => form.set({ pieceIds: next })}
              error={form.errorOf('pieceIds') ?? form.errorOf('what')}
            />
          )}
          <SelectField
            {...form.field('way')}
            label="怎么处置"
            choices={(Object.keys(WAY_NAMES) as Way[])
              .filter((one) => one !== 'returned' || card.standing === 'memo')
              .map((one) => ({ value: one, label: WAY_NAMES[one] }))}
          />
          <DateField {...form.field('date')} label="处置日期" required hint="当月减少，当月仍计提折旧" />
          <div className="wide">
            <TextField
              {...form.field('reason')}
              label="原因"
              required
              placeholder="12 月大雪压塌，不能修复"
            />
          </div>
          <TextField {...form.field('approvalNo')} label="批准文号、会议决议" />
          <TextField {...form.field('documentNo')} label="单据号" />
          <NumberField {...form.field('attachments')} label="附单据" suffix="张" />
          {card.standing === 'booked' && (
            <>
              <MoneyField
                label={way === 'sold' ? '出售收入（元）' : '当时就有的收入、赔款（元）'}
                valueFen={form.value.proceedsFen}
                onChange={(proceedsFen) => form.set({ proceedsFen })}
                error={form.errorOf('proceeds.amountFen')}
                hint="还不知道的以后在“清理”里登记"
              />
              {form.value.proceedsFen !== null && (
                <PayerFields value={form.value} set={form.set} errorOf={form.errorOf} />
              )}
              <div className="wide">
                <CheckField
                  {...form.field('close')}
                  label="再没有费用和收入，净损益当时结转"
                  hint="有损失转其他支出，有收益转其他收入"
                />
              </div>
            </>
          )}
        </div>
        <EntryPreview
          asked={input !== null}
          value={value}
          error={error}
          said={form.error?.message}
          incomplete="选好处置多少、写明原因，这里就显示分录。"
          nothing="备查资产不写凭证，只从登记簿上减去。"
        >
          {value && (
            <>
              <Stat label="件数" value={value.pieces} />
              <Stat label="转出原值" valueFen={value.costFen} />
              <Stat
                label="转出累计折旧"
                valueFen={value.accumulatedFen}
                {...(value.monthFen > 0
                  ? { hint: `先计提整张卡片当月的折旧 ${formatYuan(value.monthFen)}` }
                  : {})}
              />
              <Stat label="净值" valueFen={value.netFen} strong />
              {card.standing === 'booked' && <Stat label="清理科目留下" valueFen={value.balanceFen} />}
            </>
          )}
        </EntryPreview>
      </div>
    </Dialog>
  );
}

function disposalOf(assetId: number, draft: Draft): Disposal | null {
  const what = whatOf(draft);
  const payer = draft.proceedsFen === null ? null : payerOf(draft);
  const attachments = toHalfWidth(draft.attachments).trim();
  if (!what || draft.reason.trim() === '' || !/^\d{4}-\d{2}-\d{2}$/u.test(draft.date)) return null;
  if (!/^\d{0,4}$/u.test(attachments) || (draft.proceedsFen !== null && !payer)) return null;
  const { date, way, reason, approvalNo, documentNo, note } = draft;
  return {
    assetId,
    what,
    date,
    way,
    reason,
    approvalNo,
    documentNo,
    note,
    attachments: Number(attachments),
    ...(draft.proceedsFen && payer ? { proceeds: { amountFen: draft.proceedsFen, payer } } : {}),
    ...(draft.close ? { close: true } : {}),
  };
}

function whatOf({ what, pieceIds }: Draft): Disposal['what'] | null {
  if (what === 'whole') return { kind: 'whole' };
  return pieceIds.length > 0 ? { kind: 'pieces', pieceIds } : null;
}
