import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { asRefusal, call, useCall, type Refusal } from '../../api.ts';
import { useSession } from '../../frame/session.ts';
import { Button } from '../../parts/Button.tsx';
import { DateField, SelectField, TextField } from '../../parts/Field.tsx';
import { isComposing, useKeys } from '../../parts/keys.ts';
import { Banner, ErrorBanner, notify, notifyWarnings } from '../../parts/Notice.tsx';
import { Page } from '../../parts/Page.tsx';
import { isRealDate } from '../../../shared/rules/calendar.ts';
import { LeaveDialog } from './LeaveDialog.tsx';
import { LineRow } from './LineRow.tsx';
import { keepSheet, takeSheet } from './keptSheets.ts';
import { NewItemDialog } from './NewItemDialog.tsx';
import { Paper } from './Paper.tsx';
import {
  attachmentsOf,
  faultsOf,
  faultsOfRefusal,
  firstFault,
  linesToSave,
  sameSheet,
  standingFaults,
  totalsOf,
  withTemplate,
  wordByLines,
  type Faults,
  type Sheet,
} from './sheet.ts';
import { SaveTemplateDialog, TemplatesDialog } from './Templates.tsx';
import type { Books } from './useBooks.ts';
import { useSheet } from './useSheet.ts';
import { numberOf, type VoucherHead } from './words.ts';

interface EditorProps {
  books: Books;
  /** What stands there first: a blank sheet, a copy, a draft of the books. */
  start: Sheet;
  /** The draft being changed; null for a new voucher. */
  voucher: VoucherHead | null;
  /** Under which name its unsaved text is kept while one is on another page. */
  name: string;
  /** Other things to do with the draft; each is told to save first what was typed. */
  actions?: (saveFirst: () => Promise<boolean>) => ReactNode;
  /** Ways to the vouchers before and after it. */
  beside?: ReactNode;
  /** Under the sheet: where a draft comes from, its files. */
  foot?: ReactNode;
  onSaved: (id: number, date: string) => void;
  onNext: (date: string) => void;
  onLeave: () => void;
}

