import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { meeting as meetingSchema } from '../../shared/contract/dividends.ts';
import { importKind } from '../../shared/contract/imports.ts';
import type { Input, Method, Output } from '../../shared/contract/index.ts';
import { formatYuan, parseYuan, plainYuan } from '../../shared/rules/money.ts';
import type { Refusal } from '../../shared/rules/result.ts';
import type { Office } from '../office/office.ts';
import { installForPaper } from '../paper/install.ts';
import { htmlToPdf } from '../paper/pdf.ts';
import { type Arguments, Misuse, type Shape } from './arguments.ts';
import { PRINT_OPTIONS, PRINT_SWITCHES, readPrint } from './printing.ts';

/** The program refused; the message is for the person. */
export class Refused extends Error {}

type Place = (path: string) => string;

interface Command {
  readonly shape: Shape;
  readonly run: (office: Office, given: Arguments, place: Place) => Promise<number | void>;
}

export const commands: Readonly<Record<string, Command>> = {
  new: {
    shape: { positionals: ['FILE.coop'], options: ['village', 'name', 'from'], switches: [] },
    async run(office, { positionals, options }, place) {
      const from = options.get('from');
      await ask(office, 'workspace.create', {
        path: place(positionals[0]!),
        villageName: options.get('village') ?? '本村',
        cooperativeName: options.get('name') ?? '农民专业合作社',
        ...(from === undefined ? {} : { from }),
      });
    },
  },
  demo: {
    shape: { positionals: ['FILE.coop'], options: [], switches: [] },
    async run(office, { positionals }, place) {
      await ask(office, 'workspace.demo', { path: place(positionals[0]!) });
    },
  },
  import: {
    shape: {
      positionals: ['FILE.coop', '表格'],
      options: ['kind', 'sheet', 'unit'],
      switches: ['dry-run', 'json'],
    },
    run: importSheet,
  },
  dividend: {
    shape: {
      positionals: ['FILE.coop'],
      options: [
        ...['year', 'surplus', 'opening', 'reserve', 'reserve-base', 'patronage', 'grant', 'donation'],
        ...['method', 'resolution', 'capital-basis', 'withholding', 'approve'],
      ],
      switches: ['share-only', 'json'],
    },
    run: dividend,
  },
  print: {
    shape: { positionals: ['FILE.coop'], options: PRINT_OPTIONS, switches: PRINT_SWITCHES },
    run: print,
  },
  export: {
    shape: {
      positionals: ['FILE.coop'],
      options: ['format', 'entity', 'from', 'to', 'out'],
      switches: [],
    },
    run: exportBooks,
  },
  call: {
    shape: { positionals: ['FILE.coop', '方法', 'JSON'], options: [], switches: [] },
    async run(office, { positionals }, place) {
      const [file, method, text] = positionals as [string, string, string];
      let input: unknown;
      try {
        input = JSON.parse(text);
      } catch {
        throw new Misuse('最后一项不是 JSON');
      }
      await open(office, place(file));
      const answer = await office.dispatch(method, input);
      if (!answer.ok) throw new Refused(sentenceOf(answer.error));
      console.log(JSON.stringify(answer.value));
    },
  },
  check: {
    shape: { positionals: ['FILE.coop'], options: [], switches: [] },
    async run(office, { positionals }, place) {
      await open(office, place(positionals[0]!));
      const { checks } = await ask(office, 'workspace.verify', {});
      for (const check of checks) {
        const mark = check.ok ? '✓' : check.level === 'warn' ? '!' : '✗';
        console.log(`${mark} ${check.name}:${check.left} | ${check.right}`);
        for (const row of check.rows) console.log(`    ${row}`);
      }
      // What only warns is to look at: the file is right.
      return checks.every((check) => check.ok || check.level === 'warn') ? 0 : 1;
    },
  },
};

