import type { ReactNode } from 'react';
import { CheckField, PercentField, SelectField, TextField, type Choice } from '../../parts/Field.tsx';
import { MoneyField } from '../../parts/MoneyField.tsx';
import { Amount, Distribution, Step, Verdict, type Asking } from './Chain.tsx';
import { type Books, FromBooks } from './FromBooks.tsx';
import { type Plan } from './plan.ts';
import {
  CAPITAL_BASIS,
  METHOD,
  RESERVE_BASE,
  RESERVE_QUANTIFIED,
  WITHHOLDING,
  type Computed,
} from './run.ts';

interface PlanChainProps {
  plan: Plan;
  change: (change: Partial<Plan>) => void;
  errorOf: (field: string) => string | undefined;
  computed: Computed | null;
  /** What the ledger says about the year, once known. */
  books: Books | null;
  stale: boolean;
  /** The inputs shown were refused: the figures are older than they are. */
  refused: boolean;
  asking: Asking;
}

/** A plan being drawn up: the chain from surplus to distribution, each figure where it takes effect. */
export function PlanChain(props: PlanChainProps) {
  const { plan, change, errorOf, computed, books, stale, asking } = props;
  const totals = computed?.totals;
  const isShareOnly = plan.shareOnlyResolution !== null;
  return (
    <aside className={stale ? 'chain stale' : 'chain'} aria-label="从盈余到分配">
      <Inline label="本年盈余" note="331 本年盈余">
        <MoneyField
          bare
          autoFocus={plan.surplusFen === null}
          label="本年盈余"
          allowNegative
          valueFen={plan.surplusFen}
          onChange={(surplusFen) => change({ surplusFen })}
          error={errorOf('surplusFen')}
        />
      </Inline>
      <Inline label="年初未分配盈余" note="亏损写负数，先弥补">
        <MoneyField
          bare
          label="年初未分配盈余"
          allowNegative
          valueFen={plan.openingUndistributedFen}
          onChange={(openingUndistributedFen) => change({ openingUndistributedFen })}
          error={errorOf('openingUndistributedFen')}
        />
      </Inline>
      {books && <FromBooks books={books} plan={plan} change={change} />}
      <Step
        title={
          <span className="chain-inputs">
            提取公积金
            <PercentField
              bare
              label="公积金比例"
              width={62}
              value={plan.reservePercent}
              onChange={(reservePercent) => change({ reservePercent })}
              error={errorOf('reservePercent')}
            />
          </span>
        }
        note={
          <SelectField
            bare
            label="公积金提取基数"
            width={128}
            value={plan.reserveBase}
            onChange={(reserveBase) => change({ reserveBase })}
            choices={choicesOf(RESERVE_BASE)}
          />
        }
        value={
          <Amount name="公积金" field="reserveFen" fen={totals?.reserveFen ?? null} asking={asking} taken />
        }
      />
      <Step
        kind="sum"
        title="可分配盈余"
        value={
          <Amount
            name="可分配盈余"
            field="distributableFen"
            fen={totals?.distributableFen ?? null}
            asking={asking}
          />
        }
      />
      {!isShareOnly && (
        <Step
          level={1}
          title={
            <span className="chain-inputs">
              按交易额返还
              <PercentField
                bare
                label="返还比例"
                width={62}
                value={plan.patronagePercent}
                onChange={(patronagePercent) => change({ patronagePercent })}
                error={errorOf('patronagePercent')}
              />
            </span>
          }
          note="法第四十四条：不低于 60%，向上取到分"
          value={
            <Amount
              name="按交易额返还"
              field="patronagePoolFen"
              fen={totals?.patronagePoolFen ?? null}
              asking={asking}
            />
          }
        />
      )}
      <Step
        level={1}
        title={isShareOnly ? '全部按股分配' : '剩余盈余'}
        value={
          <Amount
            name="剩余盈余"
            field="surplusPoolFen"
            fen={totals?.surplusPoolFen ?? null}
            asking={asking}
          />
        }
      />
      <OptionalSteps {...props} />
      <Distribution computed={computed} withheldNote={WITHHOLDING[plan.withholding]} asking={asking} />
      {computed && <Verdict computed={computed} stale={stale} refused={props.refused} />}
      <Basis {...props} />
    </aside>
  );
}

