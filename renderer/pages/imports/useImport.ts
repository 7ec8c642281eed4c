import { useRef, useState } from 'react';
import type { Input, Output } from '../../../shared/contract/index.ts';
import { asRefusal, call, type Refusal } from '../../api.ts';
import { readSheetFile } from './sheetFile.ts';
import { type Summary } from './findings.ts';
import { KINDS, type ImportKind } from './kinds.ts';
import { useRoute } from '../../frame/routes.ts';

export type Step = 'file' | 'columns' | 'dry-run' | 'done';
type Inspection = Output<'imports.inspect'>;
type Preview = Output<'imports.preview'>;
type Unit = Inspection['unit'];
type Chosen = Input<'imports.commit'>;

export interface Import {
  step: Step;
  kind: ImportKind;
  fileName: string;
  /** What is going on, said to the person; empty when nothing is. */
  busy: string;
  trouble: string;
  inspection: Inspection | null;
  mapping: Readonly<Record<string, string>>;
  unit: Unit;
  preview: Preview | null;
  result: Summary | null;
  setKind: (kind: ImportKind) => void;
  chooseFile: (file: File) => Promise<void>;
  /** Every sheet of the file is brought in. */
  allSheets: boolean;
  /** One sheet by its name; '' for every sheet. */
  chooseSheet: (sheet: string) => Promise<void>;
  setUnit: (unit: Unit) => void;
  /** Puts a field on a column (a letter), or on none (''). A column carries one field. */
  mapField: (field: string, letter: string) => Promise<void>;
  dryRun: () => Promise<void>;
  commit: () => Promise<void>;
  go: (step: Step) => void;
  /** Drops the wait; an answer that still comes is ignored. */
  cancel: () => void;
  startOver: () => void;
}

/** An import under way: what was chosen so far, kept when the person goes back a step. */
export function useImport(): Import {
  const [step, setStep] = useState<Step>('file');
  const { params } = useRoute();
  const [kind, setKind] = useState<ImportKind>(
    KINDS.find((one) => one.kind === params.get('kind'))?.kind ?? 'shares',
  );
  // Every sheet of the workbook, where they belong together.
  const [allSheets, setAllSheets] = useState(false);
  // The file's bytes stay out of the state: nothing on screen shows them and they can be large.
  const source = useRef({ fileName: '', dataBase64: '' });
  const [fileName, setFileName] = useState('');
  const [busy, setBusy] = useState('');
  const [trouble, setTrouble] = useState('');
  const [inspection, setInspection] = useState<Inspection | null>(null);
  const [mapping, setMapping] = useState<Readonly<Record<string, string>>>({});
  const [unit, setUnit] = useState<Unit>('元');
  const [preview, setPreview] = useState<Preview | null>(null);
  const [result, setResult] = useState<Summary | null>(null);
  const turn = useRef(0);

  /** Runs one request at a time; only the latest may still change anything. */
  async function run<T>(what: string, ask: () => Promise<T>, take: (value: T) => void): Promise<void> {
    const mine = ++turn.current;
    setBusy(what);
    setTrouble('');
    try {
      const value = await ask();
      if (mine === turn.current) take(value);
    } catch (reason) {
      if (mine === turn.current) setTrouble(sentenceOf(asRefusal(reason)));
    } finally {
      if (mine === turn.current) setBusy('');
    }
  }

  function inspect(over: Partial<Chosen>, keepMapping: boolean): Promise<void> {
    return run(
      '正在读取表格…',
      () => call('imports.inspect', { kind, ...source.current, ...over }),
      (value) => {
        setInspection(value);
        if (!('sheet' in over)) {
          const together = KINDS.find((one) => one.kind === kind)?.everySheet === true;
          setAllSheets(together && value.sheets.filter((sheet) => !sheet.hidden).length > 1);
        }
        if (!keepMapping) {
          setMapping(value.mapping);
          setUnit(value.unit);
        }
        setPreview(null);
        setStep('columns');
      },
    );
  }

  const chosen = (): Chosen => ({
    kind,
    ...source.current,
    ...(inspection && !allSheets ? { sheet: inspection.sheet } : {}),
    mapping: { ...mapping },
    unit,
  });

  function startOver(): void {
    turn.current += 1;
    source.current = { fileName: '', dataBase64: '' };
    setFileName('');
    setBusy('');
    setTrouble('');
    setInspection(null);
    setPreview(null);
    setResult(null);
    setStep('file');
  }

  return {
    step,
    kind,
    fileName,
    busy,
    trouble,
    inspection,
    mapping,
    unit,
    preview,
    result,
    setKind: (next) => {
      if (next === kind) return;
      startOver();
      setKind(next);
    },
    chooseFile: async (file) => {
      const mine = ++turn.current;
      setBusy('正在打开文件…');
      setTrouble('');
      const read = await readSheetFile(file);
      if (mine !== turn.current) return;
      if (typeof read === 'string') {
        setBusy('');
        setTrouble(read);
        return;
      }
      source.current = read;
      setFileName(read.fileName);
      setInspection(null);
      await inspect({}, false);
    },
    allSheets,
    chooseSheet: (sheet) => {
      if (sheet === '') return inspect({}, false);
      setAllSheets(false);
      return inspect({ sheet }, false);
    },
    setUnit: (next) => {
      setUnit(next);
      setPreview(null);
    },
    mapField: (field, letter) => {
      const next = Object.fromEntries(
        Object.entries(mapping).filter(([other, at]) => other !== field && at !== letter),
      );
      if (letter) next[field] = letter;
      setMapping(next);
      const at = inspection && !allSheets ? { sheet: inspection.sheet } : {};
      return inspect({ ...at, mapping: next, unit }, true);
    },
    dryRun: () =>
      run(
        '正在逐行试导入，什么都还没有写入…',
        () => call('imports.preview', chosen()),
        (value) => {
          setPreview(value);
          setStep('dry-run');
        },
      ),
    commit: () =>
      run(
        '正在写入台账…',
        () => call('imports.commit', chosen()),
        (value) => {
          setResult(value);
          setStep('done');
        },
      ),
    go: (next) => {
      setTrouble('');
      setStep(next);
    },
    cancel: () => {
      turn.current += 1;
      setBusy('');
    },
    startOver,
  };
}

function sentenceOf(refusal: Refusal): string {
  const more = Object.values(refusal.fields).filter((text) => !refusal.message.includes(text));
  return [refusal.message, ...more].join(' ');
}
