import type { Output } from '../../../shared/contract/index.ts';
import { call, useCall } from '../../api.ts';
import { href } from '../../frame/routes.ts';
import { useSession } from '../../frame/session.ts';
import { Button } from '../../parts/Button.tsx';
import { NumberField, SelectField, TextField } from '../../parts/Field.tsx';
import { ErrorBanner, notify } from '../../parts/Notice.tsx';
import { Page } from '../../parts/Page.tsx';
import { useForm } from '../../parts/useForm.ts';

type Settings = Output<'fundBooks.read'>;

/** How the association's books are kept; the rules of its loans are on its own page. */
export function FundBooks({ id }: { id: number }) {
  const read = useCall('fundBooks.read', { entityId: id });
  if (!read.value) {
    return (
      <Page title="协会账套设置" banner={<ErrorBanner error={read.error} onRetry={read.reload} />}>
        <p className="waiting">{read.loading ? '正在读取…' : ''}</p>
      </Page>
    );
  }
  return <FundBooksForm id={id} settings={read.value} />;
}

function FundBooksForm({ id, settings }: { id: number; settings: Settings }) {
  const { fund } = useSession();
  const entry = { ...settings, bankMatchDays: String(settings.bankMatchDays), name: fund?.name ?? '' };
  const form = useForm(() => entry);
  async function save(): Promise<void> {
    const saved = await form.submit(async ({ name, bankMatchDays, ...value }) => {
      const days = /^\d{1,2}$/u.test(bankMatchDays.trim()) ? Number(bankMatchDays) : Number.NaN;
      await call('fundBooks.save', { entityId: id, name, settings: { ...value, bankMatchDays: days } });
    });
    if (!saved) return;
    form.restart(form.value);
    notify('协会的账套设置已保存，从现在起按新的办。');
  }
  return (
    <Page
      title="协会账套设置"
      layout="scroll"
      sub={fund?.name}
      actions={
        <>
          <Button disabled={!form.dirty} onClick={() => form.restart(entry)}>
            还原
          </Button>
          <Button
            kind="primary"
            shortcut="Ctrl+S"
            writes
            busy={form.busy}
            disabled={!form.dirty}
            onClick={() => void save()}
          >
            保存
          </Button>
        </>
      }
      banner={<ErrorBanner error={form.error} />}
    >
      <div className="settings">
        <section className="sheet">
          <h2>协会</h2>
          <div className="fields">
            <TextField {...form.field('name')} label="协会全称" required maxLength={50} />
          </div>
          <p className="form-note">
            借款额度、期限、占用费、分配比例等在“
            <a href={href('fund', null, { tab: 'settings' })}>互助资金</a>
            ”的设置里；合作社的章程与设置，请先在上面换到合作社的账套。
          </p>
        </section>
        <section className="sheet">
          <h2>记账</h2>
          <div className="fields">
            <SelectField
              {...form.field('carries')}
              label="收入、费用结转到净资产"
              choices={[
                { value: 'year', label: '年末一次（12 月结账时）' },
                { value: 'month', label: '每月结账时' },
              ]}
            />
            <SelectField
              {...form.field('voucherWords')}
              label="凭证字"
              choices={[
                { value: '记', label: '只用“记”' },
                { value: '收付转', label: '收、付、转' },
              ]}
            />
            <SelectField
              {...form.field('eventVoucherState')}
              label="业务登记生成的凭证"
              choices={[
                { value: 'reviewed', label: '直接为已审核' },
                { value: 'draft', label: '先为草稿，另行审核' },
              ]}
            />
            <TextField
              {...form.field('chiefAccountant')}
              label="会计主管"
              hint="填了姓名，只有这个人登记为经办人时才能反结账"
            />
            <NumberField
              {...form.field('bankMatchDays')}
              label="银行对账自动勾对时，两边日期最多相差"
              suffix="天"
            />
          </div>
        </section>
      </div>
    </Page>
  );
}
