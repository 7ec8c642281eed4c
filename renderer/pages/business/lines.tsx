import { Button } from '../../parts/Button.tsx';
import { NumberField } from '../../parts/Field.tsx';
import { Lines } from '../../parts/Lines.tsx';
import { MemberPicker } from '../../parts/MemberPicker.tsx';
import { MoneyField } from '../../parts/MoneyField.tsx';
import { yuanOrDash } from '../../parts/Stat.tsx';
import {
  EMPTY_GOODS,
  EMPTY_MEMBER,
  EMPTY_PERSON,
  type ConsignedLine,
  type GoodsLine,
  type MemberLine,
  type PersonLine,
} from './draft.ts';
import { NameField } from './inputs.tsx';

interface LinesProps<L> {
  lines: readonly L[];
  onChange: (lines: L[]) => void;
  errorOf: (name: string) => string | undefined;
}

const sumOf = (amounts: readonly (number | null)[]): number =>
  amounts.reduce<number>((sum, fen) => sum + (fen ?? 0), 0);

/** What is on hand of a product, for the hints beside it. */
export interface OnHand {
  readonly product: string;
  readonly quantity: string;
  readonly average: string | null;
}

export function GoodsLines(props: LinesProps<GoodsLine> & { withCost: boolean; stock: readonly OnHand[] }) {
  const { lines, withCost } = props;
  const offers = props.stock.map((one) => ({
    name: one.product,
    hint: `库存 ${one.quantity}${one.average === null ? '' : `，均价 ${one.average}`}`,
  }));
  return (
    <Lines
      label="货物"
      heads={['品名', '数量', '金额（元）', ...(withCost ? ['成本（元）'] : [])]}
      lines={lines}
      empty={EMPTY_GOODS}
      isEmpty={(line) => line.product === '' && line.quantity === '' && line.amountFen === null}
      onChange={props.onChange}
      foot={
        <>
          合计 <b>{yuanOrDash(sumOf(lines.map((line) => line.amountFen)))}</b> 元
        </>
      }
    >
      {(line, change, at) => (
        <>
          <td>
            <NameField
              bare
              label={`第 ${at + 1} 行品名`}
              dim="product"
              offers={offers}
              maxLength={30}
              value={line.product}
              onChange={(product) => change({ product })}
              error={props.errorOf(`goods.${at}.product`)}
            />
          </td>
          <td>
            <NumberField
              bare
              label={`第 ${at + 1} 行数量`}
              value={line.quantity}
              onChange={(quantity) => change({ quantity })}
              error={props.errorOf(`goods.${at}.quantity`)}
            />
          </td>
          <td>
            <MoneyField
              bare
              label={`第 ${at + 1} 行金额`}
              valueFen={line.amountFen}
              onChange={(amountFen) => change({ amountFen })}
              error={props.errorOf(`goods.${at}.amountFen`)}
            />
          </td>
          {withCost && (
            <td>
              <MoneyField
                bare
                label={`第 ${at + 1} 行成本`}
                placeholder="均价"
                valueFen={line.costFen}
                onChange={(costFen) => change({ costFen })}
                error={props.errorOf(`goods.${at}.costFen`)}
              />
            </td>
          )}
        </>
      )}
    </Lines>
  );
}

export function MemberLines(
  props: LinesProps<MemberLine> & {
    withFee: boolean;
    /** What the cooperative owes each (114); negative: he owes. */
    owedTo: ReadonlyMap<number, number>;
    /** Fills in everybody who is owed (or owes). */
    fill?: { readonly label: string; readonly lines: readonly MemberLine[] };
  },
) {
  const { lines, withFee, owedTo, fill } = props;
  return (
    <Lines
      label="社员"
      heads={['社员', '往来余额', '金额（元）', ...(withFee ? ['服务费（元）'] : [])]}
      lines={lines}
      empty={EMPTY_MEMBER}
      isEmpty={(line) => line.member === null && line.amountFen === null}
      onChange={props.onChange}
      foot={
        <>
          {fill && fill.lines.length > 0 && (
            <Button kind="quiet" onClick={() => props.onChange([...fill.lines, EMPTY_MEMBER])}>
              {fill.label}
            </Button>
          )}
          <span>
            合计{' '}
            <b>
              {yuanOrDash(sumOf(lines.flatMap((line) => [line.amountFen, withFee ? line.feeFen : null])))}
            </b>{' '}
            元
          </span>
        </>
      }
    >
      {(line, change, at) => (
        <>
          <td>
            <MemberPicker
              bare
              label={`第 ${at + 1} 行社员`}
              value={line.member}
              exclude={lines.flatMap((one) => (one.member && one !== line ? [one.member.id] : []))}
              onChange={(member) => change({ member })}
              error={props.errorOf(`members.${at}.memberId`)}
            />
          </td>
          <td className="figures right quiet">
            {line.member ? balanceWords(owedTo.get(line.member.id) ?? 0) : ''}
          </td>
          <td>
            <MoneyField
              bare
              label={`第 ${at + 1} 行金额`}
              valueFen={line.amountFen}
              onChange={(amountFen) => change({ amountFen })}
              error={props.errorOf(`members.${at}.amountFen`)}
            />
          </td>
          {withFee && (
            <td>
              <MoneyField
                bare
                label={`第 ${at + 1} 行服务费`}
                valueFen={line.feeFen}
                onChange={(feeFen) => change({ feeFen })}
                error={props.errorOf(`members.${at}.feeFen`)}
              />
            </td>
          )}
        </>
      )}
    </Lines>
  );
}

