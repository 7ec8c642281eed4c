import { randomBytes } from 'node:crypto';
import { Office } from '../../electron/office/office.ts';
import type { Input, Method, Output } from '../../shared/contract/index.ts';

/** The day the benchmarks work under: after the last day of the demo village. */
const TODAY = '2019-03-01';

/** An office of its own, as a door would have it. What goes wrong in it throws. */
export function benchOffice(home: string, today = TODAY): Office {
  return new Office({
    door: 'test',
    home,
    paths: 'anywhere',
    operator: '李会计',
    remember: false,
    clock: () => ({ today, now: `${today}T09:00:00`, nowMs: Date.parse(`${today}T09:00:00`) }),
    randomHex: (bytes) => randomBytes(bytes).toString('hex'),
    onBug: (_method, error) => {
      throw error;
    },
  });
}

export async function ask<M extends Method>(office: Office, method: M, input: Input<M>): Promise<Output<M>> {
  const answer = await office.call(method, input);
  if (!answer.ok) throw new Error(`${method}: ${answer.error.message}`);
  return answer.value;
}

/** Writes the demo village to a new file and leaves it closed: one file, nothing beside it. */
export async function writeDemo(path: string, home: string): Promise<void> {
  const office = benchOffice(home);
  await ask(office, 'workspace.demo', { path });
  office.close();
}