async function importSheet(office: Office, given: Arguments, place: Place): Promise<void> {
  const [file, sheetFile] = given.positionals as [string, string];
  const kind = importKind.safeParse(given.options.get('kind'));
  if (!kind.success) throw new Misuse(`--kind 要写 ${importKind.options.join('、')} 之一`);
  const unit = given.options.get('unit');
  if (unit !== undefined && unit !== '元' && unit !== '万元') throw new Misuse('--unit 要写 元 或 万元');
  const sheet = given.options.get('sheet');
  await open(office, place(file));
  const input: Input<'imports.commit'> = {
    kind: kind.data,
    fileName: basename(sheetFile),
    dataBase64: (await readOrRefuse(place(sheetFile))).toString('base64'),
    ...(sheet === undefined ? {} : { sheet }),
    ...(unit === undefined ? {} : { unit }),
  };
  const summary = given.switches.has('dry-run')
    ? await dryRun(office, input)
    : await ask(office, 'imports.commit', input);
  if (given.switches.has('json')) {
    console.log(JSON.stringify(summary));
    return;
  }
  const people = summary.people === undefined ? '' : `,${summary.people} 人`;
  console.log(
    `共 ${summary.total} 行${people}:新增 ${summary.created},有变 ${summary.changed},相同 ${summary.same},拒绝 ${summary.refused.length}`,
  );
  for (const { sheet: name, row, column, reason } of summary.refused) {
    console.log(`  拒绝 ${name} 第 ${row} 行${column ? ` ${column} 列` : ''}:${reason}`);
  }
  for (const { sheet: name, row, column, reason } of summary.warnings) {
    console.log(`  注意 ${name} 第 ${row} 行${column ? ` ${column} 列` : ''}:${reason}`);
  }
}

async function dryRun(office: Office, input: Input<'imports.preview'>): Promise<Output<'imports.commit'>> {
  const preview = await ask(office, 'imports.preview', input);
  if (preview.fatal !== null) throw new Refused(preview.fatal);
  return preview.summary;
}

async function dividend(office: Office, given: Arguments, place: Place): Promise<void> {
  const { options, switches } = given;
  const shareOnly = switches.has('share-only');
  const resolution = options.get('resolution');
  if (!shareOnly && resolution !== undefined) throw new Misuse('--resolution 只和 --share-only 一起用');
  const year = Number(options.get('year') ?? NaN);
  if (!Number.isInteger(year)) throw new Misuse('--year 要写成 2018 这样');
  const approval = options.get('approve');
  const meeting = approval === undefined ? null : readMeeting(approval);
  await open(office, place(given.positionals[0]!));
  const defaults = await ask(office, 'dividends.defaults', { fiscalYear: year });
  const books = await ask(office, 'dividends.fromBooks', { fiscalYear: year });
  const inputs: Input<'dividends.preview'>['inputs'] = {
    ...defaults,
    fiscalYear: year,
    // A year in the books takes what they say; a figure typed all the same is a what-if.
    surplusFen: yuan(options, 'surplus', books.booked ? books.surplusFen : null),
    openingUndistributedFen: yuan(options, 'opening', books.booked ? books.openingUndistributedFen : 0),
    reservePercent: options.get('reserve') ?? defaults.reservePercent,
    reserveBase:
      choice(options, 'reserve-base', ['after-loss-offset', 'before-loss-offset']) ?? 'after-loss-offset',
    patronagePercent: options.get('patronage') ?? defaults.patronagePercent,
    grantFen: yuan(options, 'grant', books.booked ? books.grantFen : 0),
    donationFen: yuan(options, 'donation', books.booked ? books.donationFen : 0),
    // Without a number the rule refuses, and says why one is needed.
    shareOnlyResolution: shareOnly ? (resolution ?? '') : null,
    guaranteed: null,
    hardship: null,
    village: null,
    capitalBasis:
      choice(options, 'capital-basis', ['year-end', 'fen-days', 'whole-months']) ?? defaults.capitalBasis,
    method: choice(options, 'method', ['A', 'B']) ?? (shareOnly ? 'B' : 'A'),
    withholding: choice(options, 'withholding', ['none', 'surplus-20', 'all-20']) ?? defaults.withholding,
  };
  let runId: number | null = null;
  let result: Figures;
  if (meeting) {
    const approved = await ask(office, 'dividends.approve', { inputs, meeting });
    runId = approved.id;
    result = await ask(office, 'dividends.get', { id: approved.id });
  } else {
    result = await ask(office, 'dividends.preview', { inputs });
  }
  if (switches.has('json')) console.log(JSON.stringify(asYuan(runId, result)));
  else printRun(runId, result);
}

