import { call } from '../../api.ts';
import { Button } from '../../parts/Button.tsx';
import { CheckField, NumberField, PercentField, SelectField, TextField } from '../../parts/Field.tsx';
import { Lines } from '../../parts/Lines.tsx';
import { MoneyField } from '../../parts/MoneyField.tsx';
import { Banner, ErrorBanner, notify } from '../../parts/Notice.tsx';
import { type Form, useForm } from '../../parts/useForm.ts';
import { Into } from '../labour/slots.tsx';
import { useFund } from './context.ts';
import { TARGETS } from './DistributionTab.tsx';
import {
  EMPTY_SPLIT,
  isEmptySplit,
  settingsDraft,
  type SettingsDraft,
  settingsOf,
  type SplitLine,
  splitSum,
} from './settingsDraft.ts';

/** 设置: what the members' meeting and the county decided; followed from then on. */
export function SettingsTab() {
  const fund = useFund();
  const form = useForm<SettingsDraft>(() => settingsDraft(fund.settings));
  const { value } = form;
  async function save(): Promise<void> {
    const saved = await form.submit((draft) =>
      call('fund.saveSettings', { entityId: fund.id, settings: settingsOf(draft) }),
    );
    if (!saved) {
      requestAnimationFrame(() =>
        document.querySelector<HTMLElement>('.fund-settings [aria-invalid="true"]')?.focus(),
      );
      return;
    }
    form.restart(form.value);
    notify('互助资金的规定已保存，从现在起按新的办。已签合同的借款按合同，不受影响。');
  }
  return (
    <>
      <Into place="actions">
        <Button disabled={!form.dirty} onClick={() => form.restart(settingsDraft(fund.settings))}>
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
      </Into>
      <Into place="banner">
        <ErrorBanner error={form.error} />
      </Into>
      <div className="fund-settings">
        <LoanRules form={form} />
        <section className="sheet">
          <h2>占用费分配表</h2>
          <Split form={form} />
        </section>
        <Fee form={form} />
        <section className="sheet">
          <h2>会员与小组</h2>
          <div className="fields">
            <MoneyField
              label="基准互助金（元）"
              valueFen={value.baseFen}
              onChange={(baseFen) => form.set({ baseFen })}
              error={form.errorOf('baseFen')}
            />
            <CheckField {...form.field('poorExempt')} label="建档立卡户免交基准互助金" />
            <NumberField {...form.field('groupMin')} label="小组最少" suffix="户" />
            <NumberField {...form.field('groupMax')} label="小组最多" suffix="户" />
            <NumberField {...form.field('exitMonths')} label="退会提前几个月申请" suffix="个月" />
            <CheckField
              {...form.field('exitWithShare')}
              label="退会时退还累积份额"
              hint="陕西的办法退互助金和累积；云南的规定不得分红。章程写明才开。"
            />
            {value.exitWithShare && (
              <div className="wide">
                <Banner kind="warning">
                  两省的文件互相矛盾：退还累积份额近似分红，云南明文禁止。开之前请问县主管部门，并写进章程。
                </Banner>
              </div>
            )}
          </div>
        </section>
        <section className="sheet">
          <h2>上报与印在纸上的</h2>
          <div className="fields">
            <NumberField {...form.field('reportDays')} label="季报在新季度几天内报出" suffix="天" />
            <NumberField {...form.field('remindDays')} label="到期前几天提醒" suffix="天" />
            <TextField {...form.field('chairperson')} label="会长（理事长）" />
            <TextField {...form.field('supervisorPhone')} label="监督电话" />
          </div>
        </section>
        <section className="sheet">
          <h2>节假日</h2>
          <div className="fields">
            <TextField
              label="法定休息日（周六、周日以外）"
              value={value.restText}
              onChange={(restText) => form.set({ restText })}
              error={form.errorOf('restDays')}
              maxLength={5000}
              hint="写成 2018-10-01，用空格隔开；到期日逢休息日顺延到下一个工作日"
            />
            <TextField
              label="调休上班的周六、周日"
              value={value.workText}
              onChange={(workText) => form.set({ workText })}
              error={form.errorOf('workDays')}
              maxLength={5000}
            />
          </div>
        </section>
      </div>
    </>
  );
}

interface Part {
  form: Form<SettingsDraft>;
}

