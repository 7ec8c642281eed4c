import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { isComposing } from '../../parts/keys.ts';
import { notify } from '../../parts/Notice.tsx';
import type { LineActions } from './LineRow.tsx';
import {
  balancedLine,
  copiedLine,
  placeAfter,
  placeBefore,
  placeBeside,
  removedLine,
  switchedSide,
  withAccount,
  withAmount,
  withItem,
  withLine,
  withMember,
  withNewLine,
  withSummaryFromAbove,
  type Item,
  type LineItem,
  type Place,
  type Sheet,
  type Slot,
  type Stop,
} from './sheet.ts';

/** An item asked for that isn't there yet, and the cell that waits for it. */
export interface WantedItem {
  readonly key: number;
  readonly slot: Slot;
  readonly name: string;
}

/** A sheet under somebody's hands: what is typed, where the keyboard is, and how it walks. */
export function useSheet(start: () => Sheet, items: readonly Item[]) {
  const [sheet, setSheet] = useState(start);
  // Between two drawings several things may happen; each builds on the one before.
  const latest = useRef(sheet);
  const knownItems = useRef(items);
  const body = useRef<HTMLTableSectionElement>(null);
  const wanted = useRef<Place | null>(null);
  const [wantedItem, setWantedItem] = useState<WantedItem | null>(null);
  useEffect(() => {
    knownItems.current = items;
  }, [items]);

  // A cell that was just made (the next line, what the new account asks for) takes the keyboard before the next key.
  useLayoutEffect(() => {
    const place = wanted.current;
    const cell = place && cellAt(body.current, place);
    if (!cell) return;
    wanted.current = null;
    cell.focus();
    cell.select();
  });

  const tools = useMemo(() => {
    const put = (next: Sheet): void => {
      latest.current = next;
      setSheet(next);
    };
    /** Goes there, at once or as soon as it is drawn. */
    const goTo = (place: Place): void => {
      const cell = cellAt(body.current, place);
      if (!cell) {
        wanted.current = place;
        return;
      }
      cell.focus();
      cell.select();
    };
    const walkOn = (from: Place): void => {
      const next = placeAfter(latest.current, from);
      if (next === 'new') {
        const made = withNewLine(latest.current);
        wanted.current = { key: made.key, stop: 'summary' };
        put(made.sheet);
      } else if (next) {
        if (next.stop === 'summary') put(withSummaryFromAbove(latest.current, next.key));
        // Drawn anew first: its summary may just have come from above.
        wanted.current = next;
        put({ ...latest.current });
      }
    };
    const putItem = (key: number, slot: Slot, item: LineItem | null): void =>
      put(
        slot.stop === 'item2'
          ? withLine(latest.current, key, { item2: item })
          : withItem(latest.current, key, item),
      );
    const actions: LineActions = {
      summary: (key, text) => put(withLine(latest.current, key, { summary: text })),
      account: (key, account) => {
        put(withAccount(latest.current, key, account, knownItems.current));
        if (account) walkOn({ key, stop: 'account' });
      },
      slot: (key, slot, chosen) => {
        if (chosen === null) {
          putItem(key, slot, null);
          return;
        }
        if ('add' in chosen) {
          setWantedItem({ key, slot, name: chosen.add });
          return;
        }
        if ('member' in chosen) put(withMember(latest.current, key, chosen.member));
        else putItem(key, slot, chosen.item);
        walkOn({ key, stop: slot.stop });
      },
      quantity: (key, text) => put(withLine(latest.current, key, { quantity: text })),
      amount: (key, side, text) => put(withAmount(latest.current, key, side, text)),
      balance: (key) => {
        const balanced = balancedLine(latest.current, key);
        if (!balanced) {
          notify('别的行里有认不出来的金额，先改好再按 = 补平。', 'warning');
          return;
        }
        if (balanced.side) wanted.current = { key, stop: balanced.side };
        else notify('其他各行已经借贷相等，这一行不用填。', 'warning');
        put(balanced.sheet);
      },
      switchSide: (key, from) => {
        wanted.current = { key, stop: from === 'debit' ? 'credit' : 'debit' };
        put(switchedSide(latest.current, key));
      },
      remove: (key) => {
        const removed = removedLine(latest.current, key);
        wanted.current = { key: removed.key, stop: 'summary' };
        put(removed.sheet);
      },
    };
    function onKeyDown(event: React.KeyboardEvent): void {
      if (isComposing(event.nativeEvent) || event.defaultPrevented) return;
      const place = placeOf(event.target);
      if (!place) return;
      const key = event.key;
      const ctrl = event.ctrlKey || event.metaKey;
      if (ctrl && key.toLowerCase() === 'd') {
        event.preventDefault();
        const copied = copiedLine(latest.current, place.key);
        wanted.current = { key: copied.key, stop: 'summary' };
        put(copied.sheet);
      } else if (ctrl && key === 'Delete') {
        event.preventDefault();
        actions.remove(place.key);
      } else if (!ctrl && !event.altKey && key === 'Enter') {
        event.preventDefault();
        const before = event.shiftKey ? placeBefore(latest.current, place) : null;
        if (before) goTo(before);
        else if (!event.shiftKey) walkOn(place);
      } else if (!ctrl && !event.altKey && (key === 'ArrowDown' || key === 'ArrowUp')) {
        event.preventDefault();
        const beside = placeBeside(latest.current, place, key === 'ArrowDown' ? 1 : -1);
        if (beside) goTo(beside);
      }
    }
    return { put, goTo, walkOn, putItem, actions, onKeyDown };
  }, []);

  return { sheet, latest, body, wantedItem, setWantedItem, ...tools };
}

function cellAt(body: HTMLElement | null, { key, stop }: Place): HTMLInputElement | null {
  return body?.querySelector<HTMLInputElement>(`[data-line="${key}"][data-stop="${stop}"]`) ?? null;
}

function placeOf(target: EventTarget): Place | null {
  if (!(target instanceof HTMLInputElement) || target.dataset['stop'] === undefined) return null;
  return { key: Number(target.dataset['line']), stop: target.dataset['stop'] as Stop };
}
