import { z } from 'zod';
import { type Answer, contract, type Input, type Method, type Output } from '../../shared/contract/index.ts';
import type { MethodSpec } from '../../shared/contract/method.ts';
import { refuse, type Result } from '../../shared/rules/result.ts';
import { appendAudit } from '../workspace/audit.ts';
import type { Reading, Writing } from '../workspace/context.ts';
import { Desk, type DeskOptions } from './desk.ts';
import { bookHandlers, isMethod } from './handlers.ts';

z.config({ customError: sentenceOf });

/** The shape every handler has once its types are set aside; `dispatch` has checked the input by then. */
type AnyHandler =
  | ((context: Writing, input: unknown) => Result<unknown>)
  | {
      prepare: (input: unknown) => Promise<Result<unknown>>;
      run: (context: Writing, input: unknown, prepared: unknown) => Result<unknown>;
    };

/** One person's desk behind a door: what is open, who works, and every call of the contract. */
export class Office {
  readonly #desk: Desk;
  readonly #options: DeskOptions;

  constructor(options: DeskOptions) {
    this.#options = options;
    this.#desk = new Desk(options);
  }

  /**
   * Carries out one call: looks up the method, parses the input, runs it (a command in exactly one
   * transaction with its audit row, a query on the read-only handle) and checks what comes out, before it is kept.
   * Never throws: a bug becomes an answer too, and is handed to `onBug`.
   */
  async dispatch(method: string, input: unknown): Promise<Answer<unknown>> {
    if (!isMethod(method)) return refuse('unknown-method', `没有这个功能:${method.slice(0, 60)}`);
    const spec: MethodSpec = contract[method];
    const parsed = spec.input.safeParse(input);
    if (!parsed.success) return refuseInput(spec, parsed.error);
    try {
      return await this.#carryOut(method, spec, parsed.data);
    } catch (error) {
      return this.#explain(method, error);
    }
  }

  /** The same with the types of the contract, for callers inside this process. */
  async call<M extends Method>(method: M, input: Input<M>): Promise<Answer<Output<M>>> {
    return (await this.dispatch(method, input)) as Answer<Output<M>>;
  }

  /** A door's system dialog: from now on this file may be opened or made. */
  choose(path: string): void {
    this.#desk.choose(path);
  }

  close(): void {
    this.#desk.close();
  }

  async #carryOut(method: Method, spec: MethodSpec, input: unknown): Promise<Answer<unknown>> {
    if (spec.kind === 'office') return checked(spec, await this.#desk.carryOut(method, input));
    const handler = bookHandlers[method as keyof typeof bookHandlers] as AnyHandler;
    if (typeof handler === 'function') {
      return this.#run(method, spec, input, (context) => handler(context, input));
    }
    if (!this.#desk.open) return NOTHING_OPEN;
    const ready = await handler.prepare(input);
    if (!ready.ok) return ready;
    return this.#run(method, spec, input, (context) => handler.run(context, input, ready.value));
  }

  #run(
    method: Method,
    spec: MethodSpec,
    input: unknown,
    work: (context: Writing) => Result<unknown>,
  ): Answer<unknown> {
    const open = this.#desk.open;
    if (!open) return NOTHING_OPEN;
    if (this.#desk.damage) return refuse('damaged', `台账文件损坏(${this.#desk.damage})。请用备份打开。`);
    const reading: Reading = { db: open.reader, ...this.#desk.clock(), operator: this.#desk.operator };
    if (spec.kind === 'query') {
      // A query's context has no way to write: the reader refuses it, whatever the type says.
      return checked(spec, work(reading as Writing));
    }
    const { writer } = open;
    if (!writer) return refuse('read-only', this.#desk.whyReadOnly());
    if (!reading.operator) return refuse('operator', '请先填写经办人姓名,再登记。');
    const writing: Writing = { ...reading, db: writer, randomHex: this.#options.randomHex };
    return writer.transaction(
      () => {
        const result = checked(spec, work(writing));
        if (result.ok) appendAudit(writer, { time: writing.now, operator: writing.operator, method, input });
        return result;
      },
      (result) => result.ok,
    );
  }

  #explain(method: string, error: unknown): Answer<never> {
    const code = (error as { code?: unknown }).code;
    if (typeof code === 'string' && code.startsWith('SQLITE_')) {
      if (code.startsWith('SQLITE_FULL')) return refuse('disk-full', '磁盘满了,没有写入。请腾出空间后再试。');
      if (code.startsWith('SQLITE_BUSY'))
        return refuse('busy', '台账正被别的程序占用,没有写入。请稍后再试。');
      if (code.startsWith('SQLITE_READONLY'))
        return refuse('read-only', '这个文件不能写。请检查文件的只读属性或换个位置。');
      if (code.startsWith('SQLITE_IOERR'))
        return refuse('disk', '读写磁盘出错,没有写入。请检查 U 盘或硬盘后重新打开台账。');
      if (code.startsWith('SQLITE_CORRUPT'))
        return refuse('damaged', '台账文件损坏。请不要继续使用,用最近一份备份打开。');
    }
    this.#options.onBug(method, error);
    return refuse('bug', '程序内部出错,这一步没有写入任何内容。请把出错时间和所做的操作告诉维护人员。');
  }
}

/** What comes out, of the contract's shape. Asked inside the transaction: an answer that throws must not have written anything. */
function checked(spec: MethodSpec, result: Result<unknown>): Answer<unknown> {
  return result.ok ? { ok: true, value: spec.output.parse(result.value) } : result;
}

const NOTHING_OPEN = refuse('nothing-open', '还没有打开台账。请先打开或新建一个。');

/**
 * Input of the wrong shape: what is wrong, in Chinese, for the person; where, by the field's path, for the form. A sentence
 * is said once, however many fields it is true of.
 */
function refuseInput(spec: MethodSpec, error: z.ZodError): Answer<never> {
  const fields: Record<string, string> = {};
  for (const issue of error.issues) {
    const place = issue.path.join('.');
    fields[place] ??= issue.message;
  }
  const said = [...new Set(Object.values(fields))].slice(0, 3).join('；');
  return refuse('input', `“${spec.title}”填写的内容不对：${said}。`, fields);
}

/** What is wrong with a value, in words for the person at the desk; a shape with words of its own is not asked here. */
function sentenceOf(issue: z.core.$ZodRawIssue): string {
  const { code, input } = issue;
  const isMissing = input === undefined || input === null || input === '' || Number.isNaN(input);
  if (isMissing) return '不能空着';
  const unit = typeof input === 'string' ? ' 个字' : Array.isArray(input) ? ' 项' : '';
  switch (code) {
    case 'too_small':
      return unit ? `至少要有 ${String(issue.minimum)}${unit}` : `不能小于 ${String(issue.minimum)}`;
    case 'too_big':
      return unit ? `最多 ${String(issue.maximum)}${unit}` : `不能大于 ${String(issue.maximum)}`;
    case 'invalid_value':
      return '不在可以选的内容里';
    case 'unrecognized_keys':
      return '多出了不认识的内容';
    default:
      return '写法不对';
  }
}
