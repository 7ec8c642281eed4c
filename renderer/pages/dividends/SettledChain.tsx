import { formatYuan } from '../../../shared/rules/money.ts';
import { Stat } from '../../parts/Stat.tsx';
import { Amount, Distribution, Step, Verdict, type Asking } from './Chain.tsx';
import { RunVouchers } from './RunVouchers.tsx';
import { CAPITAL_BASIS, METHOD, RESERVE_BASE, RESERVE_QUANTIFIED, WITHHOLDING, type Run } from './run.ts';

/** The chain of a run that can no longer change, the meeting that decided it, and how far it is paid. */
export function SettledChain({ run: stored, asking }: { run: Run; asking: Asking }) {
  const { run, inputs, totals } = stored;
  const isShareOnly = inputs.shareOnlyResolution !== null;
  const optional = [
    {
      title: '保底',
      given: inputs.guaranteed,
      percent: inputs.guaranteed?.ratePercent,
      field: 'guaranteedFen',
    },
    { title: '困难户', given: inputs.hardship, percent: inputs.hardship?.percent, field: 'hardshipFen' },
    { title: '村集体', given: inputs.village, percent: inputs.village?.percent, field: 'villageFen' },
  ] as const;
  return (
    <aside className="chain settled" aria-label="从盈余到分配">
      {run.state !== 'void' && <Progress run={stored} />}
      <RunVouchers runId={run.id} />
      <Step
        title="本年盈余"
        value={<Amount name="本年盈余" field="surplusFen" fen={totals.surplusFen} asking={asking} />}
      />
      <Step
        title="年初未分配盈余"
        value={
          <Amount
            name="年初未分配盈余"
            field="openingUndistributedFen"
            fen={totals.openingUndistributedFen}
            asking={asking}
          />
        }
      />
      <Step
        title={`提取公积金 ${inputs.reservePercent}%`}
        note={RESERVE_BASE[inputs.reserveBase]}
        value={<Amount name="公积金" field="reserveFen" fen={totals.reserveFen} asking={asking} taken />}
      />
      <Step
        kind="sum"
        title="可分配盈余"
        value={
          <Amount name="可分配盈余" field="distributableFen" fen={totals.distributableFen} asking={asking} />
        }
      />
      {!isShareOnly && (
        <Step
          level={1}
          title={`按交易额返还 ${inputs.patronagePercent}%`}
          value={
            <Amount
              name="按交易额返还"
              field="patronagePoolFen"
              fen={totals.patronagePoolFen}
              asking={asking}
            />
          }
        />
      )}
      <Step
        level={1}
        title={isShareOnly ? '全部按股分配' : '剩余盈余'}
        note={isShareOnly ? `未按交易额返还：${inputs.shareOnlyResolution ?? ''}` : undefined}
        value={<Amount name="剩余盈余" field="surplusPoolFen" fen={totals.surplusPoolFen} asking={asking} />}
      />
      {optional.map(
        ({ title, given, percent, field }) =>
          given && (
            <Step
              key={field}
              level={2}
              title={`${title} ${percent ?? ''}%`}
              note={given.authority}
              value={<Amount name={title} field={field} fen={totals[field]} asking={asking} />}
            />
          ),
      )}
      {optional.some(({ given }) => given) && (
        <Step
          level={2}
          title="其余按份额"
          value={<Amount name="按份额分配" field="weightedFen" fen={totals.weightedFen} asking={asking} />}
        />
      )}
      <Distribution computed={stored} withheldNote={WITHHOLDING[inputs.withholding]} asking={asking} />
      <Verdict computed={stored} stale={false} refused={false} />
      {run.meeting && (
        <section className="chain-facts" aria-label="成员大会">
          <h2>成员大会</h2>
          <Stat label="日期" value={run.meeting.date} />
          <Stat label="决议" value={run.meeting.resolution} />
          <Stat label="到会" value={`${run.meeting.present} 人`} />
          <Stat label="赞成" value={`${run.meeting.votesFor} / ${run.meeting.votesTotal} 票`} />
          <Stat label="过账日期" value={run.meeting.postingDate} />
        </section>
      )}
      <section className="chain-facts" aria-label="分配办法">
        <h2>分配办法</h2>
        <Stat label="出资口径" value={CAPITAL_BASIS[inputs.capitalBasis]} />
        <Stat label="尾差办法" value={METHOD[inputs.method]} />
        <Stat label="代扣个税" value={WITHHOLDING[inputs.withholding]} />
        <Stat label="公积金量化" value={RESERVE_QUANTIFIED[inputs.reserveQuantifiedBy]} />
        <Stat label="财政补助" valueFen={inputs.grantFen} />
        <Stat label="捐赠" valueFen={inputs.donationFen} />
      </section>
    </aside>
  );
}

function Progress({ run }: { run: Run }) {
  const paidFen = run.lines.reduce((sum, line) => sum + line.paidFen, 0);
  const convertedFen = run.lines.reduce((sum, line) => sum + line.convertedFen, 0);
  const payableFen = run.lines.reduce((sum, line) => sum + line.payableFen, 0);
  const waiting = run.lines.filter((line) => line.payableFen > 0).length;
  return (
    <div className="chain-progress">
      <progress
        aria-label="已发放"
        max={Math.max(1, paidFen + convertedFen + payableFen)}
        value={paidFen + convertedFen}
      />
      <Stat label="已发" valueFen={paidFen} />
      {convertedFen !== 0 && <Stat label="转为股金" valueFen={convertedFen} />}
      <Stat label={waiting > 0 ? `未发 ${waiting} 户` : '未发'} value={formatYuan(payableFen)} strong />
    </div>
  );
}
