import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { z } from 'zod';
import type { Answer, contract, Input, Method, Output } from '../shared/contract/index.ts';
import type { printRequest } from '../shared/contract/prints.ts';

export type PrintRequest = z.output<typeof printRequest>;

/** What the shell around the window can do: the desktop's preload gives one, a browser gets its own below. */
interface Bridge {
  kind: 'electron' | 'browser';
  call(method: string, input: unknown): Promise<Answer<unknown>>;
  printHtml(html: string): Promise<void>;
  savePdf(request: PrintRequest): Promise<{ saved: boolean }>;
  saveFile(name: string, bytes: Uint8Array): Promise<void>;
  /** The system's own panels; without them the app shows its folder panel. */
  pickOpen?(): Promise<string | null>;
  pickSave?(suggested: string): Promise<string | null>;
}

declare global {
  interface Window {
    coopledger?: Bridge;
  }
}

/** A call that was refused: a code for programs, a Chinese sentence for the person, one per input field. */
export class Refusal extends Error {
  readonly code: string;
  readonly fields: Readonly<Record<string, string>>;
  constructor(code: string, message: string, fields: Readonly<Record<string, string>> = {}) {
    super(message);
    this.name = 'Refusal';
    this.code = code;
    this.fields = fields;
  }
}

/** Makes one call. Throws {@link Refusal} when it is refused or the program behind the window can't be reached. */
export async function call<M extends Method>(method: M, input: Input<M>): Promise<Output<M>> {
  const answer = await answerOf(method, ofBooks(method, input));
  if (!answer.ok) throw new Refusal(answer.error.code, answer.error.message, answer.error.fields);
  if (method in COMMANDS) bookChanged();
  return answer.value as Output<M>;
}

export const bridge: Bridge = window.coopledger ?? browserBridge();

/** Saves a PDF of a document; says whether the person chose a place for it. */
export async function savePdf(request: PrintRequest): Promise<boolean> {
  return (await reach(() => bridge.savePdf(inBooks(request)))).saved;
}

let books: number | undefined;

/** The books (账套) the window works in: calls about books that name none are about these. */
export function workIn(entityId: number | undefined): void {
  books = entityId;
}

/** Subjects that every set of books has. */
const OF_BOOKS =
  /^(?:accounts|bank|entities\.books|items|ledger|openings|periods|statements|takeout|vouchers)(?:\.|$)/u;

function ofBooks(method: string, input: object): object {
  if (/^prints\./u.test(method) && 'request' in input) {
    return { ...input, request: inBooks(input.request as PrintRequest) };
  }
  return OF_BOOKS.test(method) ? inBooks(input) : input;
}

function inBooks<T extends object>(input: T): T {
  return books === undefined || 'entityId' in input ? input : { entityId: books, ...input };
}

interface Called<T> {
  /** The last answer; kept while a newer one is on its way. */
  value: T | undefined;
  error: Refusal | null;
  loading: boolean;
  reload: () => void;
}

/**
 * The answer to a query, asked again when the input changes, when a command has changed the books, and on
 * `reload`. With `null` nothing is asked.
 */
export function useCall<M extends Method>(method: M, input: Input<M> | null): Called<Output<M>> {
  const key = input === null ? null : JSON.stringify(input);
  const version = useSyncExternalStore(onBookChange, bookVersion);
  const [turn, setTurn] = useState(0);
  const [state, setState] = useState<{ value: Output<M> | undefined; error: Refusal | null; asked: string }>({
    value: undefined,
    error: null,
    asked: '',
  });
  const wanted = key === null ? '' : `${version}:${turn}:${key}`;
  const latest = useRef(wanted);
  useEffect(() => {
    latest.current = wanted;
    if (key === null) return;
    call(method, JSON.parse(key) as Input<M>).then(
      (value) => latest.current === wanted && setState({ value, error: null, asked: wanted }),
      (reason: unknown) =>
        latest.current === wanted &&
        setState((old) => ({ value: old.value, error: asRefusal(reason), asked: wanted })),
    );
  }, [method, key, wanted]);
  const reload = useCallback(() => setTurn((n) => n + 1), []);
  const current = key !== null;
  return {
    value: current ? state.value : undefined,
    error: current ? state.error : null,
    loading: current && state.asked !== wanted,
    reload,
  };
}

/** Anything thrown, as something that can be shown to the person. */
export function asRefusal(reason: unknown): Refusal {
  if (reason instanceof Refusal) return reason;
  const detail = reason instanceof Error ? reason.message : String(reason);
  return new Refusal(
    'unexpected',
    `程序出了意外（${detail}）。数据没有动；请再试一次，还不行就关掉窗口重新打开。`,
  );
}

/** False while the program behind the window can't be reached. */
export function useConnected(): boolean {
  return useSyncExternalStore(onConnection, () => connected);
}