type Figures = Pick<Output<'dividends.get'>, 'totals' | 'lines' | 'warnings' | 'whatIf'>;

function asYuan(runId: number | null, { totals, lines, whatIf }: Figures): unknown {
  return {
    runId,
    whatIf,
    totals: {
      reserve: plainYuan(totals.reserveFen),
      distributable: plainYuan(totals.distributableFen),
      patronagePool: plainYuan(totals.patronagePoolFen),
      surplusPool: plainYuan(totals.surplusPoolFen),
      remainder: plainYuan(totals.remainderFen),
    },
    members: lines.map((line) => ({
      memberNo: line.memberNo,
      name: line.name,
      capital: plainYuan(line.capitalFen),
      patronage: plainYuan(line.patronageFen),
      patronageReturn: plainYuan(line.patronageReturnFen),
      surplusShare: plainYuan(line.surplusShareFen),
      total: plainYuan(line.totalFen),
      withheld: plainYuan(line.withheldFen),
      net: plainYuan(line.netFen),
    })),
  };
}

function printRun(runId: number | null, { totals, lines, warnings, whatIf }: Figures): void {
  const trial = whatIf ? '假设试算(与账上不一致,没有写入)' : '试算(没有写入)';
  console.log(runId === null ? trial : `方案 ${runId} 已批准`);
  console.log(`提取盈余公积 ${formatYuan(totals.reserveFen)}`);
  console.log(`可分配盈余   ${formatYuan(totals.distributableFen)}`);
  console.log(`按交易额返还 ${formatYuan(totals.patronagePoolFen)}`);
  console.log(`剩余盈余分配 ${formatYuan(totals.surplusPoolFen)}`);
  console.log(`未分配尾差   ${formatYuan(totals.remainderFen)}`);
  for (const line of lines) console.log(`${line.memberNo}\t${line.name}\t${formatYuan(line.netFen)}`);
  for (const warning of warnings) console.log(`注意:${warning}`);
}

async function print(office: Office, given: Arguments, place: Place): Promise<void> {
  const { options, positionals } = given;
  const out = options.get('out');
  if (!out) throw new Misuse('要写 --document 和 --out');
  const read = readPrint(given);
  await open(office, place(positionals[0]!));
  const request =
    read.memberNo !== null
      ? await ofMember(office, read.request, read.memberNo)
      : read.sheetNo !== null
        ? await ofSheet(office, read.request, read.sheetNo)
        : read.assetNos !== null
          ? await ofAssets(office, read.request, read.assetNos)
          : read.request;
  // Before anything is installed: what is refused needs no paper.
  const { html } = await ask(office, 'prints.preview', { request });
  installForPaper();
  // The PDF first, the count after: a print that failed was not one.
  const pdf = await htmlToPdf(html);
  if (!pdf.ok) throw new Refused(pdf.error.message);
  await writeOrRefuse(place(out), pdf.value);
  await ask(office, 'prints.issue', { request });
}

/** A member's own ledger is asked for by the number on their papers. */
async function ofMember(
  office: Office,
  request: Input<'prints.preview'>['request'],
  memberNo: string,
): Promise<Input<'prints.preview'>['request']> {
  const entityId = 'entityId' in request ? request.entityId : undefined;
  const members = await ask(office, 'members.list', { entityId });
  const member = members.find((one) => one.no === memberNo);
  if (!member) throw new Refused(`没有社员号 ${memberNo}。请核对社员号,例如 M001。`);
  return { ...request, memberId: member.id } as Input<'prints.preview'>['request'];
}

