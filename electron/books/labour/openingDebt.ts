import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { PAY_ITEMS } from '../../../shared/rules/posting/labour.ts';
import type { Posting } from '../../../shared/rules/posting/posting.ts';
import { invariant, ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { cooperativeOf, firstPeriodOf } from '../entities/index.ts';
import { itemNamed, registerEvent, standingEvent, undoEvent } from '../events/index.ts';
import { booksBegin, checkBookDate, dropOpening } from '../vouchers/index.ts';
import { unpaidOnSheets } from './paying.ts';
import { moveLabour, owedOn, payableFrom, undoLabour } from './register.ts';
import { type Worker, whoIs, workersOf } from './workers.ts';

interface Facts {
  readonly workers: readonly { readonly workerId: number; readonly amountFen: number }[];
}

/** Wages owed from before the books: no voucher; the openings of 213 are made of them. */
export function recordOpeningDebt(
  ctx: Writing,
  input: Parsed<'labour.openingDebt'>,
): Result<Output<'labour.openingDebt'>> {
  const { db } = ctx;
  const cooperative = cooperativeOf(db, input.entityId);
  if (!cooperative.ok) return cooperative;
  const entityId = cooperative.value.id;
  const date = checkBookDate(db, entityId, input.date, ctx.today);
  if (!date.ok) return date;
  if (booksBegin(db, entityId, input.date)) {
    const sentence = `账套从 ${firstPeriodOf(db, entityId)} 启用，${input.date} 的工钱不是期初欠付。请用记工和发放表登记，或填启用以前的日期。`;
    return refuse('not_an_opening', sentence, { date: sentence });
  }
  const workers = workersOf(db, entityId);
  const seen = new Set<number>();
  for (const [index, { workerId }] of input.workers.entries()) {
    const worker = workers.get(workerId);
    const sentence = !worker
      ? `第 ${index + 1} 行：没有这个务工人员，请重新选择。`
      : seen.has(workerId)
        ? `第 ${index + 1} 行：${whoIs(worker)}前面已经有一行，请合成一行。`
        : null;
    if (sentence !== null)
      return refuse('worker_invalid', sentence, { [`workers.${index}.workerId`]: sentence });
    seen.add(workerId);
  }
  const amountFen = input.workers.reduce((sum, one) => sum + one.amountFen, 0);
  const registered = registerEvent(
    ctx,
    entityId,
    {
      kind: 'labourOpening',
      date: input.date,
      facts: { workers: input.workers } satisfies Facts,
      amountFen,
      documentNo: '',
      party:
        input.workers.length === 1
          ? workers.get(input.workers[0]!.workerId)!.name
          : `${input.workers.length} 人`,
      note: input.note,
    },
    [NO_VOUCHER],
  );
  if (!registered.ok) return registered;
  const lines = input.workers.map(({ workerId, amountFen: fen }) => ({
    account: '213',
    side: 'credit' as const,
    fen,
    item: workers.get(workerId)!.itemId,
    item2: PAY_ITEMS.opening,
  }));
  moveLabour(db, { id: registered.value.id, entityId, date: input.date }, [{ summary: '', lines }]);
  return ok({ id: registered.value.id });
}

/** Has the openings made anew. */
const NO_VOUCHER: Posting = { summary: '', lines: [] };

/** Entered wrong: taken back before the openings are posted. */
export function reverseOpeningDebt(
  ctx: Writing,
  input: Parsed<'labour.reverseOpeningDebt'>,
): Result<{ id: number }> {
  const { db } = ctx;
  const found = standingEvent(db, input.id, 'labour');
  if (!found.ok) return found;
  const event = found.value;
  if (event.kind !== 'labourOpening') {
    return refuse('not_an_opening', '这一笔不是期初欠付，请到发放表或发放明细里冲销。');
  }
  const { entityId } = event;
  if (booksBegin(db, entityId, input.date)) {
    const sentence = '期初欠付要在启用以前的日期冲销；已经启用记账的，当作往来更正登记。';
    return refuse('not_an_opening', sentence, { date: sentence });
  }
  const debts = debtsOf(db, entityId, event.facts);
  const paid = paidSince(db, entityId, debts, input.date);
  if (paid) return alreadyPaid(paid);
  const undone = undoEvent(ctx, event, input);
  if (!undone.ok) return undone;
  dropOpening(db, entityId);
  undoLabour(db, event.id, { id: undone.value.id, entityId, date: input.date });
  // What sheets still owe stands apart: a debt that was paid may not hide behind it.
  const owed = owedOn(db, entityId, END);
  const onSheets = unpaidOnSheets(db, entityId, END);
  const below = debts.find(
    ({ worker }) => (owed.get(worker.itemId) ?? 0) < (onSheets.get(worker.id)?.fen ?? 0),
  );
  return below ? alreadyPaid(below.worker) : ok({ id: undone.value.id });
}

const END = '9999-12-31';

interface Debt {
  readonly worker: Worker;
  readonly amountFen: number;
}

function debtsOf(db: ReadableDb, entityId: number, facts: string): Debt[] {
  const workers = workersOf(db, entityId);
  return (JSON.parse(facts) as Facts).workers.map(({ workerId, amountFen }) => {
    const worker = workers.get(workerId);
    invariant(worker !== undefined, 'a debt has its worker');
    return { worker, amountFen };
  });
}

/** Whose debt is not there in full on the day and every later one; a payment that came back later counts. */
function paidSince(
  db: ReadableDb,
  entityId: number,
  debts: readonly Debt[],
  date: string,
): Worker | undefined {
  const kind = itemNamed(db, entityId, 'payItem', PAY_ITEMS.opening);
  const payable = payableFrom(
    db,
    entityId,
    debts.map((one) => one.worker.itemId),
    date,
  );
  return debts.find(({ worker, amountFen }) => {
    const debt = payable.get(worker.itemId)?.find((one) => one.item2Id === kind);
    return (debt?.fen ?? 0) < amountFen;
  })?.worker;
}

function alreadyPaid(worker: Worker): Result<never> {
  return refuse('balance_short', `${whoIs(worker)}的期初欠付已经发过，不能冲销。请先冲销发放。`);
}

export function listOpeningDebts(
  { db }: Reading,
  input: Parsed<'labour.openingDebts'>,
): Result<Output<'labour.openingDebts'>> {
  const cooperative = cooperativeOf(db, input.entityId);
  if (!cooperative.ok) return cooperative;
  const entityId = cooperative.value.id;
  const workers = workersOf(db, entityId);
  const events = db.all<{
    id: number;
    date: string;
    facts: string;
    amountFen: number;
    note: string;
    reversed: number;
  }>(
    `SELECT e.id, e.date, e.facts, e.amount_fen AS amountFen, e.note,
       EXISTS (SELECT 1 FROM business_event r WHERE r.reverses_id = e.id) AS reversed
     FROM business_event e WHERE e.entity_id = ? AND e.kind = 'labourOpening' AND e.reverses_id IS NULL ORDER BY e.date, e.id`,
    entityId,
  );
  return ok(
    events.map(({ facts, reversed, ...event }) => ({
      ...event,
      reversed: reversed === 1,
      workers: (JSON.parse(facts) as Facts).workers.map((one) => ({
        ...one,
        name: workers.get(one.workerId)?.name ?? '',
      })),
    })),
  );
}