type CommandName = {
  [M in Method]: (typeof contract)[M]['kind'] extends 'command' ? M : never;
}[Method];

/** Calls that change the books. The compiler keeps the list complete; it spares the window the schema library. */
const COMMANDS: Readonly<Record<string, true>> = {
  'accounts.recode': true,
  'entities.create': true,
  'fundBooks.save': true,
  'settings.save': true,
  'households.create': true,
  'households.update': true,
  'households.changeHead': true,
  'persons.create': true,
  'persons.update': true,
  'persons.reveal': true,
  'members.create': true,
  'members.freeze': true,
  'shares.contribute': true,
  'shares.transfer': true,
  'shares.inherit': true,
  'shares.fromSurplus': true,
  'shares.fromReserve': true,
  'shares.requestWithdrawal': true,
  'shares.cancelWithdrawal': true,
  'shares.effectWithdrawal': true,
  'shares.reverse': true,
  'deliveries.record': true,
  'deliveries.reverse': true,
  'business.record': true,
  'business.reverse': true,
  'assets.acquire': true,
  'assets.book': true,
  'assets.update': true,
  'assets.complete': true,
  'assets.change': true,
  'assets.reverse': true,
  'assets.setRelief': true,
  'assets.setBenefit': true,
  'assets.addFile': true,
  'assets.removeFile': true,
  'imports.commit': true,
  'dividends.saveDraft': true,
  'dividends.approve': true,
  'dividends.void': true,
  'dividends.pay': true,
  'dividends.reversePayment': true,
  'dividends.bankBatch': true,
  'dividends.cancelBatch': true,
  'dividends.bankReturn': true,
  'accounts.add': true,
  'accounts.rename': true,
  'accounts.enable': true,
  'items.add': true,
  'items.update': true,
  'vouchers.save': true,
  'vouchers.annotate': true,
  'vouchers.review': true,
  'vouchers.unreview': true,
  'vouchers.post': true,
  'vouchers.void': true,
  'vouchers.reverse': true,
  'vouchers.saveTemplate': true,
  'vouchers.deleteTemplate': true,
  'vouchers.addFile': true,
  'vouchers.removeFile': true,
  'periods.carryProfit': true,
  'periods.carryYear': true,
  'periods.undoCarryYear': true,
  'periods.close': true,
  'periods.reopen': true,
  'openings.save': true,
  'openings.setStart': true,
  'bank.import': true,
  'bank.removeStatement': true,
  'bank.autoMatch': true,
  'bank.match': true,
  'bank.unmatch': true,
  'bank.addOpening': true,
  'bank.removeOpening': true,
  'storage.saveRoom': true,
  'storage.takeIn': true,
  'storage.takeOut': true,
  'storage.transfer': true,
  'storage.lose': true,
  'storage.settleLoss': true,
  'storage.reverseMove': true,
  'storage.settleFees': true,
  'storage.reverse': true,
  'storage.recordReadings': true,
  'storage.strikeReading': true,
  'leases.save': true,
  'leases.end': true,
  'leases.pay': true,
  'leases.charge': true,
  'leases.reverse': true,
  'depreciation.run': true,
  'depreciation.reverse': true,
  'depreciation.changeTerms': true,
  'depreciation.undoTerms': true,
  'disposals.record': true,
  'disposals.cost': true,
  'disposals.proceeds': true,
  'disposals.close': true,
  'disposals.reverse': true,
  'improvements.record': true,
  'improvements.reverse': true,
  'stocktakes.begin': true,
  'stocktakes.save': true,
  'stocktakes.book': true,
  'stocktakes.settle': true,
  'stocktakes.reverse': true,
  'stocktakes.drop': true,
  'labour.addWorker': true,
  'labour.updateWorker': true,
  'labour.saveKind': true,
  'labour.setRate': true,
  'labour.setGrade': true,
  'labour.saveDay': true,
  'labour.reverseWork': true,
  'labour.saveSheet': true,
  'labour.deleteSheet': true,
  'labour.approveSheet': true,
  'labour.voidSheet': true,
  'labour.pay': true,
  'labour.reversePayment': true,
  'labour.bankFile': true,
  'labour.cancelBankFile': true,
  'labour.bankReturn': true,
  'labour.openingDebt': true,
  'labour.reverseOpeningDebt': true,
  'labour.toShares': true,
  'claims.compute': true,
  'claims.recompute': true,
  'claims.setLine': true,
  'claims.importBankList': true,
  'claims.notice': true,
  'claims.object': true,
  'claims.answer': true,
  'claims.takeBack': true,
  'claims.submit': true,
  'claims.void': true,
  'claims.receive': true,
  'claims.reverseReceipt': true,
  'claims.pay': true,
  'claims.reversePayment': true,
  'claims.bankFile': true,
  'claims.cancelBankFile': true,
  'claims.bankReturn': true,
  'prints.issue': true,
  'production.saveBatch': true,
  'production.record': true,
  'production.reverse': true,
  'production.place': true,
  'production.undoPlace': true,
  'production.loseBags': true,
  'production.undoLoss': true,
  'fund.saveSettings': true,
  'fund.join': true,
  'fund.contribute': true,
  'fund.saveGroup': true,
  'fund.enterGroup': true,
  'fund.leaveGroup': true,
  'fund.bring': true,
  'fund.spend': true,
  'fund.distribute': true,
  'fund.applyExit': true,
  'fund.cancelExit': true,
  'fund.leave': true,
  'fund.reverse': true,
  'fund.apply': true,
  'fund.guarantee': true,
  'fund.approve': true,
  'fund.notice': true,
  'fund.contract': true,
  'fund.payOut': true,
  'fund.endApplication': true,
  'fund.undoStep': true,
  'fund.extend': true,
  'fund.repay': true,
  'fund.recover': true,
  'fund.writeOff': true,
  'loans.saveSettings': true,
  'loans.record': true,
  'loans.change': true,
  'loans.void': true,
  'loans.changeRates': true,
  'loans.draw': true,
  'loans.repay': true,
  'loans.payInterest': true,
  'loans.extend': true,
  'loans.renew': true,
  'loans.writeOff': true,
  'loans.compensate': true,
  'loans.recover': true,
  'loans.markMisused': true,
  'loans.undo': true,
  'loans.settle': true,
  'loans.setBankFigure': true,
  'loans.undoSettlement': true,
} satisfies Record<CommandName, true>;

