import { contract, type Input, type Method, type Output } from '../../../shared/contract/index.ts';
import { firstChargedPeriod, toCharge } from '../../../shared/rules/depreciation.ts';
import type { AssetUse } from '../../../shared/rules/posting/assets.ts';
import { ok, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import type { TestWorkspace } from '../../workspace/testing.ts';
import { ensureItem } from '../accounts/index.ts';
import { insertMove, insertTerms } from '../assets/index.ts';
import { registerEvent } from '../events/index.ts';

/** For tests: a card with its terms, in the books by a voucher, or 备查. */
export interface TestCard {
  readonly no: string;
  readonly name?: string;
  readonly costFen: number;
  readonly years?: number;
  readonly residualMillionths?: number;
  readonly inServiceOn: string;
  /** The day it came onto the card; left out, the day it was put to use. */
  readonly cameOn?: string;
  readonly use?: AssetUse;
  readonly isBooked?: boolean;
  readonly pieces?: number;
  /** Numbers for each piece: DP-001. */
  readonly numbered?: boolean;
  readonly category?: string;
  readonly isRelief?: boolean;
  /** 工作量法: work expected, in 1/1000. */
  readonly unitsMilli?: number;
}

export function testCard(workspace: TestWorkspace, card: TestCard): number {
  const made = workspace.run((ctx) => ok(makeCard(ctx, card)));
  if (!made.ok) throw new Error(made.error.message);
  return made.value;
}

function makeCard(ctx: Writing, card: TestCard): number {
  const { db } = ctx;
  const name = card.name ?? '设备';
  const title = `${card.no} ${name}`;
  const date = card.cameOn ?? card.inServiceOn;
  const isBooked = card.isBooked ?? true;
  let eventId: number | null = null;
  if (isBooked) {
    const event = registerEvent(
      ctx,
      1,
      {
        kind: 'donationInKind',
        date,
        facts: {},
        amountFen: card.costFen,
        documentNo: '',
        party: '',
        note: '',
      },
      [
        {
          summary: `取得${title}`,
          lines: [
            { account: '151', side: 'debit', fen: card.costFen, item: title },
            { account: '311', side: 'credit', fen: card.costFen, item: '接受捐赠' },
          ],
        },
      ],
    );
    if (!event.ok) throw new Error(event.error.message);
    eventId = event.value.id;
  }
  const itemId = isBooked ? ensureItem(db, 1, 'asset', title) : null;
  const pieces = card.pieces ?? 1;
  const id = db.run(
    `INSERT INTO asset_card (entity_id, no, name, item_id, category, unit, acquisition, acquired_on, in_service_on, use, state, owner_kind,
       is_relief, operator, recorded_at)
     VALUES (1, ?, ?, ?, ?, '个', 'purchase', ?, ?, ?, 'in-use', ?, ?, '', '')`,
    card.no,
    name,
    itemId,
    card.category ?? '机器设备',
    date,
    card.inServiceOn,
    card.use ?? 'production',
    isBooked ? 'cooperative' : 'village',
    card.isRelief ? 1 : 0,
  ).lastId;
  insertMove(
    db,
    { id, itemId },
    { kind: 'acquired', date, costFen: card.costFen, accumulatedFen: 0, pieces, eventId },
  );
  db.run("INSERT INTO asset_funding (asset_id, source, amount_fen) VALUES (?, 'own', ?)", id, card.costFen);
  if (card.numbered) {
    for (let at = 1; at <= pieces; at++) {
      db.run(
        "INSERT INTO asset_piece (asset_id, no, state) VALUES (?, ?, 'in-use')",
        id,
        `${card.no}-${String(at).padStart(3, '0')}`,
      );
    }
  }
  const lifeMonths = (card.years ?? 10) * 12;
  const residualMillionths = card.residualMillionths ?? 50_000;
  insertTerms(ctx, {
    assetId: id,
    fromPeriod: firstChargedPeriod(card.inServiceOn),
    method: card.unitsMilli === undefined ? 'straight-line' : 'units',
    residualMillionths,
    lifeMonths,
    months: lifeMonths,
    toChargeFen: toCharge(card.costFen, residualMillionths, 0),
    unitsMilli: card.unitsMilli ?? 0,
    workUnit: card.unitsMilli === undefined ? '' : '公里',
  });
  return id;
}

/** Calls as the office makes them: parsed on the way in and out, rolled back when refused. */
export function callsOf(workspace: TestWorkspace, handlers: object) {
  function attempt<M extends Method>(method: M, input: Input<M>, today?: string): Result<Output<M>> {
    const handler = (handlers as Record<string, (ctx: Writing, input: unknown) => Result<Output<M>>>)[
      method
    ]!;
    const result = workspace.run(
      (ctx) => handler(ctx, contract[method].input.parse(input)),
      today === undefined ? undefined : { today },
    );
    if (result.ok) contract[method].output.parse(result.value);
    return result;
  }
  function call<M extends Method>(method: M, input: Input<M>, today?: string): Output<M> {
    const result = attempt(method, input, today);
    if (!result.ok) throw new Error(result.error.message);
    return result.value;
  }
  function refusal<M extends Method>(method: M, input: Input<M>, today?: string): string {
    const result = attempt(method, input, today);
    return result.ok ? '' : result.error.message;
  }
  return { attempt, call, refusal };
}

/** A voucher as text: 借 401[折旧与摊销] 5210.17. */
export function entriesOf(workspace: TestWorkspace, voucherId: number): string[] {
  return workspace.connection
    .all<{ code: string; name: string | null; debitFen: number; creditFen: number }>(
      `SELECT a.code, COALESCE(i.name, m.no) AS name, e.debit_fen AS debitFen, e.credit_fen AS creditFen
       FROM entry e JOIN account a ON a.id = e.account_id LEFT JOIN analysis_item i ON i.id = e.item_id
         LEFT JOIN member m ON m.id = e.member_id
       WHERE e.voucher_id = ? ORDER BY e.no`,
      voucherId,
    )
    .map(({ code, name, debitFen, creditFen }) => {
      const fen = debitFen === 0 ? creditFen : debitFen;
      return `${debitFen === 0 ? '贷' : '借'} ${code}${name === null ? '' : `[${name}]`} ${(fen / 100).toFixed(2)}`;
    });
}

/** The balance of an account, debit positive, in fen. */
export function balanceOf(workspace: TestWorkspace, account: string): number {
  return workspace.connection.get<{ fen: number }>(
    `SELECT COALESCE(SUM(e.debit_fen - e.credit_fen), 0) AS fen FROM entry e JOIN account a ON a.id = e.account_id
     WHERE a.code = ? AND e.state > 0`,
    account,
  )!.fen;
}

/** The seven cards of the sample list that are taken in (固定资产清单), by number. */
export function sampleCards(workspace: TestWorkspace): Record<string, number> {
  const cards: readonly TestCard[] = [
    {
      no: 'DP',
      name: '钢架大棚',
      costFen: 61_000_000,
      inServiceOn: '2018-05-20',
      pieces: 122,
      numbered: true,
      category: '生产设施',
      isRelief: true,
    },
    {
      no: 'LK-01',
      name: '冷链保鲜库',
      costFen: 40_000_000,
      years: 20,
      inServiceOn: '2018-08-15',
      isBooked: false,
    },
    { no: 'HG-01', name: '香菇烘干设备', costFen: 4_800_000, inServiceOn: '2018-07-10', pieces: 4 },
    { no: 'CC-01', name: '手动液压叉车', costFen: 360_000, years: 5, inServiceOn: '2018-08-20', pieces: 2 },
    {
      no: 'PG-01',
      name: '喷灌系统',
      costFen: 2_680_000,
      years: 5,
      residualMillionths: 0,
      inServiceOn: '2018-06-05',
    },
    { no: 'ZD-01', name: '装袋机', costFen: 1_950_000, inServiceOn: '2018-04-12', pieces: 3 },
    {
      no: 'DN-01',
      name: '办公电脑及打印机',
      costFen: 620_000,
      years: 3,
      inServiceOn: '2018-04-20',
      use: 'management',
    },
  ];
  return Object.fromEntries(cards.map((card) => [card.no, testCard(workspace, card)]));
}
