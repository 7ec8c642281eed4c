import type { Input } from '../../shared/contract/index.ts';
import { type Arguments, Misuse } from './arguments.ts';

type PrintRequest = Input<'prints.preview'>['request'];

/** What a document is asked for with: options that must be there, and those that may. */
interface Wanted {
  readonly needs: readonly Option[];
  readonly takes: readonly Option[];
}

type Option =
  | 'run'
  | 'ids'
  | 'period'
  | 'word'
  | 'range'
  | 'level'
  | 'account'
  | 'member'
  | 'by'
  | 'dim'
  | 'statement'
  | 'year'
  | 'entity'
  | 'daily'
  | 'posted-only'
  | 'sheet'
  | 'date'
  | 'payment'
  | 'assets'
  | 'as-of'
  | 'stocktake'
  | 'blank'
  | 'by-piece'
  | 'posted-from';

const OF_RUN: Wanted = { needs: ['run'], takes: [] };
const book = (needs: readonly Option[], takes: readonly Option[]): Wanted => ({
  needs: [...needs, 'range'],
  takes: [...takes, 'entity', 'posted-only'],
});

const DOCUMENTS: Readonly<Record<string, Wanted>> = {
  plan: OF_RUN,
  statements: OF_RUN,
  roster: OF_RUN,
  notice: OF_RUN,
  vouchers: { needs: ['ids'], takes: [] },
  'voucher-month': { needs: ['period'], takes: ['word', 'entity'] },
  'trial-balance': book([], ['level']),
  'general-ledger': book([], ['account']),
  'account-ledger': book(['account'], ['member', 'daily']),
  'column-ledger': book(['account', 'by'], []),
  journal: book([], ['account']),
  analysis: book(['dim'], ['account']),
  statement: { needs: ['statement', 'period'], takes: ['entity', 'posted-only'] },
  'statement-notes': { needs: ['year'], takes: ['entity'] },
  chart: { needs: [], takes: ['entity'] },
  openings: { needs: [], takes: ['entity'] },
  'labour-pay': { needs: ['sheet'], takes: ['entity'] },
  'labour-slips': { needs: ['sheet'], takes: ['entity'] },
  'work-day': { needs: [], takes: ['date', 'entity'] },
  'labour-receipt': { needs: ['payment'], takes: [] },
  'storage-log': { needs: ['period'], takes: ['entity'] },
  'rent-roster': { needs: [], takes: ['entity'] },
  'asset-card': { needs: ['assets'], takes: ['entity'] },
  'asset-labels': { needs: ['assets'], takes: ['entity'] },
  'asset-register': { needs: ['as-of'], takes: ['entity'] },
  'depreciation-table': { needs: ['period'], takes: ['entity'] },
  'stocktake-sheet': { needs: ['stocktake'], takes: ['blank', 'by-piece'] },
  'relief-ledger': { needs: ['year'], takes: ['posted-from', 'entity'] },
};

export const PRINT_OPTIONS: readonly string[] = [
  ...['document', 'out', 'run', 'ids', 'period', 'word', 'from', 'to', 'level', 'account', 'member'],
  ...['by', 'dim', 'statement', 'year', 'entity', 'sheet', 'date', 'payment'],
  ...['assets', 'as-of', 'stocktake', 'posted-from', 'request'],
];
export const PRINT_SWITCHES: readonly string[] = ['daily', 'posted-only', 'blank', 'by-piece'];

/**
 * What the words of `print` ask for. `member` is still a member's number (社员号), `sheet` a pay sheet's (2018-03), and assets go by theirs:
 * only the file knows whose they are.
 */