let version = 0;
const bookListeners = new Set<() => void>();
const bookVersion = (): number => version;

/** Everything shown is asked again: after a command, and after another workspace was opened. */
export function bookChanged(): void {
  version += 1;
  for (const listener of bookListeners) listener();
}

function onBookChange(listener: () => void): () => void {
  bookListeners.add(listener);
  return () => bookListeners.delete(listener);
}

let connected = true;
let probe: ReturnType<typeof setInterval> | undefined;
const connectionListeners = new Set<() => void>();

function onConnection(listener: () => void): () => void {
  connectionListeners.add(listener);
  return () => connectionListeners.delete(listener);
}

function setConnected(now: boolean): void {
  if (now === connected) return;
  connected = now;
  for (const listener of connectionListeners) listener();
  clearInterval(probe);
  if (now) bookChanged();
  else probe = setInterval(() => void call('workspace.status', {}).catch(() => undefined), 3000);
}

function answerOf(method: string, input: unknown): Promise<Answer<unknown>> {
  return reach(() => bridge.call(method, input));
}

async function reach<T>(attempt: () => Promise<T>): Promise<T> {
  try {
    const answer = await attempt();
    setConnected(true);
    return answer;
  } catch (reason) {
    if (reason instanceof Refusal) throw reason;
    setConnected(false);
    throw new Refusal(
      'connection_lost',
      '和台账程序的连接断了，这一步没有做成；之前显示“已保存”的都在文件里。请重新启动“合作社台账”。',
    );
  }
}

/** In a browser window: calls go to the program that served this page, and to nobody else. */
function browserBridge(): Bridge {
  return {
    kind: 'browser',
    call: async (method, input) => {
      const response = await post('./call', { method, input });
      if (!response.headers.get('content-type')?.startsWith('application/json')) {
        throw new Refusal('door', await response.text());
      }
      return (await response.json()) as Answer<unknown>;
    },
    printHtml: printInFrame,
    savePdf: async (request) => {
      const response = await post('./pdf', { request });
      if (!response.headers.get('content-type')?.startsWith('application/pdf')) {
        const answer = (await response.json()) as Answer<unknown>;
        if (!answer.ok) throw new Refusal(answer.error.code, answer.error.message, answer.error.fields);
      }
      download(fileNameOf(response) ?? '打印.pdf', await response.blob());
      return { saved: true };
    },
    saveFile: (name, bytes) => {
      download(name, new Blob([bytes as Uint8Array<ArrayBuffer>]));
      return Promise.resolve();
    },
  };
}

function post(address: string, body: unknown): Promise<Response> {
  return fetch(address, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

function fileNameOf(response: Response): string | null {
  const match = /filename\*=UTF-8''([^;]+)/i.exec(response.headers.get('content-disposition') ?? '');
  return match?.[1] ? decodeURIComponent(match[1]) : null;
}

function download(name: string, blob: Blob): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

function printInFrame(html: string): Promise<void> {
  return new Promise((resolve) => {
    const frame = document.createElement('iframe');
    frame.title = '打印';
    frame.style.cssText = 'position:fixed;width:0;height:0;border:0;visibility:hidden';
    frame.srcdoc = html;
    frame.onload = () => {
      frame.contentWindow?.print();
      resolve();
      setTimeout(() => frame.remove(), 60_000);
    };
    document.body.append(frame);
  });
}