/** A pay sheet is asked for by the number on it. */
async function ofSheet(
  office: Office,
  asked: Input<'prints.preview'>['request'],
  sheetNo: string,
): Promise<Input<'prints.preview'>['request']> {
  const { entityId, ...request } = asked as { entityId?: number };
  const sheets = await ask(office, 'labour.sheets', { entityId });
  const sheet = sheets.find((one) => one.no === sheetNo);
  if (!sheet) throw new Refused(`没有编号 ${sheetNo} 的劳务费发放表。编号像 2018-03:2018 年的第 3 张。`);
  return { ...request, sheetId: sheet.id } as Input<'prints.preview'>['request'];
}

/** Cards and labels are asked for by the numbers on them. */
async function ofAssets(
  office: Office,
  asked: Input<'prints.preview'>['request'],
  nos: readonly string[],
): Promise<Input<'prints.preview'>['request']> {
  const { entityId, ...request } = asked as { entityId?: number };
  const assets = await ask(office, 'assets.list', { entityId, withGone: true });
  const ids = nos.map((no) => {
    const asset = assets.find((one) => one.no === no.trim());
    if (!asset) throw new Refused(`没有资产编号 ${no.trim()}。请核对编号,例如 DP、LK-01。`);
    return asset.id;
  });
  return { ...request, ids } as Input<'prints.preview'>['request'];
}

/** Lines asked for at a time: books of any size go out in little memory. */
const EXPORT_LINES = 20_000;

async function exportBooks(office: Office, { options, positionals }: Arguments, place: Place): Promise<void> {
  const format = choice(options, 'format', ['hledger', 'csv']);
  const out = options.get('out');
  if (!format) throw new Misuse('要写 --format hledger 或 --format csv');
  if (format === 'csv' && !out) throw new Misuse('--format csv 要写 --out 文件夹');
  const entity = options.get('entity');
  const entityId = entity === undefined ? undefined : Number(entity);
  if (entityId !== undefined && !Number.isInteger(entityId)) throw new Misuse('--entity 要写账套编号');
  const asked = { entityId, from: options.get('from'), to: options.get('to'), mostLines: EXPORT_LINES };
  await open(office, place(positionals[0]!));
  if (format === 'csv') return exportTables(office, asked, place(out!));
  const write = out ? await newFile(place(out)) : say;
  for (let goOnWith: string | undefined; ;) {
    const { text, next } = await ask(office, 'takeout.hledger', { ...asked, goOnWith });
    if (!(await write(text)) || next === null) return;
    goOnWith = next;
  }
}

async function exportTables(office: Office, asked: Input<'takeout.csv'>, folder: string): Promise<void> {
  const writers = new Map<string, (text: string) => Promise<boolean>>();
  for (let goOnWith: string | undefined; ;) {
    const { files, next } = await ask(office, 'takeout.csv', { ...asked, goOnWith });
    if (goOnWith === undefined) await makeFolder(folder);
    for (const { name, text } of files) {
      const write = writers.get(name) ?? (await newFile(join(folder, name)));
      writers.set(name, write);
      await write(text);
    }
    if (next === null) return;
    goOnWith = next;
  }
}

async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (error) {
    throw new Refused(`建不了文件夹 ${path}:${whyNot(error)}`);
  }
}

/** A file to write piece by piece. One that is there already is never written over. */
async function newFile(path: string): Promise<(text: string) => Promise<boolean>> {
  try {
    await writeFile(path, '', { flag: 'wx' });
  } catch (error) {
    throw new Refused(`写不了文件 ${path}:${whyNot(error)}`);
  }
  return async (text) => {
    try {
      await appendFile(path, text);
      return true;
    } catch (error) {
      throw new Refused(`写不了文件 ${path}:${whyNot(error)}`);
    }
  };
}

/** Waits until the reader has taken the text; false when it has gone away (`| head`), and nothing more is wanted. */
function say(text: string): Promise<boolean> {
  return new Promise((done, fail) => {
    const onError = (error: NodeJS.ErrnoException): void =>
      error.code === 'EPIPE' ? done(false) : fail(error);
    process.stdout.once('error', onError);
    process.stdout.write(text, (error) => {
      if (error) return;
      process.stdout.removeListener('error', onError);
      done(true);
    });
  });
}