export function readPrint(given: Arguments): {
  request: PrintRequest;
  memberNo: string | null;
  sheetNo: string | null;
  assetNos: readonly string[] | null;
} {
  const { options, switches } = given;
  if (options.has('request')) return written(given);
  const document = options.get('document');
  const wanted =
    document !== undefined && Object.hasOwn(DOCUMENTS, document) ? DOCUMENTS[document] : undefined;
  if (!wanted)
    throw new Misuse(
      `--document 要写 ${Object.keys(DOCUMENTS).join('、')} 之一，其余单据用 --request '{"document":…}'`,
    );
  const request: Record<string, unknown> = { document };
  for (const option of wanted.needs) {
    if (!put(request, option, options))
      throw new Misuse(`${document} 要写 ${NAMES[option] ?? `--${option}`}`);
  }
  for (const option of wanted.takes) put(request, option, options);
  if (wanted.takes.includes('daily') && switches.has('daily')) request['daily'] = true;
  if (wanted.takes.includes('posted-only') && switches.has('posted-only')) request['postedOnly'] = true;
  if (wanted.takes.includes('blank') && switches.has('blank')) request['blank'] = true;
  if (wanted.takes.includes('by-piece') && switches.has('by-piece')) request['byPiece'] = true;
  const known = new Set<string>([...wanted.needs, ...wanted.takes, 'document', 'out', 'today', 'operator']);
  if (known.has('range')) for (const name of ['from', 'to', 'period']) known.add(name);
  const stranger = [...options.keys(), ...switches].find((name) => !known.has(name));
  if (stranger !== undefined) throw new Misuse(`${document} 不用 --${stranger}`);
  return {
    request: request as PrintRequest,
    memberNo: options.get('member') ?? null,
    sheetNo: options.get('sheet') ?? null,
    assetNos: options.get('assets')?.split(/[,，、]/u) ?? null,
  };
}

/** Any document there is, as the contract's prints.preview asks for it; the office checks it. */
function written({ options, switches }: Arguments): ReturnType<typeof readPrint> {
  const stranger = [...options.keys(), ...switches].find(
    (name) => !['request', 'out', 'today', 'operator'].includes(name),
  );
  if (stranger !== undefined) throw new Misuse(`--request 和 --${stranger} 不能一起写`);
  return {
    request: asRequest(options.get('request') ?? ''),
    memberNo: null,
    sheetNo: null,
    assetNos: null,
  };
}

function asRequest(text: string): PrintRequest {
  try {
    const request: unknown = JSON.parse(text);
    if (typeof request === 'object' && request !== null && 'document' in request)
      return request as PrintRequest;
  } catch {
    // Said below.
  }
  throw new Misuse(`--request 要写 JSON，像 '{"document":"fund-loans","asOf":"2018-12-31"}'`);
}

const NAMES: Partial<Record<Option, string>> = {
  run: '--run 方案编号',
  ids: '--ids 凭证编号,凭证编号…',
  period: '--period YYYY-MM',
  range: '--from YYYY-MM 和 --to YYYY-MM(或 --period YYYY-MM)',
  account: '--account 科目编码',
  by: '--by account|item|member',
  statement: '--statement 01|02|03',
  year: '--year 2018',
  sheet: '--sheet 2018-03(发放表编号)',
  payment: '--payment 发放编号',
  assets: '--assets 资产编号,资产编号…(像 DP,LK-01)',
  'as-of': '--as-of 2018-12-31',
  stocktake: '--stocktake 盘点表编号',
};

/** Puts an option into the request; false when it was not given. */
function put(
  request: Record<string, unknown>,
  option: Option,
  options: ReadonlyMap<string, string>,
): boolean {
  if (option === 'range') {
    const month = options.get('period');
    const [from, to] = [options.get('from') ?? month, options.get('to') ?? month];
    if (month !== undefined && (options.has('from') || options.has('to'))) {
      throw new Misuse('--period 和 --from、--to 不能一起写');
    }
    Object.assign(request, { from, to });
    return from !== undefined && to !== undefined;
  }
  const text = options.get(option);
  if (text === undefined) return false;
  if (option === 'member' || option === 'sheet' || option === 'assets') return true;
  if (option === 'ids') request['ids'] = text.split(/[,，、]/u).map((one) => integer('ids', one));
  else if (option in NUMBERS) request[NUMBERS[option]!] = integer(option, text);
  else request[WORDS[option] ?? option] = text;
  return true;
}

/** Options that the request calls otherwise. */
const WORDS: Partial<Record<Option, string>> = { 'as-of': 'asOf', 'posted-from': 'from' };

const NUMBERS: Readonly<Record<string, string>> = {
  run: 'runId',
  level: 'level',
  year: 'year',
  entity: 'entityId',
  payment: 'paymentId',
  stocktake: 'stocktakeId',
};

function integer(option: string, text: string): number {
  if (!/^\d{1,9}$/.test(text.trim())) throw new Misuse(`--${option} 要写编号或整数,不是“${text}”`);
  return Number(text);
}
