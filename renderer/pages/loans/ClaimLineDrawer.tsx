import { useState } from 'react';
import { formatYuan } from '../../../shared/rules/money.ts';
import { call } from '../../api.ts';
import { href } from '../../frame/routes.ts';
import { Button } from '../../parts/Button.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { Drawer } from '../../parts/Drawer.tsx';
import { TextField } from '../../parts/Field.tsx';
import { MoneyField } from '../../parts/MoneyField.tsx';
import { Banner, notify, notifyWarnings } from '../../parts/Notice.tsx';
import { ReasonDialog } from '../../parts/ReasonDialog.tsx';
import { Stat } from '../../parts/Stat.tsx';
import { useForm } from '../../parts/useForm.ts';
import { usePrint } from '../../parts/usePrint.ts';
import type { Batch, ClaimLine } from './claimWords.ts';
import { groupName, percentWords } from './words.ts';

/** One loan in a batch: which days, how the amount came about; by hand while the batch is still computed. */
export function ClaimLineDrawer(props: { line: ClaimLine; batch: Batch; onClose: () => void }) {
  const { line, batch, onClose } = props;
  const print = usePrint();
  const [asking, setAsking] = useState<'leave' | 'bank' | null>(null);
  const canChange = batch.state === 'computed';
  async function takeIn(): Promise<void> {
    const { warnings } = await call('claims.setLine', { lineId: line.id, excludedReason: '' });
    notify(`${line.borrowerName} 重新列入申请。`);
    notifyWarnings(warnings);
  }
  return (
    <Drawer
      title={`${line.borrowerName} ${line.noteNo}`}
      width={420}
      sub={[`${groupName(line.groupNo)} ${line.headName}`, line.householdKind, line.phone]
        .filter((one) => one.trim() !== '')
        .join(' · ')}
      onClose={onClose}
    >
      {!line.isIncluded && <Banner kind="warning">不申请：{line.excludedReason}</Banner>}
      <Stat label="计算利息" valueFen={line.interestFen} />
      {line.bankFen !== null && (
        <Stat label="银行利息" valueFen={line.bankFen} hint={SOURCES[line.bankSource]} />
      )}
      {line.differenceFen !== 0 && <Stat label="差额" valueFen={line.differenceFen} hint="以银行为准" />}
      <Stat label="申请贴息" valueFen={line.claimedFen} strong />
      <Stat label="户自付" valueFen={line.ownFen} />
      {batch.payee === 'household' && <Stat label="户已付息" valueFen={line.paidByHouseholdFen} />}
      <Stat label="可贴息本金" valueFen={line.subsidisableFen} hint={`比例 ${percentWords(line.ratio)}`} />
      {line.receivedFen > 0 && (
        <>
          <Stat label="到账" valueFen={line.receivedFen} />
          <Stat label="未拨" valueFen={line.unreceivedFen} />
          <Stat label="已发放" valueFen={line.paidFen} {...(line.paidOn ? { hint: line.paidOn } : {})} />
          <Stat label="未发" valueFen={line.unpaidFen} />
        </>
      )}
      {line.note && <p>{line.note}</p>}
      <h3>怎么算的</h3>
      {line.parts.length === 0 && <p className="quiet">这段时间没有可以申请的利息。</p>}
      {line.parts.map((part) => (
        <div key={part.no} className="loan-why">
          <b className="figures">
            {part.from} 至 {part.to}，{part.days} 天
          </b>
          <ol>
            {part.segments.map((segment, at) => (
              <li key={at}>
                <span className="figures">{segment.text}</span>
              </li>
            ))}
          </ol>
          <p>
            利息 <b className="figures">{formatYuan(part.interestFen)}</b>
            {part.bankFen !== null && part.bankFen !== part.interestFen && (
              <>
                ，银行 <b className="figures">{formatYuan(part.bankFen)}</b>
              </>
            )}
            ，贴息 <b className="figures">{formatYuan(part.claimedFen)}</b>
            {part.slipNo && `；付息凭证 ${part.slipNo}`}
          </p>
        </div>
      ))}
      <div className="drawer-actions">
        {canChange && line.isIncluded && (
          <>
            <Button writes onClick={() => setAsking('bank')}>
              按凭单填银行利息…
            </Button>
            <Button writes onClick={() => setAsking('leave')}>
              不申请…
            </Button>
          </>
        )}
        {canChange && !line.isIncluded && line.isByHand && (
          <Button writes onClick={() => void takeIn()}>
            重新列入
          </Button>
        )}
        {line.isIncluded && (
          <Button
            onClick={() => print({ document: 'subsidy-applications', batchId: batch.id, lineIds: [line.id] })}
          >
            打印申请表
          </Button>
        )}
        <a href={href('loans', line.loanId)}>看这笔贷款</a>
      </div>
      {asking === 'leave' && (
        <ReasonDialog
          title={`不申请：${line.borrowerName}`}
          saveLabel="不申请"
          onClose={() => setAsking(null)}
          onSave={async ({ reason }) => {
            const { warnings } = await call('claims.setLine', { lineId: line.id, excludedReason: reason });
            notify(`${line.borrowerName} 这一批不申请。`);
            notifyWarnings(warnings);
          }}
        >
          <p className="form-note">原因写在花名册上；以后的批次可以再申请。</p>
        </ReasonDialog>
      )}
      {asking === 'bank' && <BankFigure line={line} onClose={() => setAsking(null)} />}
    </Drawer>
  );
}

const SOURCES = {
  '': '',
  settlement: '结息时登记的',
  list: '银行清单',
  typed: '按凭单填的',
} as const satisfies Record<ClaimLine['bankSource'], string>;

function BankFigure({ line, onClose }: { line: ClaimLine; onClose: () => void }) {
  const form = useForm<{ bankFen: number | null; note: string }>(() => ({
    bankFen: line.bankFen ?? line.interestFen,
    note: line.note,
  }));
  return (
    <Dialog
      title={`银行利息：${line.borrowerName} ${line.noteNo}`}
      form={form}
      width={460}
      onClose={onClose}
      onSave={async ({ bankFen, note }) => {
        const { warnings } = await call('claims.setLine', { lineId: line.id, bankFen, note });
        notify(bankFen === null ? '已改回计算的利息。' : `银行利息 ${formatYuan(bankFen)} 元已登记。`);
        notifyWarnings(warnings);
      }}
    >
      <p className="form-note">计算的利息是 {formatYuan(line.interestFen)} 元；空着就用计算的。</p>
      <MoneyField
        label="银行利息（元）"
        valueFen={form.value.bankFen}
        onChange={(bankFen) => form.set({ bankFen })}
        error={form.errorOf('bankFen')}
      />
      <TextField {...form.field('note')} label="备注" />
    </Dialog>
  );
}
