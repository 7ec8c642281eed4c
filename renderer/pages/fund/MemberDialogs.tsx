import type { Input } from '../../../shared/contract/index.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { call, Refusal, useCall } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { EntryPreview } from '../../parts/EntryPreview.tsx';
import { CheckField, DateField, SelectField, TextField } from '../../parts/Field.tsx';
import { MoneyField } from '../../parts/MoneyField.tsx';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { PersonPicker, type Person } from '../../parts/PersonPicker.tsx';
import { useForm } from '../../parts/useForm.ts';
import { useSettled } from '../../parts/useSettled.ts';
import { moneyOf } from '../business/draft.ts';
import { useFund } from './context.ts';
import { FundMemberPicker, NO_PAPER, type PaperDraft, PaperFields, paperOf, PayField } from './fields.tsx';
import type { FundMember } from './words.ts';

interface JoinDraft extends PaperDraft {
  person: Person | null;
  no: string;
  date: string;
  isExempt: boolean;
  amountFen: number | null;
  pay: string;
  group: string;
}

/** 入会: one of a household, with the base contribution unless exempt. */
export function JoinDialog(props: { onClose: () => void; onJoined: (id: number) => void }) {
  const fund = useFund();
  const { today } = useSession();
  const { baseFen, poorExempt, groupMax } = fund.settings;
  const groups = useCall('fund.groups', { entityId: fund.id });
  const form = useForm<JoinDraft>(() => ({
    ...NO_PAPER,
    person: null,
    no: '',
    date: today,
    isExempt: false,
    amountFen: baseFen,
    pay: fund.settings.usualMoney,
    group: '',
  }));
  const { value } = form;
  return (
    <Dialog
      title="登记会员"
      form={form}
      width={600}
      saveLabel="登记入会"
      disabled={value.person === null}
      onClose={props.onClose}
      onSave={async (draft) => {
        const paper = paperOf(draft);
        const paid = moneyOf(draft.pay);
        if (!draft.person || !paper || !paid) {
          throw new Refusal('incomplete', '请选入会的人；附单据填张数。', { personId: '请选人' });
        }
        const saved = await call('fund.join', {
          entityId: fund.id,
          personId: draft.person.id,
          date: draft.date,
          isExempt: draft.isExempt,
          amountFen: draft.isExempt ? 0 : (draft.amountFen ?? 0),
          paid,
          ...(draft.no.trim() === '' ? {} : { no: draft.no.trim() }),
          ...(draft.group === '' ? {} : { groupId: Number(draft.group) }),
          ...paper,
        });
        notify(`${draft.person.name}已入会，会员号 ${saved.no}。`);
        notifyWarnings(saved.warnings);
        props.onJoined(saved.id);
      }}
    >
      <div className="fields">
        <div className="wide">
          <PersonPicker
            label="入会的人"
            required
            value={value.person}
            onChange={(person) => form.set({ person })}
            error={form.errorOf('personId')}
            hint="一户只能一人入会"
          />
        </div>
        <TextField {...form.field('no')} label="会员号" placeholder="留空，接着编" maxLength={20} />
        <DateField {...form.field('date')} label="入会日期" required max={today} />
        <div className="wide">
          <CheckField
            {...form.field('isExempt')}
            label={`免交基准互助金${poorExempt ? '（建档立卡户可以免）' : ''}`}
          />
        </div>
        {!value.isExempt && (
          <>
            <MoneyField
              label="交互助金（元）"
              valueFen={value.amountFen}
              onChange={(amountFen) => form.set({ amountFen })}
              error={form.errorOf('amountFen')}
              hint={`基准 ${formatYuan(baseFen)}；还没交的清空`}
            />
            <PayField
              label="收到"
              value={value.pay}
              onChange={(pay) => form.set({ pay })}
              error={form.errorOf('paid')}
            />
          </>
        )}
        <SelectField
          {...form.field('group')}
          label="互助小组"
          error={form.errorOf('groupId')}
          choices={[
            { value: '', label: '以后再编组' },
            ...(groups.value ?? []).map((group) => ({
              value: String(group.id),
              label: `${group.name}（${group.size} 户${group.size >= groupMax ? '，已满' : ''}）`,
            })),
          ]}
        />
        <PaperFields form={form} label="收据号" />
      </div>
    </Dialog>
  );
}

