import { formatYuan } from '../../../shared/rules/money.ts';
import type { Input, Output } from '../../../shared/contract/index.ts';
import { call, Refusal, useCall } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { CheckField } from '../../parts/Field.tsx';
import { MoneyField } from '../../parts/MoneyField.tsx';
import { notify, notifyWarnings } from '../../parts/Notice.tsx';
import { useForm } from '../../parts/useForm.ts';
import { useSettled } from '../../parts/useSettled.ts';
import { emptySlip, SlipFields, type Slip } from './SlipFields.tsx';
import { isDate, type Loan } from './words.ts';

type Split = Output<'loans.previewRepay'>;

interface Draft extends Slip {
  /** On the slip, in all. */
  amountFen: number | null;
  costFen: number | null;
  /** The slip sets it off in its own way. */
  asSlip: boolean;
  interestFen: number | null;
  penaltyFen: number | null;
  principalFen: number | null;
}

const PARTS = [
  ['费用', 'costFen'],
  ['利息', 'interestFen'],
  ['罚息', 'penaltyFen'],
  ['本金', 'principalFen'],
] as const;

/** A slip at the counter: the amount is set off costs → interest → principal, unless the slip says otherwise. */
export function RepayDialog({ loan, onClose }: { loan: Loan; onClose: () => void }) {
  const { today } = useSession();
  const form = useForm<Draft>(() => ({
    ...emptySlip(today),
    amountFen: null,
    costFen: null,
    asSlip: false,
    interestFen: null,
    penaltyFen: null,
    principalFen: null,
  }));
  const { value } = form;
  const asked = useSettled(askedOf(loan.id, value));
  const trial = useCall('loans.previewRepay', asked);
  const split = asked === null || trial.error ? undefined : trial.value;
  return (
    <Dialog
      title={`登记还款：${loan.borrowerName} ${loan.noteNo}`}
      form={form}
      width={900}
      saveLabel="登记还款"
      disabled={value.amountFen === null}
      onClose={onClose}
      onSave={async (draft) => {
        const given = askedOf(loan.id, draft);
        if (!given) throw new Refusal('incomplete', '请填还款日期和凭单金额。');
        const parts = draft.asSlip ? typedParts(draft) : partsOf(await call('loans.previewRepay', given));
        if (draft.asSlip && sumOf(parts) !== given.amountFen) {
          throw new Refusal(
            'sum',
            `分项合计 ${formatYuan(sumOf(parts))} 元，与凭单金额 ${formatYuan(given.amountFen)} 元不等，请改到相等。`,
            { amountFen: '与分项合计不等' },
          );
        }
        const { date, slipNo, note } = draft;
        const { warnings } = await call('loans.repay', { loanId: loan.id, date, slipNo, note, ...parts });
        notify(
          `已登记 ${loan.borrowerName} 还款 ${formatYuan(given.amountFen)} 元，其中本金 ${formatYuan(parts.principalFen)} 元。`,
        );
        notifyWarnings(warnings);
      }}
      foot={
        split && (
          <span>
            还款后余额 <b className="figures">{formatYuan(balanceAfter(loan, value, split))}</b> 元
          </span>
        )
      }
    >
      <div className="loan-dialog">
        <div className="fields">
          <MoneyField
            label="凭单金额（元）"
            required
            valueFen={value.amountFen}
            onChange={(amountFen) => form.set({ amountFen })}
            error={form.errorOf('amountFen')}
          />
          <MoneyField
            label="其中费用（元）"
            valueFen={value.costFen}
            onChange={(costFen) => form.set({ costFen })}
            error={form.errorOf('costFen')}
            hint="诉讼、催收等，没有就空着"
          />
          <SlipFields form={form} dateLabel="还款日期" slipLabel="还款凭证号" />
          <div className="wide">
            <CheckField
              label="凭单上的分法不同，按凭单填"
              value={value.asSlip}
              onChange={(asSlip) =>
                form.set({
                  asSlip,
                  interestFen: split?.interestFen ?? null,
                  penaltyFen: split?.penaltyFen ?? null,
                  principalFen: split?.principalFen ?? null,
                })
              }
            />
          </div>
          {value.asSlip &&
            PARTS.slice(1).map(([name, field]) => (
              <MoneyField
                key={field}
                label={`${name}（元）`}
                valueFen={value[field]}
                onChange={(fen) => form.set({ [field]: fen })}
                error={form.errorOf(field)}
              />
            ))}
        </div>
        <section className="loan-side" aria-label="怎么冲抵">
          {!split && (
            <p className={trial.error ? 'negative' : 'quiet'} role="status">
              {trial.error?.message ?? '填好金额和日期，这里显示先还费用、再还利息、后还本金的分法。'}
            </p>
          )}
          {split && <SplitTable loan={loan} split={split} draft={value} />}
        </section>
      </div>
    </Dialog>
  );
}

