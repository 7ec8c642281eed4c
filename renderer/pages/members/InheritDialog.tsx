import { call } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { Button } from '../../parts/Button.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { DateField, TextField } from '../../parts/Field.tsx';
import { MemberPicker, type Member } from '../../parts/MemberPicker.tsx';
import { MoneyField } from '../../parts/MoneyField.tsx';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { useForm } from '../../parts/useForm.ts';

interface Heir {
  key: number;
  member: Member | null;
  amountFen: number | null;
}

/** 继承: the whole holding passes to the heirs; the parts must sum to it to the fen. */
export function InheritDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const { today } = useSession();
  const form = useForm({
    date: today,
    document: '',
    heirs: [{ key: 1, member: null, amountFen: member.capitalFen }] as Heir[],
  });
  type Value = typeof form.value;
  const { heirs, document } = form.value;
  const leftFen = heirs.reduce((sum, heir) => sum - (heir.amountFen ?? 0), member.capitalFen);
  const change = (key: number, part: Partial<Heir>): void =>
    form.set({ heirs: heirs.map((heir) => (heir.key === key ? { ...heir, ...part } : heir)) });
  async function save(value: Value): Promise<void> {
    const parts = value.heirs.flatMap((heir) =>
      heir.member && heir.amountFen ? [{ memberId: heir.member.id, amountFen: heir.amountFen }] : [],
    );
    const saved = await call('shares.inherit', {
      fromMemberId: member.id,
      date: value.date,
      document: value.document,
      heirs: parts,
    });
    notifyWarnings(saved.warnings);
    notify(`已登记 ${member.name} 的股金由 ${parts.length} 人继承。`);
  }
  return (
    <Dialog
      title={`继承 ${member.no} ${member.name}`}
      form={form}
      width={600}
      onSave={save}
      onClose={onClose}
      disabled={
        leftFen !== 0 || heirs.some((heir) => !heir.member || !heir.amountFen) || document.trim() === ''
      }
      foot={
        <span className={leftFen === 0 ? '' : 'negative'}>
          {leftFen === 0
            ? `合计 ${formatYuan(member.capitalFen)}，分完`
            : leftFen > 0
              ? `还差 ${formatYuan(leftFen)} 没分`
              : `多分了 ${formatYuan(-leftFen)}`}
        </span>
      }
    >
      <p>
        {member.name} 的全部出资 {formatYuan(member.capitalFen)}{' '}
        元由继承人承受。继承人要先是社员；还不是的，先“新增社员”。
      </p>
      {form.errorOf('heirs') && <div className="field-error">{form.errorOf('heirs')}</div>}
      {heirs.map((heir, index) => (
        <div className="heir" key={heir.key}>
          <MemberPicker
            label={`继承人 ${index + 1}`}
            required
            value={heir.member}
            exclude={[
              member.id,
              ...heirs.flatMap((one) => (one.member && one.key !== heir.key ? [one.member.id] : [])),
            ]}
            onChange={(picked) => change(heir.key, { member: picked })}
          />
          <MoneyField
            label={`继承金额 ${index + 1}（元）`}
            required
            width={150}
            valueFen={heir.amountFen}
            onChange={(amountFen) => change(heir.key, { amountFen })}
          />
          <Button
            kind="quiet"
            disabled={heirs.length === 1}
            onClick={() => form.set({ heirs: heirs.filter((one) => one.key !== heir.key) })}
          >
            移除
          </Button>
        </div>
      ))}
      <div>
        <Button
          disabled={heirs.length >= 50}
          onClick={() =>
            form.set({
              heirs: [
                ...heirs,
                {
                  key: Math.max(...heirs.map((one) => one.key)) + 1,
                  member: null,
                  amountFen: leftFen > 0 ? leftFen : null,
                },
              ],
            })
          }
        >
          再加一位继承人
        </Button>
      </div>
      <div className="fields">
        <DateField {...form.field('date')} label="继承日期" required />
        <TextField {...form.field('document')} label="继承依据" required placeholder="继承协议或公证书编号" />
      </div>
    </Dialog>
  );
}
