import { formatYuan } from '../../../shared/rules/money.ts';
import { call } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { DateField, NumberField, TextField } from '../../parts/Field.tsx';
import { Banner, notify } from '../../parts/Notice.tsx';
import { useForm } from '../../parts/useForm.ts';
import { type Computed, type RunHead } from './run.ts';
import { presentNeeded, votesNeeded } from './votes.ts';

/** The members' meeting has decided: its date, resolution and votes lock the run for good. */
export function Approve(props: { run: RunHead; computed: Computed; onClose: () => void }) {
  const { run, computed } = props;
  const { today } = useSession();
  const members = computed.lines.length;
  const form = useForm({
    date: today,
    resolution: '',
    present: '',
    votesFor: '',
    votesTotal: String(members),
    postingDate: today,
  });
  const votesTotal = wholeOf(form.value.votesTotal);
  return (
    <Dialog
      title={`${run.fiscalYear} 年度方案：成员大会表决`}
      width={560}
      saveLabel="批准，锁定方案"
      form={form}
      onClose={props.onClose}
      onSave={async (meeting) => {
        await call('dividends.approve', {
          id: run.id,
          meeting: {
            date: meeting.date,
            resolution: meeting.resolution,
            present: wholeOf(meeting.present),
            votesFor: wholeOf(meeting.votesFor),
            votesTotal: wholeOf(meeting.votesTotal),
            postingDate: meeting.postingDate,
          },
        });
        notify(`${run.fiscalYear} 年度方案已批准并锁定，可以打印发放表和通知单了。`);
      }}
      foot={
        <span>
          {members} 户 <b>{formatYuan(computed.totals.totalFen)}</b> 元
        </span>
      }
    >
      <Banner kind="warning">
        批准后方案永久锁定，不能再改。第一笔发放以前可以作废重来；发放以后只能逐户冲销。
      </Banner>
      <div className="fields">
        <DateField label="会议日期" required {...form.field('date')} />
        <TextField
          label="决议文号"
          required
          placeholder="例如：社员大会〔2019〕1号"
          {...form.field('resolution')}
        />
        <NumberField
          label="到会人数"
          required
          suffix="人"
          hint={`${members} 名社员，三分之二是 ${presentNeeded(members)} 人`}
          {...form.field('present')}
        />
        <NumberField
          label="表决权总数"
          required
          suffix="票"
          hint="每人一票，加章程给的附加表决权"
          {...form.field('votesTotal')}
        />
        <NumberField
          label="赞成"
          required
          suffix="票"
          hint={votesTotal > 0 ? `过半数是 ${votesNeeded(votesTotal)} 票` : undefined}
          {...form.field('votesFor')}
        />
        <DateField
          label="过账日期"
          required
          hint="记账用的日期，可以和会计年度不同"
          {...form.field('postingDate')}
        />
      </div>
      <p className="form-note">
        依据：农民专业合作社法第三十条（到会三分之二以上，表决权过半数通过）、第四十四条。
      </p>
    </Dialog>
  );
}

/** A whole number as typed; anything else goes on as -1, which the rule refuses at the field with its reason. */
function wholeOf(text: string): number {
  return /^\d{1,9}$/.test(text.trim()) ? Number(text.trim()) : -1;
}
