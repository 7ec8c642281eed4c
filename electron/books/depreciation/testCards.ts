import { contract, type Input, type Method, type Output } from '../../../shared/contract/index.ts';
import { nextPeriod } from '../../../shared/rules/assetLife.ts';
import type { AssetUse } from '../../../shared/rules/posting/assets.ts';
import type { Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import type { TestWorkspace } from '../../workspace/testing.ts';
import { acquireAsset } from '../assets/index.ts';

/** For tests: a card with its terms, in the books by a voucher, or 备查. */
export interface TestCard {
  readonly no: string;
  readonly name?: string;
  readonly costFen: number;
  readonly years?: number;
  readonly residual?: string;
  readonly inServiceOn: string;
  readonly use?: AssetUse;
  readonly isBooked?: boolean;
  /** Pieces with numbers: DP-001. */
  readonly pieces?: number;
  readonly category?: string;
  readonly isRelief?: boolean;
  /** 工作量法: work expected. */
  readonly units?: string;
}

export function testCard(workspace: TestWorkspace, card: TestCard, today?: string): number {
  const { no, costFen } = card;
  const isBooked = card.isBooked ?? true;
  const made = workspace.run(
    (ctx) =>
      acquireAsset(
        ctx,
        contract['assets.acquire'].input.parse({
          date: card.inServiceOn,
          standing: isBooked ? 'booked' : 'memo',
          account: '151',
          facts: {
            ...{ no, name: card.name ?? '设备', category: card.category ?? '机器设备', spec: '', unit: '个' },
            ...{ supplier: '', documentNo: '', use: card.use ?? 'production', place: '', department: '' },
            ...{ custodian: '', ownerKind: isBooked ? 'cooperative' : 'village', owner: '', note: '' },
            controlContract: '',
          },
          costFen,
          funding: [{ source: 'own', note: '', amountFen: costFen }],
          terms: {
            lifeMonths: (card.years ?? 10) * 12,
            residual: card.residual ?? '5',
            ...(card.units === undefined
              ? { method: 'straight-line' }
              : { method: 'units', units: card.units, workUnit: '公里' }),
          },
          isRelief: card.isRelief ?? false,
          relief: null,
          pieces: card.pieces === undefined ? null : { count: card.pieces },
          attachments: 1,
          how: isBooked
            ? { kind: 'bought', party: '供货商', paid: null }
            : { kind: 'register', acquisition: 'other' },
        }),
      ),
    today === undefined ? undefined : { today },
  );
  if (!made.ok) throw new Error(made.error.message);
  return made.value.id;
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
      residual: '0',
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

/** Runs from a month through another. */
export function runThrough(
  calls: ReturnType<typeof callsOf>,
  from: string,
  to: string,
): Output<'depreciation.run'>[] {
  const runs: Output<'depreciation.run'>[] = [];
  for (let period = from; period <= to; period = nextPeriod(period)) {
    runs.push(calls.call('depreciation.run', { period }));
  }
  return runs;
}
