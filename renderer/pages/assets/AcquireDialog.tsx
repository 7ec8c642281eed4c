import { OWNER_NAMES, USE_NAMES } from '../../../shared/rules/assetWords.ts';
import { NOMINAL_FEN } from '../../../shared/rules/depreciation.ts';
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
import { Banner, notify, notifyWarnings } from '../../parts/Notice.tsx';
import { Stat } from '../../parts/Stat.tsx';
import { type Form, useForm } from '../../parts/useForm.ts';
import { NameField } from '../business/inputs.tsx';
import { type AcquireDraft, acquiredOf, emptyDraft, type HowKind, withChange } from './acquireDraft.ts';
import { FundingLines, PayField, TermsFields, WordField } from './fields.tsx';
import { yearsText } from './typed.ts';
import { ReliefFields } from './ReliefDialog.tsx';
import { showCard } from './view.ts';

type DraftForm = Form<AcquireDraft>;

const HOWS: readonly { value: HowKind; label: string }[] = [
  { value: 'bought', label: '购入' },
  { value: 'built', label: '自建完工（从在建工程转入）' },
  { value: 'granted', label: '财政补助购建' },
  { value: 'donated', label: '接受捐赠' },
  { value: 'register', label: '只登记卡片（备查，或启用前已有）' },
];

const HINTS: Readonly<Record<HowKind, string>> = {
  bought: '买来就能用的。还要安装、还要建的先记在建工程，完工再登记。',
  built: '按决算价从在建工程转入固定资产。',
  granted: '资产按全部价款入账、全额折旧；用补助的部分同时从专项应付款转入专项基金，不随折旧摊销。',
  donated: '按凭据、评估价入账，转入专项基金；都没有的按 1 元名义金额，不计提折旧。',
  register: '不写凭证：别人所有、合作社只是使用的登记备查；启用记账以前就有的，期初余额从卡片得出。',
};

/** 新增资产: what it is, how it came, who paid for it – and the entries that makes. */
export function AcquireDialog({ onClose }: { onClose: () => void }) {
  const { today } = useSession();
  const inner = useForm<AcquireDraft>(() => emptyDraft(today));
  const form: DraftForm = { ...inner, set: (change) => inner.set(withChange(inner.value, change)) };
  form.field = (name) => ({
    value: form.value[name],
    onChange: (next) => form.set({ [name]: next }),
    error: form.errorOf(name),
  });
  const input = useSettled(acquiredOf(form.value));
  const { value, error } = useCall('assets.preview', input);
  return (
    <Dialog
      title="新增固定资产"
      form={inner}
      width={1120}
      saveLabel={form.value.standing === 'booked' && form.value.how !== 'register' ? '登记入账' : '登记卡片'}
      onClose={onClose}
      onSave={save}
    >
      <div className="event-dialog asset-dialog long">
        <div className="event-fields fields three">
          <HowFields form={form} />
          <ThingFields form={form} />
          <OwnerFields form={form} />
          <h3 className="wide">折旧</h3>
          <TermsFields value={form.value} set={form.set} errorOf={form.errorOf} />
          <SelectField
            {...form.field('use')}
            label="用途（折旧计入）"
            choices={[
              { value: 'production', label: `${USE_NAMES.production}（生产成本 401）` },
              { value: 'management', label: `${USE_NAMES.management}（管理费用 523）` },
              { value: 'public', label: `${USE_NAMES.public}（其他支出 529）` },
            ]}
          />
          <DateField {...form.field('inServiceOn')} label="投入使用日" placeholder="同取得日期" />
          {form.value.how === 'register' && (
            <MoneyField
              label="已提累计折旧（元）"
              valueFen={form.value.accumulatedFen}
              onChange={(accumulatedFen) => form.set({ accumulatedFen })}
              error={form.errorOf('accumulatedFen')}
              hint="留空按年限算到启用前一个月"
            />
          )}
          <h3 className="wide">钱从哪里来</h3>
          <FundingLines
            lines={form.value.funding}
            onChange={(funding) => form.set({ funding })}
            costFen={costOf(form.value)}
            whole="原值"
            error={form.errorOf('funding')}
          />
          <div className="wide">
            <CheckField {...form.field('isRelief')} label="属于扶贫项目资产（进扶贫资产明细账、公示）" />
          </div>
          {form.value.isRelief && (
            <ReliefFields
              value={form.value.relief}
              set={(change) => form.set({ relief: { ...form.value.relief, ...change } })}
              errorOf={form.errorOf}
            />
          )}
        </div>
        <EntryPreview
          asked={input !== null}
          value={value}
          error={error}
          said={form.error?.message}
          incomplete="填好带 * 的各项和资金来源，这里就显示凭证的分录。"
          nothing={
            form.value.standing === 'memo'
              ? '备查资产不写凭证，只登记卡片。'
              : '启用记账以前的资产：不写凭证，期初余额由卡片得出。'
          }
        >
          {value && (
            <>
              {value.itemName && <Stat label="辅助核算" value={value.itemName} />}
              {value.pieceNos.length > 0 && (
                <Stat
                  label={`单件 ${value.pieceNos.length} 件`}
                  value={`${value.pieceNos[0] ?? ''}${value.pieceNos.length > 1 ? ` … ${value.pieceNos.at(-1) ?? ''}` : ''}`}
                />
              )}
              {value.monthlyFen !== null && (
                <Stat
                  label="月折旧额"
                  valueFen={value.monthlyFen}
                  {...(value.firstPeriod ? { hint: `从 ${value.firstPeriod} 起（当月增加，下月计提）` } : {})}
                />
              )}
              {value.accumulatedFen > 0 && <Stat label="启用前累计折旧" valueFen={value.accumulatedFen} />}
            </>
          )}
        </EntryPreview>
      </div>
    </Dialog>
  );
}

