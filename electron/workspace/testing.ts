import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contract, type Input, type Method, type Output } from '../../shared/contract/index.ts';
import { invariant, type Result } from '../../shared/rules/result.ts';
import type { Writing } from './context.ts';
import { createWorkspace } from './create.ts';
import { type Connection, openWriter } from './database.ts';

/** For tests: a real workspace file in a temporary folder, with a fixed clock and fixed randomness. */
export interface TestWorkspace {
  readonly path: string;
  readonly connection: Connection;
  /** The context of a command, clock and operator settable. */
  writing(at?: { today?: string; operator?: string }): Writing;
  /** Runs a command the way the office does: in one transaction, rolled back when refused. */
  run<T>(work: (context: Writing) => Result<T>, at?: { today?: string }): Result<T>;
  close(): void;
}

/** `firstPeriod`: when the books begin; events before it have no vouchers. */
export function testWorkspace(firstPeriod = '2018-01'): TestWorkspace {
  const folder = mkdtempSync(join(tmpdir(), 'coop-'));
  const path = join(folder, 'test.coop');
  createWorkspace(path, {
    villageName: '张家坝村',
    cooperativeName: '鑫杰香菇种植专业合作社',
    firstPeriod,
    now: '2018-12-31T09:00:00',
    operator: '李会计',
    randomHex: (bytes) => '0'.repeat(bytes * 2),
  });
  const connection = openWriter(path, { create: false });
  let draws = 0;
  const writing: TestWorkspace['writing'] = (at) => ({
    db: connection,
    today: at?.today ?? '2019-03-01',
    now: `${at?.today ?? '2019-03-01'}T09:00:00`,
    operator: at?.operator ?? '李会计',
    randomHex: (bytes) => (draws++).toString(16).padStart(bytes * 2, '0'),
  });
  return {
    path,
    connection,
    writing,
    run: (work, at) =>
      connection.transaction(
        () => work(writing(at)),
        (result) => result.ok,
      ),
    close: () => {
      connection.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Calls as the office makes them, some of its subjects only: what comes in and goes out is the contract's. */
export interface Calls<M extends Method> {
  readonly attempt: <N extends M>(method: N, input: Input<N>, today?: string) => Result<Output<N>>;
  /** Throws when refused. */
  readonly call: <N extends M>(method: N, input: Input<N>, today?: string) => Output<N>;
}

export function callsOn<M extends Method>(
  workspace: TestWorkspace,
  handlers: Readonly<Record<M, unknown>>,
): Calls<M> {
  const attempt: Calls<M>['attempt'] = (method, input, today) => {
    const handler = handlers[method];
    invariant(typeof handler === 'function', `${method} needs no file`);
    const result = workspace.run(
      (ctx) =>
        (handler as (ctx: Writing, input: unknown) => Result<never>)(
          ctx,
          contract[method].input.parse(input),
        ),
      today === undefined ? undefined : { today },
    );
    if (result.ok) contract[method].output.parse(result.value);
    return result;
  };
  const call: Calls<M>['call'] = (method, input, today) => {
    const result = attempt(method, input, today);
    if (!result.ok) throw new Error(`${method}: ${result.error.message}`);
    return result.value;
  };
  return { attempt, call };
}
