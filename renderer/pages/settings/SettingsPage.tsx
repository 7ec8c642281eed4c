import type { Output } from '../../../shared/contract/index.ts';
import { call, useCall } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Button } from '../../parts/Button.tsx';
import { NumberField, PercentField, SelectField, TextField } from '../../parts/Field.tsx';
import { MoneyField } from '../../parts/MoneyField.tsx';
import { Banner, ErrorBanner, notify } from '../../parts/Notice.tsx';
import { Page } from '../../parts/Page.tsx';
import { useForm } from '../../parts/useForm.ts';
import { BankTemplates } from './BankTemplates.tsx';
import { FundBooks } from './FundBooks.tsx';

type Settings = Output<'settings.read'>;

/** 章程与设置: what the charter, the meeting or the county decided; the program follows it from then on. */
export function SettingsPage() {
  const { books } = useSession();
  return books?.kind === 'fund' ? <FundBooks id={books.id} /> : <Charter />;
}

function Charter() {
  const read = useCall('settings.read', {});
  if (!read.value) {
    return (
      <Page title="章程与设置" banner={<ErrorBanner error={read.error} onRetry={read.reload} />}>
        <p className="waiting">{read.loading ? '正在读取…' : ''}</p>
      </Page>
    );
  }
  return <SettingsForm settings={read.value} />;
}