function balanceWords(owedFen: number): string {
  if (owedFen === 0) return '两清';
  return owedFen > 0 ? `应付他 ${yuanOrDash(owedFen)}` : `他欠 ${yuanOrDash(-owedFen)}`;
}

/** Goods held for others: how much of whose is sold, at the agreed price. */
export function ConsignedLines(props: LinesProps<ConsignedLine>) {
  const { lines } = props;
  if (lines.length === 0) {
    return <p className="wide form-note">没有在手的受托代销商品。先在“代销入账”里登记社员交来的货。</p>;
  }
  const change = (at: number, agreedFen: number | null): void =>
    props.onChange(lines.map((line, index) => (index === at ? { ...line, agreedFen } : line)));
  return (
    <div className="event-lines wide">
      <table aria-label="代销商品">
        <thead>
          <tr>
            <th>委托方</th>
            <th className="right">在手（约定价）</th>
            <th>这次售出（约定价）</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line, at) => (
            <tr key={line.key}>
              <td>{line.name}</td>
              <td className="figures right">{yuanOrDash(line.heldFen)}</td>
              <td>
                <MoneyField
                  bare
                  label={`${line.name}售出`}
                  valueFen={line.agreedFen}
                  onChange={(agreedFen) => change(at, agreedFen)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="event-lines-foot">
        <Button
          kind="quiet"
          onClick={() => props.onChange(lines.map((line) => ({ ...line, agreedFen: line.heldFen })))}
        >
          全部售出
        </Button>
        <span>
          约定价合计 <b>{yuanOrDash(sumOf(lines.map((line) => line.agreedFen)))}</b> 元
        </span>
      </div>
    </div>
  );
}

export function PersonLines(
  props: LinesProps<PersonLine> & {
    dim: 'employee' | 'worker';
    fill?: { readonly label: string; readonly lines: readonly PersonLine[] };
  },
) {
  const { lines, fill } = props;
  return (
    <Lines
      label="人员"
      heads={['姓名', '报酬项目', '金额（元）']}
      lines={lines}
      empty={EMPTY_PERSON}
      isEmpty={(line) => line.name === '' && line.amountFen === null}
      onChange={props.onChange}
      foot={
        <>
          {fill && fill.lines.length > 0 && (
            <Button kind="quiet" onClick={() => props.onChange([...fill.lines, EMPTY_PERSON])}>
              {fill.label}
            </Button>
          )}
          <span>
            合计 <b>{yuanOrDash(sumOf(lines.map((line) => line.amountFen)))}</b> 元
          </span>
        </>
      }
    >
      {(line, change, at) => (
        <>
          <td>
            <NameField
              bare
              label={`第 ${at + 1} 行姓名`}
              dim={props.dim}
              value={line.name}
              onChange={(name) => change({ name })}
              error={props.errorOf(`people.${at}.name`)}
            />
          </td>
          <td>
            <NameField
              bare
              label={`第 ${at + 1} 行报酬项目`}
              dim="payItem"
              value={line.payItem}
              onChange={(payItem) => change({ payItem })}
              error={props.errorOf(`people.${at}.payItem`)}
            />
          </td>
          <td>
            <MoneyField
              bare
              label={`第 ${at + 1} 行金额`}
              valueFen={line.amountFen}
              onChange={(amountFen) => change({ amountFen })}
              error={props.errorOf(`people.${at}.amountFen`)}
            />
          </td>
        </>
      )}
    </Lines>
  );
}