/** A 记账凭证 being written, without the mouse if one likes. */
export function VoucherEditor(props: EditorProps) {
  const { books, voucher } = props;
  const { status, operator, books: working } = useSession();
  const place = `${status.open?.path ?? ''} ${working?.id ?? ''} ${props.name}`;
  const [saved, setSaved] = useState(props.start);
  const restored = useRef<Sheet | undefined>(undefined);
  const editing = useSheet(() => (restored.current = takeSheet(place)) ?? props.start, books.items);
  const { sheet, latest, put, goTo } = editing;
  const [refused, setRefused] = useState<Refused>({ faults: {}, error: null, sheet });
  const faults = useMemo(() => standingFaults(refused.faults, refused.sheet, sheet), [refused, sheet]);
  const mended = Object.keys(refused.faults).length > 0 && Object.keys(faults).length === 0;
  const error = mended ? null : refused.error;
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState<'leave' | 'next' | 'templates' | 'saveTemplate' | null>(null);
  const finished = useRef(false);
  const sheets = useRef<HTMLInputElement>(null);
  const toSheets = (): void => sheets.current?.focus();
  /** What waits for a dialog to be gone: until then the sheet can't take the keyboard. */
  const afterDialog = useRef<(() => void) | null>(null);
  useEffect(() => {
    if (asking !== null || editing.wantedItem !== null) return;
    afterDialog.current?.();
    afterDialog.current = null;
  }, [asking, editing.wantedItem]);
  const savedNow = useRef(saved);
  savedNow.current = saved;
  const isDirty = (): boolean => !sameSheet(latest.current, savedNow.current);
  const dirty = isDirty();

  useEffect(() => {
    if (restored.current) notify('上次没有保存的内容还在这里，接着填或按 Esc 放弃。', 'warning');
    const first = latest.current.lines[0];
    if (first && voucher === null) goTo({ key: first.key, stop: 'summary' });
    return () => {
      if (!finished.current && isDirty()) keepSheet(place, latest.current);
    };
    // Once a life of the sheet: what it needs is in refs.
  }, []);
  useEffect(() => {
    if (!dirty) return;
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [dirty]);

  const word = sheet.word === '' ? (books.manyWords ? wordByLines(sheet) : '记') : sheet.word;
  const isDate = isRealDate(sheet.date);
  const kept = voucher !== null && voucher.word === word && voucher.period === sheet.date.slice(0, 7);
  const next = useCall('vouchers.next', isDate ? { date: sheet.date, word } : null);

  /** Writes it to the books. Gives the voucher's number there, or null when something is to be mended first. */
  async function save(): Promise<number | null> {
    if (busy) return null;
    settleField();
    const now = latest.current;
    const local = faultsOf(now);
    if (Object.keys(local).length > 0) {
      show(local, null);
      return null;
    }
    const { lines, keys } = linesToSave(now);
    setBusy(true);
    try {
      const done = await call('vouchers.save', {
        ...(voucher ? { id: voucher.id } : {}),
        date: now.date,
        ...(now.word === '' ? {} : { word: now.word }),
        attachments: attachmentsOf(now),
        note: now.note.trim(),
        lines,
      });
      show({}, null);
      setSaved(now);
      savedNow.current = now;
      notify(`已保存 ${numberOf(done)}。`);
      notifyWarnings(done.warnings);
      return done.id;
    } catch (reason) {
      const refusal = asRefusal(reason);
      show(faultsOfRefusal(refusal.fields, keys, now), refusal);
      return null;
    } finally {
      setBusy(false);
    }
  }
  function show(found: Faults, refusal: Refusal | null): void {
    setRefused({ faults: found, error: refusal, sheet: latest.current });
    const first = firstFault(found, latest.current);
    if (first) goTo(first);
  }
  async function saveAndStay(): Promise<void> {
    const id = await save();
    if (id === null) return;
    finished.current = voucher === null;
    props.onSaved(id, latest.current.date);
  }
  async function saveAndNext(): Promise<void> {
    if (voucher !== null && !isDirty()) {
      props.onNext(latest.current.date);
      return;
    }
    const id = await save();
    if (id === null) return;
    finished.current = true;
    props.onNext(latest.current.date);
  }
  function leave(what: 'leave' | 'next'): void {
    if (isDirty()) setAsking(what);
    else go(what);
  }
  function go(what: 'leave' | 'next'): void {
    finished.current = true;
    if (what === 'leave') props.onLeave();
    else props.onNext(latest.current.date);
  }
  useKeys({
    escape: () => leave('leave'),
    'ctrl+n': () => leave('next'),
    'ctrl+enter': () => void saveAndStay(),
    'ctrl+shift+enter': () => void saveAndNext(),
    'ctrl+home': toSheets,
  });

  const withQuantity = sheet.lines.some((line) => line.account?.withQuantity);
  const totals = useMemo(() => totalsOf(sheet), [sheet]);
  return (
    <Page
      title="凭证"
      sub={
        voucher ? (
          <>
            {props.beside} {voucher.period} {numberOf(voucher)} · 草稿{dirty && '，有改动未保存'}
          </>
        ) : (
          '新填'
        )
      }
      actions={
        <>
          <Button kind="primary" shortcut="Ctrl+S" writes busy={busy} onClick={() => void saveAndStay()}>
            保存
          </Button>
          <Button
            writes
            title="保存这一张，接着填下一张（Ctrl+Shift+Enter）"
            onClick={() => void saveAndNext()}
          >
            保存并新填
          </Button>
          <Button shortcut="Ctrl+M" title="从常用凭证开始填" onClick={() => setAsking('templates')}>
            常用…
          </Button>
          <Button writes title="把这些行存为常用凭证" onClick={() => setAsking('saveTemplate')}>
            存为常用…
          </Button>
          {props.actions?.(async () => !isDirty() || (await save()) !== null)}
          <Button title="回到凭证列表（Esc）" onClick={() => leave('leave')}>
            返回
          </Button>
        </>
      }
      banner={
        <>
          {next.value?.problem && !kept && <Banner kind="warning">{next.value.problem}</Banner>}
          <ErrorBanner error={error ?? next.error} />
        </>
      }
      layout="scroll"
    >
      <Paper
        number={
          <>
            {books.manyWords ? (
              <SelectField
                bare
                label="凭证字"
                width={56}
                value={word}
                onChange={(chosen) => put({ ...latest.current, word: chosen })}
                choices={(['收', '付', '转', '记'] as const).map((one) => ({ value: one, label: one }))}
              />
            ) : (
              <b>{word}</b>
            )}
            字第 <b className="figures">{kept ? voucher.number : (next.value?.number ?? '')}</b> 号
          </>
        }
        date={
          <DateField
            bare
            label="凭证日期"
            width={126}
            value={sheet.date}
            error={error && faults['date'] === error.message ? '' : faults['date']}
            onChange={(date) => put({ ...latest.current, date })}
          />
        }
        attachments={
          <>
            附单据
            <input
              ref={sheets}
              className="figures"
              aria-label="附单据张数"
              aria-invalid={faults['attachments'] !== undefined}
              title={faults['attachments'] ?? ''}
              inputMode="numeric"
              value={sheet.attachments}
              maxLength={4}
              autoComplete="off"
              onFocus={(event) => event.target.select()}
              onChange={(event) => put({ ...latest.current, attachments: event.target.value })}
            />
            张
          </>
        }
        onHeadKeyDown={(event) => {
          if (event.key !== 'Enter' || event.ctrlKey || isComposing(event.nativeEvent)) return;
          if (!(event.target instanceof HTMLInputElement)) return;
          event.preventDefault();
          const first = latest.current.lines[0];
          if (event.target !== sheets.current) toSheets();
          else if (first) goTo({ key: first.key, stop: 'summary' });
        }}
        totals={totals}
        withQuantity={withQuantity}
        typing
        fillers={FORM_LINES - sheet.lines.length}
        stamp=""
        signatures={[
          { title: '会计主管', name: books.chiefAccountant },
          { title: '记账', name: null },
          { title: '审核', name: null },
          { title: '制单', name: voucher?.preparedBy ?? operator },
        ]}
        bodyRef={editing.body}
        onBodyKeyDown={editing.onKeyDown}
      >
        {sheet.lines.map((line, index) => (
          <LineRow
            key={line.key}
            line={line}
            number={index + 1}
            withQuantity={withQuantity}
            chart={books.chart}
            items={books.items}
            faults={faults}
            actions={editing.actions}
          />
        ))}
      </Paper>
      <div className="voucher-foot">
        <TextField
          label="备注"
          value={sheet.note}
          error={faults['note']}
          onChange={(note) => put({ ...latest.current, note })}
        />
        {props.foot}
        <p className="voucher-keys">
          <kbd>回车</kbd> 下一格，走完一行自动加行 <kbd>=</kbd> 补平 <kbd>空格</kbd> 换借贷方{' '}
          <kbd>Ctrl D</kbd> 复制行
          <kbd>Ctrl Delete</kbd> 删行 <kbd>↓</kbd> 列出科目 <kbd>Ctrl Home</kbd> 填附单据
        </p>
      </div>
      {(asking === 'leave' || asking === 'next') && (
        <LeaveDialog
          onStay={() => setAsking(null)}
          onDiscard={() => go(asking)}
          onSave={() => {
            afterDialog.current = () => void save().then((id) => id !== null && go(asking));
            setAsking(null);
            return Promise.resolve();
          }}
        />
      )}
      {asking === 'templates' && (
        <TemplatesDialog
          onClose={() => setAsking(null)}
          onPick={(template, members) => {
            const filled = withTemplate(latest.current, template, { ...books, members });
            put(filled);
            setRefused({ faults: {}, error: null, sheet: filled });
            afterDialog.current = () => goTo({ key: filled.lines[0]?.key ?? 1, stop: 'summary' });
            setAsking(null);
          }}
        />
      )}
      {asking === 'saveTemplate' && <SaveTemplateDialog sheet={sheet} onClose={() => setAsking(null)} />}
      {editing.wantedItem && (
        <NewItemDialog
          wanted={editing.wantedItem}
          onClose={() => editing.setWantedItem(null)}
          onAdded={(item) => {
            const wanted = editing.wantedItem;
            if (!wanted) return;
            editing.putItem(wanted.key, wanted.slot, item);
            afterDialog.current = () => editing.walkOn({ key: wanted.key, stop: wanted.slot.stop });
          }}
        />
      )}
    </Page>
  );
}

/** Why the sheet was last refused, and as it was then. */
interface Refused {
  faults: Faults;
  error: Refusal | null;
  sheet: Sheet;
}

/** As many lines as the customary form has. */
export const FORM_LINES = 8;

/** Leaving the field lets its date or amount settle first. */
function settleField(): void {
  const field = document.activeElement;
  if (!(field instanceof HTMLInputElement)) return;
  field.blur();
  field.focus();
}
