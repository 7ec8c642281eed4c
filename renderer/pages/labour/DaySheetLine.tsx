import { formatYuan } from '../../../shared/rules/money.ts';
import { toHalfWidth } from '../../../shared/rules/fullwidth.ts';
import { Button } from '../../parts/Button.tsx';
import { isBlank, placeMeant, whatIsMissing, type DayLine, type Places } from './dayLines.ts';
import { KindPicker } from './KindPicker.tsx';
import type { Kind } from './words.ts';
import { WorkerPicker } from './WorkerPicker.tsx';

/** What the work book makes of a line: its price and amount, where it goes, what is odd, why it is refused. */
export interface Found {
  readonly price: string;
  readonly amountFen: number;
  readonly charge: { readonly account: string; readonly item: string };
  readonly batchNo: string | null;
  /** Of 工分; null for other work. */
  readonly coefficient: string | null;
  readonly warnings: readonly string[];
  readonly refusal: string;
}

export function DaySheetLine(props: {
  line: DayLine;
  number: number;
  kinds: readonly Kind[];
  places: Places;
  /** Id of the list of places. */
  placeList: string;
  found: Found | undefined;
  onChange: (part: Partial<DayLine>) => void;
  /** Somebody, or a kind of work, was chosen from a list. */
  onPicked: (cell: 'worker' | 'kind') => void;
  onRemove: () => void;
}) {
  const { line, number, places, found, onChange, onPicked } = props;
  const figure = (name: 'quantity' | 'price', label: string, placeholder = '') => (
    <input
      className="figures"
      inputMode="decimal"
      aria-label={`${label} ${number}`}
      value={line[name]}
      placeholder={placeholder}
      maxLength={16}
      autoComplete="off"
      onFocus={(event) => event.target.select()}
      onChange={(event) => onChange({ [name]: toHalfWidth(event.target.value).trim() })}
    />
  );
  const missing = isBlank(line) ? null : whatIsMissing(line);
  const refusal = found?.refusal ?? '';
  const known = missing === null && refusal === '' ? found : undefined;
  return (
    <tr className={refusal ? 'refused' : known && known.warnings.length > 0 ? 'warned' : ''}>
      <td className="quiet figures">{number}</td>
      <td data-cell="worker">
        <WorkerPicker
          bare
          label={`姓名 ${number}`}
          value={line.worker}
          onChange={(worker) => {
            onChange({ worker });
            if (worker) onPicked('worker');
          }}
        />
      </td>
      <td data-cell="place">
        <input
          list={props.placeList}
          aria-label={`棚号 ${number}`}
          value={line.place}
          maxLength={50}
          autoComplete="off"
          onFocus={(event) => event.target.select()}
          onChange={(event) => onChange({ place: event.target.value })}
          onBlur={() => {
            const meant = placeMeant(line.place, places);
            if (meant !== line.place) onChange({ place: meant });
          }}
        />
      </td>
      <td data-cell="kind">
        <KindPicker
          bare
          label={`工种 ${number}`}
          value={line.kind}
          kinds={props.kinds}
          onChange={(kind) => {
            onChange({ kind, price: '' });
            if (kind) onPicked('kind');
          }}
        />
      </td>
      <td data-cell="quantity">{figure('quantity', '数量')}</td>
      <td className="quiet">{line.kind?.unit ?? ''}</td>
      <td data-cell="price">{figure('price', '单价', known?.price ?? line.kind?.price ?? '')}</td>
      <td className="figures right amount">{known ? formatYuan(known.amountFen) : ''}</td>
      <td className={refusal ? 'negative' : 'said'}>
        {refusal !== ''
          ? refusal
          : missing !== null && line.worker !== null && line.quantity !== ''
            ? missing
            : known && <Said found={known} />}
      </td>
      <td>
        <Button kind="quiet" title={`去掉第 ${number} 行`} onClick={props.onRemove}>
          ×
        </Button>
      </td>
    </tr>
  );
}

function Said({ found }: { found: Found }) {
  const { charge, batchNo, coefficient, warnings } = found;
  return (
    <>
      <span className="quiet">
        {coefficient !== null && coefficient !== '1' && `× 等级系数 ${coefficient}，`}
        {charge.account} {batchNo === null ? charge.item : `批次 ${batchNo}`}
      </span>
      {warnings.map((text) => (
        <span key={text} className="warned">
          {text}
        </span>
      ))}
    </>
  );
}
