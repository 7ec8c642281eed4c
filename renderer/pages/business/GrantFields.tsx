import { formatYuan } from '../../../shared/rules/money.ts';
import { useCall } from '../../api.ts';
import { CheckField, NumberField, SelectField } from '../../parts/Field.tsx';
import { MoneyField } from '../../parts/MoneyField.tsx';
import { type DraftForm, NameField, PayField } from './inputs.tsx';

const KEPT_AS = [
  { value: '153', label: '在建工程（还要建、要装）' },
  { value: '141', label: '消耗性生物资产（菌袋等）' },
  { value: '161', label: '无形资产' },
];

/** 财政补助: received, spent on an asset or on an expense, after the asset, given back. */
export function GrantFields({ form }: { form: DraftForm }) {
  const { kind, amountFen, grantFen, pay } = form.value;
  const left = useCall('business.balances', { account: '235' });
  const offers = (left.value ?? []).map((row) => ({
    name: row.name,
    hint: `结余 ${formatYuan(row.balanceFen)} 元`,
  }));
  const amount = (
    <MoneyField
      label={kind === 'grantSpentOnAsset' ? '全部价款（元）' : '金额（元）'}
      required
      valueFen={amountFen}
      onChange={(fen) => form.set({ amountFen: fen })}
      error={form.errorOf('amountFen') ?? form.errorOf('costFen')}
    />
  );
  return (
    <>
      <NameField
        {...form.field('project')}
        label="补助项目"
        required
        dim="grantProject"
        offers={offers}
        placeholder="例如：2018年冷库建设补助"
      />
      {kind === 'grantSpentOnAsset' ? (
        <>
          <MoneyField
            label="其中用补助（元）"
            required
            valueFen={grantFen}
            onChange={(fen) => form.set({ grantFen: fen })}
            error={form.errorOf('grantFen')}
          />
          <ThingFields form={form} choices={KEPT_AS} />
          {amount}
          <NameField
            {...form.field('party')}
            label="卖方或施工方"
            required={pay === 'later'}
            dim="counterparty"
          />
        </>
      ) : (
        amount
      )}
      {kind === 'grantAfterAsset' && (
        <NameField
          label="已建成的资产"
          required
          dim="asset"
          value={form.value.assetName}
          onChange={(assetName) => form.set({ assetName })}
          error={form.errorOf('assetName')}
        />
      )}
      <PayField
        form={form}
        label={kind === 'grantReceived' || kind === 'grantAfterAsset' ? '收到' : '付款'}
      />
    </>
  );
}

/** 捐赠: cash, cash that has been used as agreed, things. */
export function DonationFields({ form }: { form: DraftForm }) {
  const { kind, amountFen, assetAccount } = form.value;
  return (
    <>
      <NameField {...form.field('party')} label="捐赠人" required dim="counterparty" />
      {kind === 'donationInKind' && (
        <>
          <ThingFields
            form={form}
            choices={[...KEPT_AS, { value: '121', label: '产品物资（入库的物资）' }]}
          />
          {assetAccount === '121' && <NumberField {...form.field('quantity')} label="数量" required />}
        </>
      )}
      <MoneyField
        label={kind === 'donationInKind' ? '入账金额（元）' : '金额（元）'}
        required
        valueFen={amountFen}
        onChange={(fen) => form.set({ amountFen: fen })}
        error={form.errorOf('amountFen')}
        hint={kind === 'donationInKind' ? '凭据、评估或市价都没有的填 1.00' : ''}
      />
      {kind === 'donationCash' && (
        <>
          <PayField form={form} label="收到" />
          <div className="wide">
            <CheckField
              {...form.field('restricted')}
              label="限定了用途，还没有用"
              hint="先挂应付款，按约定用了以后再登记“捐款已使用”转入专项基金"
            />
          </div>
        </>
      )}
    </>
  );
}

function ThingFields(props: { form: DraftForm; choices: readonly { value: string; label: string }[] }) {
  const { form } = props;
  const { assetAccount } = form.value;
  const label = assetAccount === '153' ? '工程名称' : assetAccount === '121' ? '品名' : '资产名称';
  const name = {
    label,
    required: true,
    value: form.value.assetName,
    onChange: (assetName: string) => form.set({ assetName }),
    error: form.errorOf('asset.name'),
  };
  return (
    <>
      <SelectField
        label="记入"
        value={assetAccount}
        onChange={(next) => form.set({ assetAccount: next })}
        choices={props.choices}
        error={form.errorOf('account')}
      />
      <NameField
        {...name}
        dim={assetAccount === '153' ? 'project' : assetAccount === '121' ? 'product' : 'asset'}
      />
      {assetAccount !== '121' && (
        <div className="wide">
          <CheckField {...form.field('isPovertyAsset')} label="属于扶贫项目资产（另设备查簿）" />
        </div>
      )}
    </>
  );
}