async function open(office: Office, path: string): Promise<void> {
  await ask(office, 'workspace.open', { path });
}

async function ask<M extends Method>(office: Office, method: M, input: Input<M>): Promise<Output<M>> {
  const answer = await office.call(method, input);
  if (!answer.ok) throw new Refused(sentenceOf(answer.error));
  return answer.value;
}

/** A screen shows a fault at its field; here the sentence has to name the field, by its option where it has one. */
function sentenceOf({ code, message, fields }: Refusal): string {
  const places = Object.keys(fields ?? {}).filter((place) => place !== '');
  if (code !== 'input' || places.length === 0) return message;
  const named = places.slice(0, 5).map((place) => OPTION_OF[place] ?? place);
  return `${message.replace(/。$/, '')}（${named.join('、')}）。`;
}

const OPTION_OF: Readonly<Record<string, string>> = {
  entityId: '--entity',
  from: '--from',
  to: '--to',
  fiscalYear: '--year',
  'inputs.fiscalYear': '--year',
  'inputs.reservePercent': '--reserve',
  'inputs.patronagePercent': '--patronage',
  'inputs.grantFen': '--grant',
  'inputs.donationFen': '--donation',
  'inputs.shareOnlyResolution': '--resolution',
  'request.period': '--period',
  'request.from': '--from',
  'request.to': '--to',
  'request.account': '--account',
  'request.statement': '--statement',
  'request.ids': '--ids',
  'request.word': '--word',
  'request.level': '--level',
  'request.by': '--by',
  'request.dim': '--dim',
  'request.year': '--year',
};

function yuan(options: ReadonlyMap<string, string>, name: string, otherwise: number | null): number {
  const text = options.get(name);
  if (text === undefined) {
    if (otherwise === null) throw new Misuse(`要写 --${name}`);
    return otherwise;
  }
  const parsed = parseYuan(text);
  if (!parsed.ok) throw new Misuse(`--${name}:${parsed.error.message}`);
  return parsed.value;
}

function choice<T extends string>(
  options: ReadonlyMap<string, string>,
  name: string,
  allowed: readonly T[],
): T | undefined {
  const text = options.get(name);
  if (text === undefined) return undefined;
  const found = allowed.find((value) => value === text);
  if (!found) throw new Misuse(`--${name} 只能是 ${allowed.join('、')}`);
  return found;
}

function readMeeting(text: string): Input<'dividends.approve'>['meeting'] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Misuse('--approve 后面不是 JSON');
  }
  const meeting = meetingSchema.safeParse(value);
  if (!meeting.success) {
    const faults = meeting.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`.trim());
    throw new Refused(`--approve 的内容不对:${faults.join(';')}`);
  }
  return meeting.data;
}

async function readOrRefuse(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new Refused(`读不了文件 ${path}:${whyNot(error)}`);
  }
}

async function writeOrRefuse(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(path, bytes);
  } catch (error) {
    throw new Refused(`写不了文件 ${path}:${whyNot(error)}`);
  }
}

function whyNot(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return WHY_NOT[code] ?? `出错(${code})。请换一个位置再试。`;
}

const WHY_NOT: Readonly<Record<string, string>> = {
  EEXIST: '已经有这个文件或同名的文件。请换一个名字或空文件夹。',
  ENOENT: '没有这个文件或文件夹。请核对文件名和位置。',
  EISDIR: '这是文件夹。请写文件名。',
  ENOTDIR: '路径中间有一段不是文件夹。请核对位置。',
  EACCES: '没有权限。请检查权限,或换到自己的文件夹。',
  EPERM: '没有权限。请检查权限,或换到自己的文件夹。',
  EROFS: '这个位置只能读。请换一个位置。',
  ENOSPC: '磁盘满了。请腾出空间后再试。',
};
