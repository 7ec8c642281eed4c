import { STATE_NAMES } from '../../../shared/rules/assetWords.ts';
import { useState } from 'react';
import { matches } from './plan.ts';
import type { Piece } from './view.ts';

/** Which pieces of a batch: ticked one by one, or by a range of their numbers as typed (DP-017，DP-020-025). */
export function PiecePicker(props: {
  pieces: readonly Piece[];
  value: readonly number[];
  onChange: (ids: number[]) => void;
  error?: string | undefined;
}) {
  const [text, setText] = useState('');
  const chosen = new Set(props.value);
  const standing = props.pieces.filter((piece) => piece.state !== 'gone');
  const found = text.trim() === '' ? standing : standing.filter((piece) => matches(piece.no, text));
  return (
    <fieldset className="wide piece-picker" aria-invalid={props.error !== undefined}>
      <legend>哪几件（选中 {chosen.size} 件）</legend>
      <div className="piece-picker-head">
        <input
          aria-label="按编号找单件"
          placeholder="17，20-25"
          value={text}
          autoComplete="off"
          onChange={(event) => setText(event.target.value)}
        />
        <button
          type="button"
          className="button quiet"
          onClick={() => props.onChange([...new Set([...props.value, ...found.map((piece) => piece.id)])])}
        >
          选中列出的 {found.length} 件
        </button>
        <button type="button" className="button quiet" onClick={() => props.onChange([])}>
          都不选
        </button>
      </div>
      <div className="piece-picker-list">
        {found.map((piece) => (
          <label
            key={piece.id}
            title={[piece.place, piece.custodian, STATE_NAMES[piece.state]].filter(Boolean).join(' · ')}
          >
            <input
              type="checkbox"
              checked={chosen.has(piece.id)}
              onChange={(event) =>
                props.onChange(
                  event.target.checked
                    ? [...props.value, piece.id]
                    : props.value.filter((one) => one !== piece.id),
                )
              }
            />
            {piece.no}
            {piece.state !== 'in-use' && <small>{STATE_NAMES[piece.state]}</small>}
          </label>
        ))}
      </div>
      {props.error && <div className="field-error">{props.error}</div>}
    </fieldset>
  );
}