/** 保底、困难户、村集体: steps inside the remainder, each with what it rests on. */
function OptionalSteps({ plan, change, errorOf, computed, asking }: PlanChainProps) {
  const totals = computed?.totals;
  const { guaranteed, hardship, village } = plan;
  const isAny = guaranteed !== null || hardship !== null || village !== null;
  return (
    <>
      {guaranteed && (
        <OptionalStep
          title="保底"
          percentLabel="保底年利率"
          percent={guaranteed.ratePercent}
          percentError={errorOf('guaranteed.ratePercent')}
          onPercent={(ratePercent) => change({ guaranteed: { ...guaranteed, ratePercent } })}
          authority={guaranteed.authority}
          authorityError={errorOf('guaranteed.authority')}
          onAuthority={(authority) => change({ guaranteed: { ...guaranteed, authority } })}
          onRemove={() => change({ guaranteed: null })}
          amount={
            <Amount name="保底" field="guaranteedFen" fen={totals?.guaranteedFen ?? null} asking={asking} />
          }
        />
      )}
      {hardship && (
        <OptionalStep
          title="困难户"
          percentLabel="困难户比例"
          percent={hardship.percent}
          percentError={errorOf('hardship.percent')}
          onPercent={(percent) => change({ hardship: { ...hardship, percent } })}
          authority={hardship.authority}
          authorityError={errorOf('hardship.authority')}
          onAuthority={(authority) => change({ hardship: { ...hardship, authority } })}
          onRemove={() => change({ hardship: null })}
          amount={
            <Amount name="困难户" field="hardshipFen" fen={totals?.hardshipFen ?? null} asking={asking} />
          }
        />
      )}
      {village && (
        <OptionalStep
          title="村集体"
          percentLabel="村集体比例"
          percent={village.percent}
          percentError={errorOf('village.percent') ?? errorOf('village')}
          onPercent={(percent) => change({ village: { ...village, percent } })}
          authority={village.authority}
          authorityError={errorOf('village.authority')}
          onAuthority={(authority) => change({ village: { ...village, authority } })}
          onRemove={() => change({ village: null })}
          amount={
            <Amount name="村集体" field="villageFen" fen={totals?.villageFen ?? null} asking={asking} />
          }
        />
      )}
      {isAny && (
        <Step
          level={2}
          title="其余按份额"
          value={
            <Amount name="按份额分配" field="weightedFen" fen={totals?.weightedFen ?? null} asking={asking} />
          }
        />
      )}
      <div className="chain-add" role="group" aria-label="在剩余盈余里先分">
        {!guaranteed && (
          <button type="button" onClick={() => change({ guaranteed: { ratePercent: '', authority: '' } })}>
            ＋ 保底
          </button>
        )}
        {!hardship && (
          <button type="button" onClick={() => change({ hardship: { percent: '', authority: '' } })}>
            ＋ 困难户
          </button>
        )}
        {!village && (
          <button type="button" onClick={() => change({ village: { percent: '', authority: '' } })}>
            ＋ 村集体
          </button>
        )}
      </div>
    </>
  );
}

function OptionalStep(props: {
  title: string;
  percentLabel: string;
  percent: string;
  percentError: string | undefined;
  onPercent: (percent: string) => void;
  authority: string;
  authorityError: string | undefined;
  onAuthority: (authority: string) => void;
  onRemove: () => void;
  amount: ReactNode;
}) {
  return (
    <Step
      level={2}
      title={
        <span className="chain-inputs">
          {props.title}
          <PercentField
            bare
            label={props.percentLabel}
            width={62}
            autoFocus={props.percent === ''}
            value={props.percent}
            onChange={props.onPercent}
            error={props.percentError}
          />
          <button
            type="button"
            className="chain-remove"
            aria-label={`去掉${props.title}`}
            onClick={props.onRemove}
          >
            ×
          </button>
        </span>
      }
      value={props.amount}
      note={
        <TextField
          bare
          label={`${props.title}的依据`}
          placeholder="依据：章程第几条或决议文号"
          value={props.authority}
          onChange={props.onAuthority}
          error={props.authorityError}
        />
      }
    />
  );
}

/** What weights, roundings and deductions are taken from. */
function Basis({ plan, change, errorOf }: PlanChainProps) {
  const isShareOnly = plan.shareOnlyResolution !== null;
  return (
    <section className="chain-basis" aria-label="分配办法">
      <h2>分配办法</h2>
      <div className="fields">
        <MoneyField
          label="财政补助形成的财产"
          valueFen={plan.grantFen}
          onChange={(grantFen) => change({ grantFen })}
          error={errorOf('grantFen')}
        />
        <MoneyField
          label="捐赠形成的财产"
          valueFen={plan.donationFen}
          onChange={(donationFen) => change({ donationFen })}
          error={errorOf('donationFen')}
        />
        <SelectField
          label="出资口径"
          value={plan.capitalBasis}
          onChange={(capitalBasis) => change({ capitalBasis })}
          choices={choicesOf(CAPITAL_BASIS)}
          error={errorOf('capitalBasis')}
        />
        <SelectField
          label="尾差办法"
          value={plan.method}
          onChange={(method) => change({ method })}
          choices={choicesOf(METHOD)}
          error={errorOf('method')}
        />
        <SelectField
          label="代扣个税"
          value={plan.withholding}
          onChange={(withholding) => change({ withholding })}
          choices={choicesOf(WITHHOLDING)}
          error={errorOf('withholding')}
        />
        <SelectField
          label="公积金量化"
          value={plan.reserveQuantifiedBy}
          onChange={(reserveQuantifiedBy) => change({ reserveQuantifiedBy })}
          choices={choicesOf(RESERVE_QUANTIFIED)}
          error={errorOf('reserveQuantifiedBy')}
        />
      </div>
      <CheckField
        label="仅按股分配，不按交易额返还"
        value={isShareOnly}
        onChange={(on) =>
          // A fixed rate per share is what villagers expect when only shares count; it needs that case.
          change(on ? { shareOnlyResolution: '', method: 'B' } : { shareOnlyResolution: null, method: 'A' })
        }
      />
      {isShareOnly && (
        <TextField
          label="准许仅按股分配的决议文号"
          required
          placeholder="例如：社员大会〔2019〕1号"
          value={plan.shareOnlyResolution ?? ''}
          onChange={(shareOnlyResolution) => change({ shareOnlyResolution })}
          error={errorOf('shareOnlyResolution')}
        />
      )}
    </section>
  );
}

/** A labelled figure on one line: the label left, the field right. */
function Inline(props: { label: string; note: string; children: ReactNode }) {
  return (
    <div className="chain-inline">
      <div className="chain-title" aria-hidden="true">
        {props.label}
        <small>{props.note}</small>
      </div>
      {props.children}
    </div>
  );
}

function choicesOf<V extends string>(labels: Readonly<Record<V, string>>): Choice<V>[] {
  return (Object.keys(labels) as V[]).map((value) => ({ value, label: labels[value] }));
}

/** A refused field's sentence; refusals name fields by their path, such as `inputs.guaranteed.ratePercent`. */
export function planError(fields: Readonly<Record<string, string>>, field: string): string | undefined {
  return fields[`inputs.${field}`] ?? fields[field];
}
