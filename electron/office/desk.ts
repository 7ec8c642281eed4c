import { existsSync, rmSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import type { Method, Output, Parsed } from '../../shared/contract/index.ts';
import { isRealDate } from '../../shared/rules/calendar.ts';
import { ok, refuse, type Result } from '../../shared/rules/result.ts';
import type { Writing } from '../workspace/context.ts';
import { createWorkspace } from '../workspace/create.ts';
import { appendAudit } from '../workspace/audit.ts';
import { backUp } from '../workspace/backup.ts';
import { openWorkspace, type OpenWorkspace } from '../workspace/open.ts';
import type { Connection } from '../workspace/database.ts';
import { verifyWorkspace } from '../workspace/verify.ts';
import { bookChecks } from '../books/ledger/index.ts';
import { buildDemo } from './demo/build.ts';
import { checkWorkspacePath, documentsFolder, freePath, listPlaces, type PathPolicy } from './places.ts';
import { type Preferences, readPreferences, writePreferences } from './preferences.ts';

export interface DeskOptions {
  readonly door: 'electron' | 'browser' | 'cli' | 'test';
  /** Folder of this machine's preferences. */
  readonly home: string;
  readonly paths: PathPolicy;
  /** Overrides the remembered operator (the command line's --operator). */
  readonly operator?: string;
  /** Whether opening a file enters it in the recent list. */
  readonly remember: boolean;
  readonly clock: () => { today: string; now: string; nowMs: number };
  readonly randomHex: (bytes: number) => string;
  readonly onBug: (method: string, error: unknown) => void;
}

type OfficeInput<M extends Method> = Parsed<M>;
type Status = Output<'workspace.status'>;

/** What lies on the desk: the open workspace, the operator's name, the files opened lately. */
export class Desk {
  open: OpenWorkspace | null = null;
  /** What a check beside the work found wrong with the open file. */
  damage: string | null = null;
  readonly #options: DeskOptions;
  readonly #chosen = new Set<string>();
  #preferences: Preferences;

  constructor(options: DeskOptions) {
    this.#options = options;
    this.#preferences = readPreferences(options.home);
  }

  get operator(): string {
    return this.#options.operator ?? this.#preferences.operator;
  }

  clock(): { today: string; now: string } {
    const { today, now } = this.#options.clock();
    return { today, now };
  }

  whyReadOnly(): string {
    const owner = this.open?.lockedBy;
    if (!owner) return '这个文件所在的位置不能写,只能查看。请复制到自己的文件夹再打开。';
    const who = owner.operator ? `${owner.operator}(${owner.host})` : owner.host || '另一个程序';
    return `台账正由 ${who} 打开,这里只能查看。请先在那边关闭,再重新打开。`;
  }

  async carryOut(method: Method, input: unknown): Promise<Result<unknown>> {
    switch (method) {
      case 'workspace.status':
        return ok(this.#status());
      case 'workspace.places':
        return listPlaces((input as OfficeInput<'workspace.places'>).folder, this.#options.paths);
      case 'workspace.create':
        return this.#create(input as OfficeInput<'workspace.create'>);
      case 'workspace.demo':
        return this.#demo(input as OfficeInput<'workspace.demo'>);
      case 'workspace.open':
        return this.#openFile(input as OfficeInput<'workspace.open'>);
      case 'workspace.close':
        this.close();
        return ok(this.#status());
      case 'workspace.forget':
        return this.#forget((input as OfficeInput<'workspace.forget'>).path);
      case 'workspace.backup':
        return this.#backUp((input as OfficeInput<'workspace.backup'>).path);
      case 'workspace.verify':
        return this.open ? ok({ checks: everyCheck(this.open.reader) }) : NOTHING_OPEN;
      case 'operator.set':
        return this.#setOperator((input as OfficeInput<'operator.set'>).name);
      default:
        throw new Error(`${method} is not the desk's`);
    }
  }

  close(): void {
    this.open?.close();
    this.open = null;
    this.damage = null;
  }

  /** The person picked this file in the system's own dialog. */
  choose(path: string): void {
    this.#chosen.add(resolve(path));
  }

  #check(path: string): Result<string> {
    return checkWorkspacePath(path, this.#options.paths, this.#chosen);
  }

  #status(): Status {
    const open = this.open;
    return {
      open: open && {
        path: open.path,
        fileName: basename(open.path),
        villageName: open.villageName,
        readOnly: open.writer === null,
        lockedBy: open.lockedBy && { ...open.lockedBy },
      },
      recent: this.#preferences.recent.map((file) => ({
        ...file,
        fileName: basename(file.path),
        missing: !existsSync(file.path),
      })),
      operator: this.operator,
      today: this.#options.clock().today,
      documentsFolder: documentsFolder(),
      door: this.#options.door,
    };
  }

  #create(input: OfficeInput<'workspace.create'>): Result<Status> {
    if (input.from !== undefined && !isRealDate(`${input.from}-01`)) {
      const message = `“${input.from}”不是月份。请写成 2018-01 这样，四位年、两位月。`;
      return refuse('period', message, { from: message });
    }
    const thisMonth = this.clock().today.slice(0, 7);
    if (input.from !== undefined && (input.from > thisMonth || input.from < '1949-10')) {
      const message = `启用期间 ${input.from} ${input.from > thisMonth ? '在今天之后，请填本月或以前的月份' : '太早，请核对年份'}。`;
      return refuse('period', message, { from: message });
    }
    const made = this.#make(input.path, input.villageName, input.cooperativeName, input.from);
    return made.ok ? this.#openFile({ path: made.value }) : made;
  }

  /** Writes a new file and says where it is. */
  #make(path: string, villageName: string, cooperativeName: string, from?: string): Result<string> {
    const checked = this.#check(path);
    if (!checked.ok) return checked;
    const { now, today } = this.#options.clock();
    try {
      createWorkspace(checked.value, {
        villageName,
        cooperativeName,
        firstPeriod: from ?? today.slice(0, 7),
        now,
        operator: this.operator,
        randomHex: this.#options.randomHex,
      });
      return checked;
    } catch (error) {
      return whyNotMade(checked.value, error);
    }
  }

  #demo(input: OfficeInput<'workspace.demo'>): Result<Status> {
    const path = input.path ?? freePath(documentsFolder(), '示范村');
    const made = this.#make(path, '张家坝村', '鑫杰香菇种植专业合作社', '2018-01');
    if (!made.ok) return made;
    const opened = this.#openFile({ path: made.value });
    if (!opened.ok || !this.open?.writer) return opened;
    const { writer } = this.open;
    const operator = this.operator || '示范会计';
    const context: Writing = { db: writer, ...this.clock(), operator, randomHex: this.#options.randomHex };
    const discard = (): void => {
      this.close();
      rmSync(made.value, { force: true });
    };
    try {
      const built = writer.transaction(
        () => {
          const result = buildDemo(context);
          if (result.ok)
            appendAudit(writer, { time: context.now, operator, method: 'workspace.demo', input: {} });
          return result;
        },
        (result) => result.ok,
      );
      if (built.ok) return ok(this.#status());
      discard();
      return built;
    } catch (error) {
      discard(); // a disk that fills up half way: no village without its people stays behind
      throw error;
    }
  }

  #openFile(input: OfficeInput<'workspace.open'>): Result<Status> {
    const checked = this.#check(input.path);
    if (!checked.ok) return checked;
    if (this.open?.path === checked.value && this.open.writer) return ok(this.#status());
    const { now, nowMs, today } = this.#options.clock();
    const opened = openWorkspace(checked.value, {
      operator: this.operator,
      now,
      nowMs,
      takeOver: input.takeOver ?? false,
      checkLarge: this.#options.door !== 'cli',
    });
    if (!opened.ok) return opened;
    this.close();
    const workspace = opened.value;
    this.open = workspace;
    void workspace.checked.then((found) => {
      if (found && this.open === workspace) this.damage = found;
    });
    this.#rememberFile(workspace, today);
    return ok(this.#status());
  }

  #rememberFile(workspace: OpenWorkspace, today: string): void {
    if (!this.#options.remember) return;
    const { path, villageName } = workspace;
    const others = this.#preferences.recent.filter((file) => file.path !== path);
    this.#keep({ ...this.#preferences, recent: [{ path, villageName, lastOpened: today }, ...others] });
  }

  #forget(path: string): Result<Status> {
    this.#keep({
      ...this.#preferences,
      recent: this.#preferences.recent.filter((file) => file.path !== path),
    });
    return ok(this.#status());
  }

  #setOperator(name: string): Result<Status> {
    this.#keep({ ...this.#preferences, operator: name });
    return ok(this.#status());
  }

  #keep(preferences: Preferences): void {
    this.#preferences = preferences;
    writePreferences(this.#options.home, preferences);
  }

  async #backUp(path: string): Promise<Result<Output<'workspace.backup'>>> {
    if (!this.open) return NOTHING_OPEN;
    const checked = this.#check(path);
    if (!checked.ok) return checked;
    return backUp(this.open.reader, checked.value);
  }
}

