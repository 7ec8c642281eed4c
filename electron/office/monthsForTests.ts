import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Answer, Input, Method, Output } from '../../shared/contract/index.ts';
import { addDays } from '../../shared/rules/calendar.ts';
import { Office } from './office.ts';

/** For tests: a cooperative that lives through random days by its contract, proved after every one of them. */
const FIRST_DAY = '2018-01-01';
export const MEMBERS = 5;

/** One step: which call, and dice for what goes into it. */
export interface Step<A extends string = string> {
  readonly act: A;
  readonly dice: readonly number[];
  readonly days: number;
}

export class Cooperative {
  today = FIRST_DAY;
  readonly members: number[] = [];
  /** How often something was done and how often refused, by act: a run in which everything is refused proves nothing. */
  readonly done = new Map<string, number>();
  readonly #home = mkdtempSync(join(tmpdir(), 'coop-months-'));
  readonly office = new Office({
    door: 'test',
    home: this.#home,
    paths: 'anywhere',
    remember: false,
    operator: '李会计',
    clock: () => ({ today: this.today, now: `${this.today}T09:00:00`, nowMs: 0 }),
    randomHex: (bytes) => '7'.repeat(bytes * 2),
    onBug: (method, error) => {
      throw new Error(`${method} broke`, { cause: error });
    },
  });

  async open(): Promise<void> {
    await this.must('workspace.create', {
      path: join(this.#home, '村.coop'),
      villageName: '张家坝村',
      cooperativeName: '合作社',
      from: '2018-01',
    });
    for (let n = 0; n < MEMBERS; n++) {
      const { id: personId } = await this.must('persons.create', {
        householdId: null,
        person: {
          name: `张${'甲乙丙丁戊'[n] ?? '己'}`,
          relation: '户主',
          idNumber: null,
          phone: '',
          card: null,
        },
      });
      const member = await this.must('members.create', { kind: 'person', personId, joinedOn: FIRST_DAY });
      this.members.push(member.id);
    }
  }

  close(): void {
    this.office.close();
    rmSync(this.#home, { recursive: true, force: true });
  }

  try<M extends Method>(method: M, input: Input<M>): Promise<Answer<Output<M>>> {
    return this.office.call(method, input);
  }

  async must<M extends Method>(method: M, input: Input<M>): Promise<Output<M>> {
    const answer = await this.try(method, input);
    if (!answer.ok) throw new Error(`${method}: ${answer.error.message}`);
    return answer.value;
  }

  async item(dim: Input<'items.add'>['dim'], name: string): Promise<number> {
    const items = await this.must('items.list', { dim });
    return items.find((one) => one.name === name)?.id ?? (await this.must('items.add', { dim, name })).id;
  }

  /** What a refused call must leave as it was. */
  async state(): Promise<string> {
    const [vouchers, shares, business, assets, runs, periods] = await Promise.all([
      this.must('vouchers.list', {}),
      this.must('shares.list', {}),
      this.must('business.list', {}),
      this.must('assets.list', { withGone: true }),
      this.must('dividends.list', {}),
      this.must('periods.list', {}),
    ]);
    return JSON.stringify([vouchers, shares, business, assets, runs, periods.currentPeriod]);
  }
}

export type Act = (coop: Cooperative, dice: readonly number[]) => Promise<Answer<unknown> | null>;

export const pick = <T>(from: readonly T[], die: number): T | undefined =>
  from[die % Math.max(from.length, 1)];
export const yuan = (die: number): number => (1 + (die % 5000)) * 100 + (die % 97);
/** Most dates are today; some lie a while back, some in a closed month, some tomorrow. */
export const dated = (coop: Cooperative, die: number): string => {
  if (die % 11 === 0) return addDays(coop.today, 1);
  if (die % 7 === 0) return addDays(coop.today, -(die % 80));
  return coop.today;
};

export async function acquire(
  coop: Cooperative,
  die: number,
  size: number,
  how: Input<'assets.acquire'>['how'],
): Promise<Answer<unknown>> {
  const costFen = how.kind === 'granted' ? how.grantFen + 500 : yuan(size);
  return coop.try('assets.acquire', {
    date: dated(coop, die),
    standing: how.kind === 'register' && size % 2 === 0 ? 'memo' : 'booked',
    account: size % 9 === 0 ? '142' : '151',
    facts: {
      ...{ no: (await coop.must('assets.nextNo', { prefix: 'ZC' })).no, name: '设备', category: '机器设备' },
      ...{ spec: '', unit: '台', supplier: '', documentNo: '', use: 'production', place: '', department: '' },
      ...{ custodian: '', ownerKind: size % 5 === 0 ? 'village' : 'cooperative', owner: '', note: '' },
      controlContract: size % 10 === 0 ? '控-1' : '',
    },
    costFen,
    funding: [{ source: 'own', note: '', amountFen: size % 13 === 0 ? costFen + 1 : costFen }],
    terms: { method: 'straight-line', lifeMonths: 60, residual: '5' },
    isRelief: size % 3 === 0,
    relief: null,
    pieces: size % 3 === 0 ? { count: 3 } : null,
    attachments: 1,
    how,
  });
}

export async function business(
  coop: Cooperative,
  die: number,
  event: Input<'business.record'>['event'],
): Promise<Answer<unknown>> {
  return coop.try('business.record', {
    date: dated(coop, die),
    documentNo: '',
    note: '',
    attachments: 1,
    event,
  });
}

/** Lives through the steps: after each every equation holds, and what was refused has changed nothing. */
export async function live<A extends string>(
  coop: Cooperative,
  acts: Readonly<Record<A, Act>>,
  steps: readonly Step<A>[],
  stateOf: (coop: Cooperative) => Promise<string> = (one) => one.state(),
  law: (coop: Cooperative) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  for (const { act, dice, days } of steps) {
    coop.today = addDays(coop.today, days);
    const before = await stateOf(coop);
    const answer = await acts[act](coop, dice);
    if (answer && !answer.ok) {
      expect(answer.error.message, act).toMatch(/[。！]$/u);
      // Closing a month posts what is ready beforehand: the close alone is what was refused.
      if (act !== 'closeMonth')
        expect(await stateOf(coop), `${act} was refused: ${answer.error.message}`).toBe(before);
    }
    if (answer?.ok) {
      coop.done.set(act, (coop.done.get(act) ?? 0) + 1);
      await law(coop);
    }
    const { checks } = await coop.must('workspace.verify', {});
    const broken = checks.filter((check) => !check.ok && check.level === 'block');
    expect(broken, `after ${act} ${dice.join(' ')} on ${coop.today}`).toEqual([]);
  }
}
