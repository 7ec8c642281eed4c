import { addDays } from '../../../shared/rules/calendar.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { call, Refusal, useCall } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { DateField, RadioField, SelectField, TextField } from '../../parts/Field.tsx';
import { MoneyField } from '../../parts/MoneyField.tsx';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { useForm } from '../../parts/useForm.ts';
import { moneyWords } from './columns.ts';
import type { Payable, Programme } from './words.ts';

/** Within the programme's year while it lasts, else today. */
function dayIn(year: number, today: string): string {
  const last = `${year}-12-31`;
  return last < today ? last : today;
}

export function ApproveDialog({ programme, onClose }: { programme: Programme; onClose: () => void }) {
  const { today } = useSession();
  const form = useForm({ date: dayIn(programme.year, today), document: '' });
  return (
    <Dialog
      title={`批准名单：${programme.name}`}
      width={440}
      form={form}
      saveLabel="批准"
      disabled={form.value.document.trim() === ''}
      onClose={onClose}
      onSave={async (value) => {
        const { warnings } = await call('awards.approve', { id: programme.id, ...value });
        notify(`“${programme.name}”已批准：${programme.households} 户 ${moneyWords(programme.amountFen)}。`);
        notifyWarnings(warnings);
      }}
    >
      <p className="form-note">
        {programme.households} 户，共 {moneyWords(programme.amountFen)}
        。批准后名单不能直接改；有错的退回，或取消某一户。
      </p>
      <DateField {...form.field('date')} label="批准日期" required width={160} />
      <TextField
        {...form.field('document')}
        label="批准依据"
        required
        placeholder="会议纪要、镇政府批复的文号"
      />
    </Dialog>
  );
}

/** Commonly seven days. */
const NOTICE_DAYS = 7;

export function NoticeDialog({ programme, onClose }: { programme: Programme; onClose: () => void }) {
  const { today } = useSession();
  const first = programme.approvedOn ?? today;
  const from = first > today ? today : first;
  const form = useForm({ from, to: addDays(from, NOTICE_DAYS - 1), note: '' });
  return (
    <Dialog
      title={`登记公示：${programme.name}`}
      width={440}
      form={form}
      saveLabel="登记公示"
      onClose={onClose}
      onSave={async (value) => {
        const { warnings } = await call('awards.notice', { id: programme.id, ...value });
        notify(`“${programme.name}”公示 ${value.from} 至 ${value.to}，期满以后可以发放。`);
        notifyWarnings(warnings);
      }}
    >
      <div className="industry-row">
        <DateField {...form.field('from')} label="公示从" required />
        <DateField {...form.field('to')} label="公示到" required />
      </div>
      <TextField {...form.field('note')} label="公示地点、反映情况" placeholder="村务公开栏；无异议" />
      <p className="form-note">公示表可先打印张贴：不印身份证号、卡号和电话。</p>
    </Dialog>
  );
}

/** Registers that money went out, for those chosen. One household alone may get a part. */
export function PayDialog(props: {
  programme: Programme;
  rows: readonly Payable[];
  onClose: () => void;
  onPaid: () => void;
}) {
  const { programme, rows } = props;
  const { today } = useSession();
  const only = rows.length === 1 ? rows[0] : undefined;
  const sumFen = rows.reduce((sum, row) => sum + row.unpaidFen, 0);
  const form = useForm<{ date: string; method: 'cash' | 'transfer'; amountFen: number | null; note: string }>(
    {
      date: today,
      method: only ? 'cash' : 'transfer',
      amountFen: only?.unpaidFen ?? null,
      note: '',
    },
  );
  return (
    <Dialog
      title={`发放${programme.name}：${only ? `${only.householdCode} ${only.payeeName}` : `${rows.length} 户`}`}
      width={460}
      form={form}
      saveLabel="登记发放"
      onClose={props.onClose}
      onSave={async ({ date, method, amountFen, note }) => {
        if (only && amountFen === null) {
          throw new Refusal('amount_missing', '请填发放金额。', { amountFen: '没有金额' });
        }
        const paid = await call('awards.pay', {
          id: programme.id,
          date,
          method,
          note,
          households: rows.map(({ householdId, unpaidFen }) => ({
            householdId,
            amountFen: only && amountFen !== null ? amountFen : unpaidFen,
          })),
        });
        notify(`已登记发放 ${paid.count} 户 ${formatYuan(paid.amountFen)} 元。`);
        notifyWarnings(paid.warnings);
        props.onPaid();
      }}
      foot={
        <span>
          共 <b>{formatYuan(only ? (form.value.amountFen ?? 0) : sumFen)}</b> 元
        </span>
      }
    >
      <RadioField
        {...form.field('method')}
        label="怎么发的"
        choices={[
          { value: 'cash', label: '现金（名册签字）' },
          { value: 'transfer', label: '转到一卡通' },
        ]}
      />
      <DateField {...form.field('date')} label="发放日期" required width={160} />
      {only && (
        <MoneyField
          label="金额（元）"
          required
          valueFen={form.value.amountFen}
          onChange={(amountFen) => form.set({ amountFen })}
          error={form.errorOf('amountFen')}
          hint={`未发 ${formatYuan(only.unpaidFen)}；可以先发一部分`}
        />
      )}
      <TextField {...form.field('note')} label="备注" placeholder="例如：本人签领" />
      <p className="form-note">
        补助是发给户的钱，不进合作社账。户里拿它入股的，到“社员与股金”登记出资，资金来源选“到户类扶贫项目资产”。
      </p>
    </Dialog>
  );
}

/** 指定领款人: somebody else of the household. */
export function PayeeDialog(props: { programme: Programme; row: Payable; onClose: () => void }) {
  const { programme, row } = props;
  const home = useCall('households.get', { id: row.householdId });
  const living = (home.value?.persons ?? []).filter((person) => person.diedOn === null);
  const form = useForm({ personId: '' });
  const chosen = form.value.personId || String(row.payeeId ?? living[0]?.id ?? '');
  return (
    <Dialog
      title={`领款人：${row.householdCode} ${row.headName}户`}
      width={440}
      form={form}
      disabled={living.length === 0}
      onClose={props.onClose}
      onSave={async () => {
        await call('awards.setPayee', {
          id: programme.id,
          householdId: row.householdId,
          personId: Number(chosen),
        });
        notify(`${row.householdCode} 的领款人已改。`);
      }}
    >
      <SelectField
        label="发给谁"
        value={chosen}
        onChange={(personId) => form.set({ personId })}
        error={form.errorOf('personId')}
        choices={living.map((person) => ({
          value: String(person.id),
          label: `${person.name}（${person.relation || '本户'}）${person.cardMasked ? ` ${person.cardMasked}` : ' 没有卡'}`,
        }))}
      />
      <p className="form-note">只能发给本户的人。银行代发用这个人的卡。</p>
    </Dialog>
  );
}