/** The file's own properties, then every equation of each set of books; the books are named where there are several. */
function everyCheck(db: Connection): Output<'workspace.verify'>['checks'] {
  const books = db.all<{ id: number; name: string }>(
    `SELECT id, name FROM entity ORDER BY kind <> 'cooperative', id`,
  );
  return [
    ...verifyWorkspace(db).map((check) => ({ ...check, level: 'block' as const, rows: [] })),
    ...books.flatMap(({ id, name }) =>
      bookChecks(db, id).map((check) => ({
        name: books.length > 1 ? `${name}：${check.name}` : check.name,
        level: check.level,
        ok: check.ok,
        left: `${check.leftLabel} ${check.left}`,
        right: `${check.rightLabel} ${check.right}`,
        rows: check.ok ? [] : check.rows.slice(0, FIRST_ROWS).map((row) => row.text),
      })),
    ),
  ];
}

const FIRST_ROWS = 20;

const NOTHING_OPEN = refuse('nothing-open', '还没有打开台账。请先打开或新建一个。');

function whyNotMade(path: string, error: unknown): Result<never> {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EEXIST':
      return refuse('exists', `${basename(path)} 已经存在,不会覆盖它。请换一个文件名,或直接打开它。`, {
        path: '文件已存在,请换一个名字',
      });
    case 'ENOENT':
      return refuse('no-folder', `没有这个文件夹:${dirname(path)}。请先建好文件夹,或换一个位置。`);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return refuse('no-access', `不能在 ${dirname(path)} 里新建文件。请换一个自己的文件夹。`);
    case 'ENOSPC':
      return refuse('disk-full', '磁盘满了,没有建成。请腾出空间后再试。');
    default:
      throw error;
  }
}