const costOf = (draft: AcquireDraft): number | null =>
  draft.how === 'donated' && draft.basis === 'nominal' ? NOMINAL_FEN : draft.costFen;

/** How it came and what was paid. */
function HowFields({ form }: { form: DraftForm }) {
  const { how, standing, basis } = form.value;
  const choices = useCall('assets.choices', {}).value;
  const grants = useCall('business.balances', { account: '235' }).value ?? [];
  const project = choices?.projects.find((one) => one.name === form.value.project.trim());
  return (
    <>
      <SelectField
        {...form.field('how')}
        label="怎么来的"
        choices={standing === 'memo' ? HOWS.filter((one) => one.value === 'register') : HOWS}
      />
      <DateField {...form.field('date')} label="取得日期" required />
      <p className="wide form-note">{HINTS[how]}</p>
      {how === 'built' && (
        <WordField
          {...form.field('project')}
          label="在建工程"
          required
          words={(choices?.projects ?? []).map((one) => one.name)}
          hint={project ? `账上 ${formatYuan(project.balanceFen)} 元` : ''}
        />
      )}
      {how === 'granted' && (
        <>
          <NameField
            {...form.field('project')}
            label="补助项目"
            required
            dim="grantProject"
            offers={grants.map((row) => ({ name: row.name, hint: `结余 ${formatYuan(row.balanceFen)} 元` }))}
          />
          <MoneyField
            label="其中用补助（元）"
            required
            valueFen={form.value.grantFen}
            onChange={(grantFen) => form.set({ grantFen })}
            error={form.errorOf('grantFen')}
          />
        </>
      )}
      {how === 'donated' && (
        <>
          <NameField {...form.field('party')} label="捐赠人" required dim="counterparty" />
          <SelectField
            {...form.field('basis')}
            label="按什么入账"
            choices={[
              { value: 'voucher', label: '捐赠凭据上的金额' },
              { value: 'appraisal', label: '评估价、市价' },
              { value: 'nominal', label: '都没有：名义金额 1 元' },
            ]}
          />
        </>
      )}
      {how === 'register' && standing === 'booked' && (
        <p className="wide form-note">
          取得日期要在启用期间以前；启用以后取得的，请选上面的取得方式，凭证随着生成。
        </p>
      )}
      {how === 'register' && (
        <SelectField
          {...form.field('registered')}
          label="取得方式"
          choices={[
            { value: 'other', label: '其他' },
            { value: 'purchase', label: '购置' },
            { value: 'built', label: '自建' },
            { value: 'grant', label: '财政补助' },
            { value: 'donation', label: '捐赠' },
            { value: 'share', label: '作价入股' },
          ]}
        />
      )}
      {!(how === 'donated' && basis === 'nominal') && (
        <MoneyField
          label={
            how === 'built'
              ? '决算价（元）'
              : how === 'bought' || how === 'granted'
                ? '全部价款（元）'
                : '原值（元）'
          }
          required
          valueFen={form.value.costFen}
          onChange={(costFen) => form.set({ costFen })}
          error={form.errorOf('costFen')}
        />
      )}
      {(how === 'bought' || how === 'granted') && (
        <>
          <NameField
            {...form.field('party')}
            label={how === 'granted' ? '卖方、施工方' : '供应商'}
            required={form.value.pay === 'later'}
            dim="counterparty"
          />
          <PayField
            {...form.field('pay')}
            label="付款"
            later="还没付（应付款）"
            error={form.errorOf('paid')}
          />
        </>
      )}
      {how === 'donated' && (
        <MoneyField
          label="取得时付的运费、安装费（元）"
          valueFen={form.value.costsFen}
          onChange={(costsFen) => form.set({ costsFen })}
          error={form.errorOf('costs.fen')}
        />
      )}
      {how === 'donated' && form.value.costsFen !== null && (
        <PayField {...form.field('pay')} label="费用付款" error={form.errorOf('costs.paid')} />
      )}
      <TextField {...form.field('documentNo')} label="单据号" placeholder="发票号、决算书号…" />
      <NumberField {...form.field('attachments')} label="附单据" suffix="张" />
    </>
  );
}

