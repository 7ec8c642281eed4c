import type { ReactNode } from 'react';
import { formatYuan } from '../../../shared/rules/money.ts';
import { addsUp, type Asked, type Computed } from './run.ts';

/** How an amount is asked about from the chain. */
export interface Asking {
  asked: Asked | null;
  ask: (asked: Asked) => void;
}

/** One step from surplus to distribution: what it is called, what it rests on, what it comes to. */
export function Step(props: {
  title: ReactNode;
  note?: ReactNode;
  value?: ReactNode;
  level?: 0 | 1 | 2;
  kind?: 'sum' | 'part';
}) {
  const { level = 0, kind = 'part' } = props;
  return (
    <div className={`chain-step ${kind} level-${level}`}>
      <div className="chain-title">{props.title}</div>
      <div className="chain-value">{props.value}</div>
      {props.note && <div className="chain-note">{props.note}</div>}
    </div>
  );
}

/** A computed amount; pressing it shows how it came about. */
export function Amount(props: {
  name: string;
  field: Asked['field'];
  fen: number | null;
  asking: Asking;
  /** It is taken away here: shown negative and red. */
  taken?: boolean;
}) {
  const { fen, field, asking } = props;
  if (fen === null) return <span className="chain-amount">—</span>;
  const shown = props.taken ? -fen : fen;
  const isAsked = asking.asked?.field === field && asking.asked.memberNo === undefined;
  return (
    <button
      type="button"
      className={shown < 0 ? 'chain-amount negative' : 'chain-amount'}
      aria-label={`${props.name} ${formatYuan(shown)}，怎么来的`}
      aria-pressed={isAsked}
      onClick={() => asking.ask({ field })}
    >
      {fen === 0 ? '—' : formatYuan(shown)}
    </button>
  );
}

/** Whether every fen is accounted for, and the warnings of the computation. */
export function Verdict(props: { computed: Computed; stale: boolean; refused: boolean }) {
  const { computed, stale, refused } = props;
  const good = addsUp(computed);
  return (
    <div className="chain-verdict">
      {refused ? (
        <span className="tag bad">没有算成，数字还是改动前的</span>
      ) : stale ? (
        <span className="tag">正在重算…</span>
      ) : good ? (
        <span className="tag good">✓ 分到分，合计相等</span>
      ) : (
        <span className="tag bad">✗ 各户相加与总数不等，不能提交</span>
      )}
      {computed.warnings.length > 0 && (
        <ul aria-label="请留意">
          {computed.warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** The second half of the chain, the same for a plan being tried and for one that is settled. */
export function Distribution(props: { computed: Computed | null; withheldNote: string; asking: Asking }) {
  const { computed, asking } = props;
  const totals = computed?.totals;
  const has = (fen: number | undefined): boolean => fen !== undefined && fen !== 0;
  return (
    <>
      {has(totals?.remainderFen) && totals && (
        <Step
          level={1}
          title="尾差，留在未分配盈余"
          value={<Amount name="尾差" field="remainderFen" fen={totals.remainderFen} asking={asking} />}
        />
      )}
      <Step
        kind="sum"
        title={computed ? `${computed.lines.length} 户合计` : '应分合计'}
        value={<Amount name="应分合计" field="totalFen" fen={totals?.totalFen ?? null} asking={asking} />}
      />
      {has(totals?.withheldFen) && totals && (
        <>
          <Step
            title="代扣个人所得税"
            note={props.withheldNote}
            value={<Amount name="代扣" field="withheldFen" fen={totals.withheldFen} asking={asking} taken />}
          />
          <Step
            kind="sum"
            title="实发"
            value={<Amount name="实发" field="netFen" fen={totals.netFen} asking={asking} />}
          />
        </>
      )}
    </>
  );
}