function SplitTable({ loan, split, draft }: { loan: Loan; split: Split; draft: Draft }) {
  const paid = draft.asSlip ? typedParts(draft) : partsOf(split);
  const left = (field: (typeof PARTS)[number][1]): number => split.owed[field] - paid[field];
  const sum = (pick: (field: (typeof PARTS)[number][1]) => number): number =>
    PARTS.reduce((total, [, field]) => total + pick(field), 0);
  return (
    <>
      <table className="loan-table" aria-label="还款的分法">
        <thead>
          <tr>
            <th />
            <th className="right">到这天应还</th>
            <th className="right">这次还</th>
            <th className="right">还欠</th>
          </tr>
        </thead>
        <tbody>
          {PARTS.map(([name, field]) => (
            <tr key={field}>
              <td>{name}</td>
              <Amount fen={split.owed[field]} />
              <Amount fen={paid[field]} />
              <Amount fen={left(field)} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td>合计</td>
            <Amount fen={sum((field) => split.owed[field])} />
            <Amount fen={sum((field) => paid[field])} />
            <Amount fen={sum(left)} />
          </tr>
        </tfoot>
      </table>
      <p className="loan-balance">
        贷款余额 <span className="figures">{formatYuan(loan.balanceFen)}</span> →{' '}
        <b className="figures">{formatYuan(balanceAfter(loan, draft, split))}</b>
      </p>
      {split.leftFen > 0 && !draft.asSlip && (
        <p className="negative">比应还的多 {formatYuan(split.leftFen)} 元，请核对凭单；多出的不登记。</p>
      )}
      {draft.asSlip && sumOf(paid) !== draft.amountFen && (
        <p className="negative">
          分项合计 {formatYuan(sumOf(paid))}，与凭单金额 {formatYuan(draft.amountFen ?? 0)} 不等。
        </p>
      )}
      <ul className="loan-lines">
        {split.lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </>
  );
}

function Amount({ fen }: { fen: number }) {
  return (
    <td className={fen < 0 ? 'figures right negative' : 'figures right'}>
      {fen === 0 ? '—' : formatYuan(fen)}
    </td>
  );
}

type Parts = Pick<Split, 'costFen' | 'interestFen' | 'penaltyFen' | 'principalFen'>;

const partsOf = ({ costFen, interestFen, penaltyFen, principalFen }: Parts): Parts => ({
  costFen,
  interestFen,
  penaltyFen,
  principalFen,
});

const sumOf = (parts: Parts): number =>
  parts.costFen + parts.interestFen + parts.penaltyFen + parts.principalFen;

const typedParts = (draft: Draft): Parts => ({
  costFen: draft.costFen ?? 0,
  interestFen: draft.interestFen ?? 0,
  penaltyFen: draft.penaltyFen ?? 0,
  principalFen: draft.principalFen ?? 0,
});

function balanceAfter(loan: Loan, draft: Draft, split: Split): number {
  return draft.asSlip ? loan.balanceFen - (draft.principalFen ?? 0) : split.balanceFen;
}

function askedOf(loanId: number, draft: Draft): Input<'loans.previewRepay'> | null {
  const { date, amountFen, costFen } = draft;
  if (amountFen === null || amountFen === 0 || !isDate(date)) return null;
  return { loanId, date, amountFen, costFen: costFen ?? 0 };
}
