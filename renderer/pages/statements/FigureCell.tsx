import { yuanOrDash } from '../../parts/Stat.tsx';
import { type Figure, keyOf } from './forms.ts';

/**
 * A figure of a statement: a click or Enter asks what it is made of. Arrow up and down walk the figures of its column, left and
 * right those of its line.
 */
export function FigureCell(props: {
  fen: number | null;
  name: string;
  /** Null: a plain figure. */
  figure: Figure | null;
  onFigure: (figure: Figure) => void;
  strong?: boolean;
  /** Stands before the figure, small. */
  label?: string;
}) {
  const { fen, name, figure, onFigure, strong, label } = props;
  const tone = fen !== null && fen < 0 ? 'negative' : '';
  return (
    <td className={strong ? 'figure strong' : 'figure'}>
      {label && <small>{label}</small>}
      {fen !== null &&
        (figure ? (
          <button
            type="button"
            className={tone}
            aria-label={`${name} ${yuanOrDash(fen)}，看来源`}
            data-figure={keyOf(figure)}
            onClick={() => onFigure(figure)}
            onKeyDown={walk}
          >
            {yuanOrDash(fen)}
          </button>
        ) : (
          <span className={tone}>{yuanOrDash(fen)}</span>
        ))}
    </td>
  );
}

/** The keyboard goes (back) to a figure; false while it is not on the page yet. */
export function focusFigure(figure: Figure): boolean {
  const key = keyOf(figure);
  const all = [...document.querySelectorAll<HTMLButtonElement>('.statement [data-figure]')];
  const button = all.find((one) => one.dataset['figure'] === key);
  button?.focus();
  return button !== undefined;
}

function walk(event: React.KeyboardEvent<HTMLButtonElement>): void {
  const step = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] }[event.key];
  const cell = event.currentTarget.closest('td');
  const line = cell?.closest('tr');
  if (!step || !cell || !line) return;
  event.preventDefault();
  const [down = 0, right = 0] = step;
  if (down !== 0) {
    let next = down > 0 ? line.nextElementSibling : line.previousElementSibling;
    while (next) {
      const button = (next as HTMLTableRowElement).cells[cell.cellIndex]?.querySelector('button');
      if (button) return button.focus();
      next = down > 0 ? next.nextElementSibling : next.previousElementSibling;
    }
    return;
  }
  const buttons = [...line.querySelectorAll<HTMLButtonElement>('.figure button')];
  buttons[buttons.indexOf(event.currentTarget) + right]?.focus();
}