/** What it is, how many, where it stands and who keeps it. */
function ThingFields({ form }: { form: DraftForm }) {
  const choices = useCall('assets.choices', {}).value;
  const next = useCall('assets.nextNo', { prefix: prefixOf(form.value.no) });
  const { count, isBatch } = form.value;
  function chooseCategory(category: string): void {
    const usual = choices?.categories.find((one) => one.name === category);
    form.set({
      category,
      ...(usual && form.value.years === ''
        ? { years: yearsText(usual.lifeMonths), residual: usual.residual }
        : {}),
    });
  }
  return (
    <>
      <h3 className="wide">是什么</h3>
      <TextField
        {...form.field('no')}
        label="资产编号"
        required
        placeholder="如 HG-02；成批的写前缀，如 DP"
        maxLength={20}
        {...(next.value && /-$/u.test(form.value.no.trim()) ? { hint: `下一个号是 ${next.value.no}` } : {})}
      />
      <TextField {...form.field('name')} label="资产名称" required maxLength={50} />
      <WordField
        {...form.field('category')}
        label="类别"
        required
        words={(choices?.categories ?? []).map((one) => one.name)}
        onChange={chooseCategory}
      />
      <TextField {...form.field('spec')} label="规格型号" />
      <div className="pair">
        <NumberField {...form.field('count')} label="数量" required error={form.errorOf('count')} />
        <WordField {...form.field('unit')} label="单位" words={choices?.units ?? []} placeholder="个、台" />
      </div>
      <CheckField
        label="每件单独编号"
        value={isBatch || Number(count) > 1}
        disabled={Number(count) > 1}
        onChange={(on) => form.set({ isBatch: on })}
        hint={Number(count) > 1 ? '一张卡片，各件可单独移动、出租、报废' : ''}
      />
      <WordField {...form.field('place')} label="坐落" words={choices?.places ?? []} />
      <WordField {...form.field('department')} label="使用部门" words={choices?.departments ?? []} />
      <WordField {...form.field('custodian')} label="保管人" words={choices?.custodians ?? []} />
      <div className="wide">
        <TextField {...form.field('note')} label="备注" />
      </div>
    </>
  );
}

const prefixOf = (no: string): string => /^(.*?)-?$/u.exec(no.trim())?.[1]?.slice(0, 15) ?? '';

/** Whose it is, and so whether it may stand in the books (37号 Art. 14). */
function OwnerFields({ form }: { form: DraftForm }) {
  const { ownerKind, standing } = form.value;
  const others = ownerKind !== 'cooperative';
  return (
    <>
      <h3 className="wide">谁的资产</h3>
      <SelectField
        {...form.field('ownerKind')}
        label="所有权人"
        choices={(Object.keys(OWNER_NAMES) as (keyof typeof OWNER_NAMES)[]).map((value) => ({
          value,
          label: OWNER_NAMES[value],
        }))}
      />
      {others ? (
        <TextField {...form.field('owner')} label="所有权人名称" placeholder="张家坝村村民委员会" />
      ) : (
        <SelectField
          {...form.field('account')}
          label="记入科目"
          choices={[
            { value: '151', label: '151 固定资产' },
            { value: '142', label: '142 生产性生物资产' },
          ]}
        />
      )}
      <RadioField
        {...form.field('standing')}
        label="入账还是备查"
        choices={[
          { value: 'booked', label: '入账' },
          { value: 'memo', label: '备查' },
        ]}
      />
      {others && standing === 'memo' && (
        <p className="wide form-note">
          别人所有的资产登记备查：照样有卡片、计提折旧、参加盘点，不进 151、152
          科目。合作社按合同能够控制、承担风险和受益的，才选“入账”，并填合同号。
        </p>
      )}
      {others && standing === 'booked' && (
        <>
          <TextField
            {...form.field('controlContract')}
            label="控制合同号"
            required
            placeholder="租赁、托管、经营权合同号"
          />
          <div className="wide">
            <Banner kind="warning">
              所有权不在合作社。入账的依据是合作社控制这项资产（会计制度第十四条），请把合同原件存进卡片的附件。
            </Banner>
          </div>
        </>
      )}
    </>
  );
}

async function save(draft: AcquireDraft): Promise<void> {
  const input = acquiredOf(draft);
  if (!input) {
    throw new Refusal(
      'incomplete',
      '还有没填完的：带 * 的各项都要填，资金来源每行都要有金额，年限要合整月。',
    );
  }
  const { id, voucherIds, warnings } = await call('assets.acquire', input);
  notify(
    `已登记 ${input.facts.no} ${input.facts.name} ${formatYuan(input.costFen)} 元，${voucherIds.length > 0 ? '凭证已生成。' : '没有写凭证。'}`,
  );
  notifyWarnings(warnings);
  showCard('cards', id);
}