interface ContributeDraft extends PaperDraft {
  member: FundMember | null;
  date: string;
  kind: 'base' | 'additional' | 'granted';
  amountFen: number | null;
  pay: string;
}

/** 缴互助金, or the ticket of granted shares, which moves no money. */
export function ContributeDialog({ member, onClose }: { member: FundMember | null; onClose: () => void }) {
  const fund = useFund();
  const { today } = useSession();
  const form = useForm<ContributeDraft>(() => ({
    ...NO_PAPER,
    member,
    date: today,
    kind: member && member.baseFen > 0 ? 'additional' : 'base',
    amountFen: null,
    pay: fund.settings.usualMoney,
  }));
  const { value } = form;
  const settled = useSettled(contributionOf(fund.id, value));
  const preview = useCall('fund.preview', settled && { act: 'contribute', input: settled });
  return (
    <Dialog
      title="缴互助金、登记赠股"
      form={form}
      width={900}
      saveLabel={value.kind === 'granted' ? '登记' : '登记入账'}
      disabled={value.member === null || value.amountFen === null}
      onClose={onClose}
      onSave={async (draft) => {
        const ready = contributionOf(fund.id, draft);
        if (!ready) throw new Refusal('incomplete', '请选会员、填金额；附单据填张数。');
        const saved = await call('fund.contribute', ready);
        notify(`已登记 ${draft.member?.name ?? ''} ${formatYuan(ready.amountFen)} 元。`);
        notifyWarnings(saved.warnings);
      }}
    >
      <div className="event-dialog">
        <div className="event-fields fields">
          <div className="wide">
            <FundMemberPicker
              label="会员"
              required
              value={value.member}
              onChange={(next) => form.set({ member: next })}
              error={form.errorOf('memberId')}
            />
          </div>
          <SelectField
            {...form.field('kind')}
            label="事项"
            choices={[
              { value: 'base', label: '基准互助金' },
              { value: 'additional', label: '追加互助金' },
              { value: 'granted', label: '赠股、配股（只登记）' },
            ]}
          />
          <MoneyField
            label="金额（元）"
            required
            valueFen={value.amountFen}
            onChange={(amountFen) => form.set({ amountFen })}
            error={form.errorOf('amountFen')}
          />
          <DateField {...form.field('date')} label="日期" required max={today} />
          {value.kind !== 'granted' && (
            <PayField
              label="收到"
              value={value.pay}
              onChange={(pay) => form.set({ pay })}
              error={form.errorOf('paid')}
            />
          )}
          {value.kind === 'granted' && (
            <p className="wide form-note">
              赠股、配股是财政给的记名凭据：不能转让，退会时不退，不收钱，也不写凭证。
            </p>
          )}
          <PaperFields form={form} label="收据号" />
        </div>
        <EntryPreview
          asked={settled !== null}
          value={preview.value}
          error={preview.error}
          incomplete="选会员、填金额，这里显示借贷分录。"
          nothing={
            value.kind === 'granted' ? '赠股、配股只登记，不写凭证。' : '在协会记账以前的只记台账，不写凭证。'
          }
          said={form.error?.message}
        />
      </div>
    </Dialog>
  );
}

function contributionOf(entityId: number, draft: ContributeDraft): Input<'fund.contribute'> | null {
  const paper = paperOf(draft);
  const paid = moneyOf(draft.pay);
  if (!draft.member || !draft.amountFen || !paper || !paid) return null;
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(draft.date)) return null;
  const { kind, date, amountFen } = draft;
  return { entityId, memberId: draft.member.id, date, kind, amountFen, paid, ...paper };
}
