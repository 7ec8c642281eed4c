import type { Input } from '../../../shared/contract/index.ts';
import { toHalfWidth } from '../../../shared/rules/fullwidth.ts';
import { OWNER_NAMES } from '../../../shared/rules/assetWords.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { call, Refusal, useCall } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { DateField, NumberField, SelectField, TextField } from '../../parts/Field.tsx';
import { Banner, notify, notifyWarnings } from '../../parts/Notice.tsx';
import { useForm } from '../../parts/useForm.ts';
import { moneyOf } from '../business/draft.ts';
import { NameField } from '../business/inputs.tsx';
import { PayField, WordField } from './fields.tsx';
import type { Card } from './view.ts';

type How = Input<'assets.book'>['how'];

interface Draft {
  date: string;
  ownerKind: Card['ownerKind'];
  owner: string;
  controlContract: string;
  documentNo: string;
  attachments: string;
  how: 'bought' | 'built' | 'donated';
  party: string;
  pay: string;
  project: string;
}

/** 备查资产转入账: the cooperative's own by now, or under its control by a contract. */
export function BookDialog({ card, onClose }: { card: Card; onClose: () => void }) {
  const { today } = useSession();
  const choices = useCall('assets.choices', {}).value;
  const form = useForm<Draft>({
    date: today,
    ownerKind: card.ownerKind,
    owner: card.owner,
    controlContract: card.controlContract,
    documentNo: '',
    attachments: '1',
    how: 'donated',
    party: card.owner,
    pay: 'bank',
    project: '',
  });
  const { ownerKind, how } = form.value;
  return (
    <Dialog
      title={`备查转入账：${card.no} ${card.name}`}
      form={form}
      width={640}
      saveLabel="转入账"
      onClose={onClose}
      onSave={async (draft) => {
        const how = howOf(draft);
        if (!how) throw new Refusal('incomplete', '还有没填完的：带 * 的各项都要填。');
        const { date, documentNo, controlContract } = draft;
        const saved = await call('assets.book', {
          id: card.id,
          date,
          ownerKind: draft.ownerKind,
          owner: draft.ownerKind === 'cooperative' ? '' : draft.owner,
          controlContract: draft.ownerKind === 'cooperative' ? '' : controlContract,
          documentNo,
          attachments: Number(toHalfWidth(draft.attachments).trim() || '0'),
          how,
        });
        notify(`${card.no} ${card.name} 已转入账，凭证已生成。`);
        notifyWarnings(saved.warnings);
      }}
    >
      <div className="fields">
        <p className="wide form-note">
          原值 {formatYuan(card.costFen)} 元，累计折旧 {formatYuan(card.accumulatedFen)} 元。
        </p>
        <SelectField
          {...form.field('ownerKind')}
          label="现在的所有权人"
          choices={(Object.keys(OWNER_NAMES) as (keyof typeof OWNER_NAMES)[]).map((value) => ({
            value,
            label: OWNER_NAMES[value],
          }))}
        />
        {ownerKind !== 'cooperative' && (
          <>
            <TextField {...form.field('owner')} label="所有权人名称" />
            <TextField {...form.field('controlContract')} label="控制合同号" required />
            <div className="wide">
              <Banner kind="warning">
                所有权不在合作社。入账的依据是合作社控制这项资产（会计制度第十四条），合同原件请存进附件。
              </Banner>
            </div>
          </>
        )}
        <DateField {...form.field('date')} label="入账日期" required />
        <SelectField
          {...form.field('how')}
          label="对方记什么"
          choices={[
            { value: 'donated', label: '无偿转入（专项基金）' },
            { value: 'bought', label: '买下来（付款或应付款）' },
            { value: 'built', label: '从在建工程转入' },
          ]}
        />
        {how === 'donated' && (
          <NameField {...form.field('party')} label="转出方" required dim="counterparty" />
        )}
        {how === 'bought' && (
          <>
            <NameField {...form.field('party')} label="卖方" required dim="counterparty" />
            <PayField {...form.field('pay')} label="付款" later="还没付（应付款）" />
          </>
        )}
        {how === 'built' && (
          <WordField
            {...form.field('project')}
            label="在建工程"
            required
            words={(choices?.projects ?? []).map((one) => one.name)}
          />
        )}
        <TextField {...form.field('documentNo')} label="单据号" />
        <NumberField {...form.field('attachments')} label="附单据" suffix="张" />
      </div>
    </Dialog>
  );
}

function howOf(draft: Draft): How | null {
  const [party, project] = [draft.party.trim(), draft.project.trim()];
  switch (draft.how) {
    case 'donated':
      return party === '' ? null : { kind: 'donated', party, basis: 'voucher', costs: null };
    case 'bought':
      return party === '' ? null : { kind: 'bought', party, paid: moneyOf(draft.pay) };
    case 'built':
      return project === '' ? null : { kind: 'built', project };
  }
}