function LoanRules({ form }: Part) {
  const { value } = form;
  return (
    <section className="sheet">
      <h2>借款</h2>
      <div className="fields">
        <MoneyField
          label="单笔最多（元）"
          valueFen={value.loanCapFen}
          onChange={(loanCapFen) => form.set({ loanCapFen })}
          error={form.errorOf('loanCapFen')}
        />
        <MoneyField
          label="首次借款最多（元）"
          valueFen={value.firstLoanCapFen}
          onChange={(firstLoanCapFen) => form.set({ firstLoanCapFen })}
          error={form.errorOf('firstLoanCapFen')}
          hint="空着：首次也按单笔最多"
        />
        <NumberField {...form.field('maxMonths')} label="最长期限" suffix="个月" />
        <NumberField
          {...form.field('extensionMonths')}
          label="展期最长"
          suffix="个月"
          hint="只能展期一次；0：不准展期"
        />
        <PercentField {...form.field('lentPercent')} label="借出不超过资金总额的" />
        <NumberField {...form.field('noticeDays')} label="公示天数" suffix="天" />
        <CheckField {...form.field('oneLoanAHousehold')} label="一户同时只能有一笔借款" />
        <CheckField {...form.field('stopGroupOverdue')} label="同组有人逾期，全组停借" />
        <SelectField
          {...form.field('usualMoney')}
          label="平常收付用"
          choices={[
            { value: 'cash', label: '现金' },
            { value: 'bank', label: '银行存款' },
          ]}
        />
      </div>
    </section>
  );
}

function Fee({ form }: Part) {
  const { value } = form;
  return (
    <section className="sheet">
      <h2>占用费</h2>
      <div className="fields">
        <SelectField
          label="费率按"
          value={value.per}
          onChange={(per) => form.set({ per })}
          choices={[
            { value: 'mille-month', label: '每月千分之几' },
            { value: 'percent-year', label: '每年百分之几' },
          ]}
        />
        <NumberField
          label="费率"
          value={value.rateText}
          onChange={(rateText) => form.set({ rateText })}
          suffix={value.per === 'mille-month' ? '‰/月' : '%/年'}
          error={form.errorOf('rate')}
        />
        <SelectField
          {...form.field('feeTime')}
          label="时间怎么算"
          choices={[
            { value: 'month-day', label: '整月按月，零头按天（一月 30 天）' },
            { value: 'actual-360', label: '按实际天数，一年 360 天' },
            { value: 'actual-365', label: '按实际天数，一年 365 天' },
            { value: 'begun-month', label: '不满一个月的按一个月' },
          ]}
        />
        <NumberField
          {...form.field('overdueMille')}
          label="逾期另外加收"
          suffix="‰/月"
          hint="逾期以后占用费照算，这里是另加的；0：不加"
        />
        <SelectField
          {...form.field('order')}
          label="还款的顺序"
          choices={[
            { value: 'fee-first', label: '先占用费，后本金' },
            { value: 'principal-first', label: '先本金，后占用费' },
          ]}
        />
      </div>
    </section>
  );
}

function Split({ form }: Part) {
  const lines = form.value.split;
  const last = lines.at(-1);
  const shown = last && isEmptySplit(last) ? lines : [...lines, EMPTY_SPLIT];
  const sum = splitSum(lines);
  return (
    <>
      {form.errorOf('split') && <p className="field-error">{form.errorOf('split')}</p>}
      <Lines<SplitLine>
        label="占用费分配表"
        heads={['项目', '去处', '比例（%）']}
        lines={shown}
        empty={EMPTY_SPLIT}
        isEmpty={isEmptySplit}
        onChange={(split) => form.set({ split })}
        foot={
          <>
            合计 <b className="figures">{sum}%</b>
            <span className={sum === '100' ? 'tag good' : 'tag bad'}>
              {sum === '100' ? '正好 100%' : '必须正好 100%'}
            </span>
          </>
        }
      >
        {(line, change, at) => (
          <>
            <td>
              <TextField
                bare
                label={`第 ${at + 1} 行项目`}
                value={line.name}
                onChange={(name) => change({ name })}
                maxLength={50}
              />
            </td>
            <td>
              <SelectField
                bare
                label={`第 ${at + 1} 行去处`}
                value={line.target}
                onChange={(target) => change({ target })}
                choices={(Object.keys(TARGETS) as SplitLine['target'][]).map((target) => ({
                  value: target,
                  label: TARGETS[target],
                }))}
              />
            </td>
            <td>
              <NumberField
                bare
                label={`第 ${at + 1} 行比例`}
                value={line.percent}
                onChange={(percent) => change({ percent })}
              />
            </td>
          </>
        )}
      </Lines>
    </>
  );
}