function SettingsForm({ settings }: { settings: Settings }) {
  const { cooperative } = useSession();
  const form = useForm<Entry>(() => entryOf(settings));
  async function save(): Promise<void> {
    const saved = await form.submit(async (value) => {
      await call('settings.save', {
        settings: {
          ...value,
          parValueFen: value.parValueFen ?? 0,
          labourDayValueFen: value.labourDayValueFen ?? 0,
          noticeMonthsPerson: wholeNumber(value.noticeMonthsPerson),
          noticeMonthsOrganisation: wholeNumber(value.noticeMonthsOrganisation),
          publicityDays: wholeNumber(value.publicityDays),
          bankMatchDays: wholeNumber(value.bankMatchDays),
        },
      });
    });
    if (!saved) {
      requestAnimationFrame(() =>
        document.querySelector<HTMLElement>('.settings [aria-invalid="true"]')?.focus(),
      );
      return;
    }
    form.restart(form.value);
    notify('设置已保存，从现在起按新的办。已批准的分红不受影响。');
  }
  return (
    <Page
      title="章程与设置"
      layout="scroll"
      sub={cooperative?.name}
      actions={
        <>
          <Button disabled={!form.dirty} onClick={() => form.restart(entryOf(settings))}>
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
          <h2>股金</h2>
          <div className="fields">
            <MoneyField
              label="每股金额（元）"
              valueFen={form.value.parValueFen}
              onChange={(parValueFen) => form.set({ parValueFen })}
              error={form.errorOf('parValueFen')}
            />
            <SelectField
              {...form.field('capitalBasis')}
              label="持股口径"
              choices={[
                { value: 'year-end', label: '年末数' },
                { value: 'fen-days', label: '按持有天数' },
                { value: 'whole-months', label: '按整月' },
              ]}
            />
            <NumberField
              {...form.field('noticeMonthsPerson')}
              label="村民退社提前几个月提出"
              suffix="月"
              hint="法律规定 3 个月，章程可以另定"
            />
            <NumberField
              {...form.field('noticeMonthsOrganisation')}
              label="单位退社提前几个月提出"
              suffix="月"
              hint="法律规定 6 个月，章程可以另定"
            />
          </div>
        </section>
        <section className="sheet">
          <h2>盈余分配</h2>
          <div className="fields">
            <PercentField {...form.field('reservePercent')} label="提取公积金" />
            <SelectField
              {...form.field('reserveBase')}
              label="公积金计提基数"
              choices={[
                { value: 'after-loss-offset', label: '弥补亏损以后' },
                { value: 'before-loss-offset', label: '弥补亏损以前' },
              ]}
            />
            <PercentField
              {...form.field('patronagePercent')}
              label="按交易量（额）返还"
              hint="法律规定不低于可分配盈余的 60%"
            />
            <SelectField
              {...form.field('reserveQuantifiedBy')}
              label="公积金量化依据"
              choices={[
                { value: 'capital', label: '按出资' },
                { value: 'patronage', label: '按交易额' },
                { value: 'half-half', label: '各一半' },
              ]}
            />
            <SelectField
              {...form.field('withholding')}
              label="代扣个税"
              choices={[
                { value: 'none', label: '不代扣' },
                { value: 'surplus-20', label: '剩余盈余分配扣 20%' },
                { value: 'all-20', label: '全部扣 20%' },
              ]}
            />
            <NumberField {...form.field('publicityDays')} label="公示天数" suffix="天" />
            <SelectField
              {...form.field('labourPatronage')}
              label="投劳计入交易量（额）"
              choices={[
                { value: 'none', label: '不计入' },
                { value: 'pay', label: '按劳务费（应发）计入' },
                { value: 'days', label: '按工日折算计入' },
              ]}
            />
            {form.value.labourPatronage === 'days' && (
              <MoneyField
                label="一个工日折交易额（元）"
                required
                valueFen={form.value.labourDayValueFen}
                onChange={(labourDayValueFen) => form.set({ labourDayValueFen })}
                error={form.errorOf('labourDayValueFen')}
              />
            )}
            {form.value.labourPatronage !== 'none' && (
              <div className="wide">
                <Banner kind="warning">
                  法律没有明文：《农民专业合作社法》第四十四条的返还按“成员与本社的交易量（额）”，没有查到哪份文件确认投劳可以算交易量。只有章程写明才能开，分配方案和公示都会注明；开之前请问县农经站。只影响以后试算的方案，已批准的不变。
                </Banner>
              </div>
            )}
          </div>
        </section>
        <section className="sheet">
          <h2>记账</h2>
          <div className="fields">
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
            <SelectField
              {...form.field('shareMoney')}
              label="货币入股平常收进"
              choices={[
                { value: 'bank', label: '银行存款' },
                { value: 'cash', label: '库存现金' },
              ]}
            />
            <TextField
              {...form.field('chiefAccountant')}
              label="会计主管"
              hint="填了姓名，只有这个人登记为经办人时才能反结账"
            />
          </div>
        </section>
        <section className="sheet">
          <h2>银行对账</h2>
          <div className="fields">
            <NumberField
              {...form.field('bankMatchDays')}
              label="自动勾对时，两边日期最多相差"
              suffix="天"
              hint="金额、收支相同，日期在这几天以内的才自动勾对"
            />
          </div>
        </section>
        <section className="sheet">
          <h2>印在纸上的</h2>
          <div className="fields">
            <TextField {...form.field('legalRepresentative')} label="法定代表人" />
            <TextField {...form.field('charterArticle')} label="章程依据" hint="例如 第三十八条" />
            <TextField {...form.field('officePlace')} label="办公地点" />
            <TextField {...form.field('officePhone')} label="办公电话" />
            <TextField {...form.field('supervisorPhone')} label="监督电话" />
          </div>
        </section>
        <section className="sheet">
          <h2>银行代发文件</h2>
          <BankTemplates
            value={form.value.bankTemplates}
            onChange={(bankTemplates) => form.set({ bankTemplates })}
            errorOf={form.errorOf}
          />
        </section>
      </div>
    </Page>
  );
}

/** The settings as they are typed: whole numbers as text, an amount that may be empty for a moment. */
type Entry = Omit<
  Settings,
  | 'parValueFen'
  | 'labourDayValueFen'
  | 'noticeMonthsPerson'
  | 'noticeMonthsOrganisation'
  | 'publicityDays'
  | 'bankMatchDays'
> & {
  parValueFen: number | null;
  labourDayValueFen: number | null;
  noticeMonthsPerson: string;
  noticeMonthsOrganisation: string;
  publicityDays: string;
  bankMatchDays: string;
};

function entryOf(settings: Settings): Entry {
  return {
    ...settings,
    noticeMonthsPerson: String(settings.noticeMonthsPerson),
    noticeMonthsOrganisation: String(settings.noticeMonthsOrganisation),
    publicityDays: String(settings.publicityDays),
    bankMatchDays: String(settings.bankMatchDays),
  };
}

/** NaN becomes null on its way, which the other side refuses at the right field. */
const wholeNumber = (text: string): number => (/^\d{1,4}$/.test(text.trim()) ? Number(text) : Number.NaN);
