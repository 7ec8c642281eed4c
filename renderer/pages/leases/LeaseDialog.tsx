import type { Input } from '../../../shared/contract/index.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { areaHundredths, yearRent } from '../../../shared/rules/leases.ts';
import { call, Refusal } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { DateField, NumberField, SelectField, TextField } from '../../parts/Field.tsx';
import { MoneyField } from '../../parts/MoneyField.tsx';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { PersonPicker, type Person } from '../../parts/PersonPicker.tsx';
import { useForm } from '../../parts/useForm.ts';
import type { Lease } from './columns.ts';

interface Draft {
  no: string;
  lessorKind: 'person' | 'party';
  person: Pick<Person, 'id' | 'name' | 'idMasked'> | null;
  party: string;
  plot: string;
  area: string;
  rentFen: number | null;
  from: string;
  to: string;
  timing: 'advance' | 'arrears';
  dueDay: string;
  yearsAtOnce: string;
  amortise: 'month' | 'year';
  note: string;
}

/** A contract with one household, or with somebody else by name. */
export function LeaseDialog({ lease, onClose }: { lease: Lease | null; onClose: () => void }) {
  const { today } = useSession();
  const form = useForm<Draft>(() => (lease ? draftOf(lease) : emptyDraft(today)));
  const { value } = form;
  return (
    <Dialog
      title={lease ? `租地合同 ${lease.no}` : '新租地合同'}
      form={form}
      width={680}
      onClose={onClose}
      onSave={async (draft) => {
        const saved = await call('leases.save', {
          ...(lease ? { id: lease.id } : {}),
          terms: termsOf(draft),
        });
        notify(`合同 ${draft.no} 已保存。`);
        notifyWarnings(saved.warnings);
      }}
      foot={<YearRent draft={value} />}
    >
      <div className="fields lease-form">
        <p className="wide form-note">
          这里登记付租金的流转土地。租金是生产成本，亏损的年份也要付，与分红分开。以土地经营权入股的（161
          无形资产）不付租金，请在“社员与股金”登记。
        </p>
        <TextField {...form.field('no')} label="合同编号" required maxLength={40} placeholder="TD-2018-01" />
        <SelectField
          label="出租方"
          value={value.lessorKind}
          onChange={(lessorKind) => form.set({ lessorKind })}
          choices={[
            { value: 'person', label: '本村农户' },
            { value: 'party', label: '其他（按名称）' },
          ]}
        />
        <div className="wide">
          {value.lessorKind === 'person' ? (
            <PersonPicker
              label="出租户"
              required
              value={value.person as Person | null}
              onChange={(person) => form.set({ person })}
              error={form.errorOf('lessor')}
            />
          ) : (
            <TextField
              {...form.field('party')}
              label="名称"
              required
              maxLength={50}
              error={form.errorOf('lessor')}
            />
          )}
        </div>
        <TextField {...form.field('plot')} label="地块" required maxLength={60} placeholder="河边地" />
        <NumberField {...form.field('area')} label="面积" required suffix="亩" />
        <MoneyField
          label="每亩每年租金（元）"
          required
          valueFen={value.rentFen}
          onChange={(rentFen) => form.set({ rentFen })}
          error={form.errorOf('rentFen')}
        />
        <NumberField
          {...form.field('dueDay')}
          label="每年付款日"
          required
          placeholder="03-15"
          suffix="月-日"
          hint="取离租期起（止）日最近的那天"
        />
        <DateField {...form.field('from')} label="租期从" required />
        <DateField {...form.field('to')} label="到（含这一天）" required />
        <SelectField
          {...form.field('timing')}
          label="付法"
          choices={[
            { value: 'advance', label: '先付（每个租期年开始时）' },
            { value: 'arrears', label: '后付（每个租期年结束时）' },
          ]}
        />
        {value.timing === 'advance' && (
          <NumberField
            {...form.field('yearsAtOnce')}
            label="一次付"
            suffix="年"
            hint="一次付几年的记长期待摊费用"
          />
        )}
        {value.timing === 'advance' && value.yearsAtOnce.trim() !== '1' && (
          <SelectField
            {...form.field('amortise')}
            label="摊销"
            choices={[
              { value: 'month', label: '按月' },
              { value: 'year', label: '按年' },
            ]}
          />
        )}
        <div className="wide">
          <TextField {...form.field('note')} label="备注" placeholder="四至、补充约定" />
        </div>
      </div>
    </Dialog>
  );
}

function YearRent({ draft }: { draft: Draft }) {
  if (draft.rentFen === null || !/^\d{1,6}(\.\d{1,2})?$/u.test(draft.area.trim())) return null;
  return (
    <span>
      每年租金 <b>{formatYuan(yearRent(areaHundredths(draft.area.trim()), draft.rentFen))}</b> 元
    </span>
  );
}

function emptyDraft(today: string): Draft {
  return {
    no: '',
    lessorKind: 'person',
    person: null,
    party: '',
    plot: '',
    area: '',
    rentFen: null,
    from: `${today.slice(0, 4)}-01-01`,
    to: '',
    timing: 'advance',
    dueDay: '',
    yearsAtOnce: '1',
    amortise: 'month',
    note: '',
  };
}

function draftOf(lease: Lease): Draft {
  const isPerson = lease.personId !== null;
  return {
    no: lease.no,
    lessorKind: isPerson ? 'person' : 'party',
    person: isPerson ? { id: lease.personId!, name: lease.lessorName, idMasked: lease.householdCode } : null,
    party: isPerson ? '' : lease.lessorName,
    plot: lease.plot,
    area: lease.area,
    rentFen: lease.rentFen,
    from: lease.from,
    to: lease.to,
    timing: lease.timing,
    dueDay: lease.dueDay,
    yearsAtOnce: String(lease.yearsAtOnce),
    amortise: lease.amortise,
    note: lease.note,
  };
}

function termsOf(draft: Draft): Input<'leases.save'>['terms'] {
  const years = draft.timing === 'arrears' ? '1' : draft.yearsAtOnce.trim();
  if (!/^\d{1,2}$/u.test(years)) {
    throw new Refusal('years', '一次付几年要写整数。', { yearsAtOnce: '写整数' });
  }
  if (draft.rentFen === null) throw new Refusal('rent', '请填每亩每年租金。', { rentFen: '没有填' });
  if (draft.lessorKind === 'person' && draft.person === null) {
    throw new Refusal('lessor', '请选出租户。', { lessor: '请选出租户' });
  }
  const { no, plot, rentFen, from, to, timing, amortise, note } = draft;
  return {
    no,
    lessor:
      draft.lessorKind === 'person'
        ? { kind: 'person', personId: draft.person!.id }
        : { kind: 'party', party: draft.party },
    plot,
    area: draft.area.trim(),
    rentFen,
    from,
    to,
    timing,
    dueDay: draft.dueDay.trim(),
    yearsAtOnce: Number(years),
    amortise,
    note,
  };
}
