import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { villageRows } from '../../../shared/print/testVillage.ts';
import { invariant, ok, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import { testWorkspace, type TestWorkspace } from '../../workspace/testing.ts';
import type { MethodsOf } from '../../workspace/handlers.ts';
import type { dividends } from '../../../shared/contract/dividends.ts';
import { createMember, recordContribution } from '../shares/index.ts';
import { createHousehold } from '../village/index.ts';
import { dividendsHandlers } from './index.ts';
import type { RunInputs } from './runs.ts';

/** For tests: the invented cooperative of 47 households, 920,000 yuan, with its 2018 deliveries, before any run. */
export interface TestCooperative extends TestWorkspace {
  readonly members: readonly TestMember[];
  member(no: string): TestMember;
  /** A call as the office makes it: commands in one transaction, rolled back when refused. */
  call<M extends DividendMethod>(
    method: M,
    input: Parsed<M>,
    at?: { today?: string },
  ): Promise<Result<Output<M>>>;
  /** The same, when it must succeed. */
  done<M extends DividendMethod>(method: M, input: Parsed<M>, at?: { today?: string }): Promise<Output<M>>;
  /** Saves and approves the run of the example; gives its id. */
  approve(inputs?: Partial<RunInputs>): Promise<number>;
}

interface TestMember {
  readonly id: number;
  readonly personId: number;
  readonly no: string;
  readonly name: string;
  readonly card: string;
}

type DividendMethod = MethodsOf<typeof dividends>;

export const INPUTS: RunInputs = {
  fiscalYear: 2018,
  surplusFen: 18_643_729,
  openingUndistributedFen: -2_315_060,
  reservePercent: '10',
  reserveBase: 'after-loss-offset',
  patronagePercent: '60',
  grantFen: 60_000_000,
  donationFen: 8_000_000,
  shareOnlyResolution: null,
  guaranteed: null,
  hardship: null,
  village: null,
  capitalBasis: 'year-end',
  method: 'A',
  withholding: 'none',
  reserveQuantifiedBy: 'capital',
};

export const MEETING = {
  date: '2019-02-16',
  resolution: '成决〔2019〕3号',
  present: 40,
  votesFor: 39,
  votesTotal: 47,
  postingDate: '2019-02-20',
};

/** `firstPeriod`: when the books begin; by default after everything in it, so that typed figures count. */
export function testCooperative(firstPeriod = '2030-01'): TestCooperative {
  const workspace = testWorkspace(firstPeriod);
  const members = must(workspace.run((context) => ok(villageRows.map((_, index) => enter(context, index)))));
  const call: TestCooperative['call'] = async (method, input, at) => {
    const handler = dividendsHandlers[method] as AnyHandler;
    if (typeof handler === 'function')
      return workspace.run((context) => handler(context, input), at) as never;
    const prepared = await handler.prepare(input);
    if (!prepared.ok) return prepared;
    return workspace.run((context) => handler.run(context, input, prepared.value), at) as never;
  };
  const done: TestCooperative['done'] = async (method, input, at) => {
    const result = await call(method, input, at);
    if (!result.ok) throw new Error(`${method}: ${result.error.message}`);
    return result.value;
  };
  return {
    ...workspace,
    members,
    member: (no) => {
      const found = members.find((one) => one.no === no);
      invariant(found !== undefined, `there is a member ${no}`);
      return found;
    },
    call,
    done,
    approve: async (inputs) => {
      const { id } = await done('dividends.saveDraft', { inputs: { ...INPUTS, ...inputs } });
      await done('dividends.approve', { id, meeting: MEETING });
      return id;
    },
  };
}

type AnyHandler =
  | ((context: unknown, input: unknown) => Result<unknown>)
  | {
      prepare: (input: unknown) => Promise<Result<unknown>>;
      run: (context: unknown, input: unknown, prepared: unknown) => Result<unknown>;
    };

/** One household with its head, who is a member with one contribution and one delivery. */
function enter(context: Writing, index: number): TestMember {
  const row = villageRows[index];
  invariant(row !== undefined, `there is a row ${index}`);
  const card = `623050${1_234_567_891_003 + index * 7919}`;
  const { headId: personId } = must(
    createHousehold(
      context,
      { code: row.householdCode, groupNo: row.groupNo ?? 1, category: '一般', phone: '', note: '' },
      { name: row.name, relation: '户主', idNumber: idNumber(index), phone: '', card },
    ),
  );
  const date = '2017-03-01';
  const { id } = must(createMember(context, { no: row.memberNo, kind: 'person', personId, joinedOn: date }));
  const share = { form: 'cash', source: '自筹', fromRelief: false, document: '', note: '' } as const;
  must(recordContribution(context, { ...share, memberId: id, date, amountFen: row.capitalFen }));
  if (row.patronageFen > 0) {
    context.db.run(
      `INSERT INTO delivery (entity_id, member_id, date, product, amount_fen, ordinal, operator, recorded_at)
       VALUES (1, ?, '2018-09-01', '香菇', ?, 1, '李会计', '2018-09-01T09:00:00')`,
      id,
      row.patronageFen,
    );
  }
  return { id, personId, no: row.memberNo, name: row.name, card };
}

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

/** A number with a right check digit (GB 11643); born in the 1880s, so that it is nobody's. */
function idNumber(index: number): string {
  const body = `61072718800101${String(index + 1).padStart(3, '0')}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, place) => total + weight * Number(body[place]), 0);
  return body + '10X98765432'.charAt(sum % 11);
}
