import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Output, Parsed } from '../../../shared/contract/index.ts';
import type { Result } from '../../../shared/rules/result.ts';
import type { PreparedHandler } from '../../workspace/handlers.ts';
import type { TestWorkspace } from '../../workspace/testing.ts';
import { importsHandlers } from './index.ts';

type Kind = Parsed<'imports.preview'>['kind'];
type Options = Partial<Omit<Parsed<'imports.preview'>, 'kind' | 'dataBase64'>>;

/** Preview and commit of one file as the office does them; asserts that the preview promised what the commit did. */
export async function importFile(
  workspace: TestWorkspace,
  kind: Kind,
  bytes: Uint8Array | string,
  options: Options = {},
): Promise<Result<Output<'imports.commit'>> & { preview: Output<'imports.preview'> }> {
  const read = typeof bytes === 'string' ? readFileSync(bytes) : bytes;
  const input = {
    kind,
    fileName: typeof bytes === 'string' ? basename(bytes) : 'a.xlsx',
    dataBase64: Buffer.from(read).toString('base64'),
    ...options,
  };
  const preview = await call('imports.preview', input, (run) => run(workspace.writing()));
  if (!preview.ok) throw new Error(preview.error.message);
  const before = dump(workspace);
  const committed = await call('imports.commit', input, (run) => workspace.run(run));
  if (committed.ok) {
    if (JSON.stringify(committed.value) !== JSON.stringify(preview.value.summary)) {
      throw new Error('the commit is not what the preview promised');
    }
  } else if (dump(workspace) !== before) throw new Error('a refused import has written');
  return { ...committed, preview: preview.value };
}

/** The same, where the file is expected to be accepted. */
export async function imported(
  ...args: Parameters<typeof importFile>
): Promise<Output<'imports.commit'> & { preview: Output<'imports.preview'> }> {
  const result = await importFile(...args);
  if (!result.ok) throw new Error(result.error.message);
  return { ...result.value, preview: result.preview };
}

export async function inspected(
  workspace: TestWorkspace,
  input: Parsed<'imports.inspect'>,
): Promise<Output<'imports.inspect'>> {
  const result = await call('imports.inspect', input, (run) => run(workspace.writing()));
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

async function call<M extends 'imports.inspect' | 'imports.preview' | 'imports.commit'>(
  method: M,
  input: Parsed<M>,
  carry: (run: (context: ReturnType<TestWorkspace['writing']>) => Result<Output<M>>) => Result<Output<M>>,
): Promise<Result<Output<M>>> {
  const handler = importsHandlers[method] as unknown as PreparedHandler<M>;
  const ready = await handler.prepare(input);
  if (!ready.ok) return ready;
  return carry((context) => handler.run(context, input, ready.value));
}

/** Every row of every table, as text. */
export function dump(workspace: TestWorkspace): string {
  const db = workspace.connection;
  const tables = db.all<{ name: string }>(
    `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`,
  );
  return tables.map(({ name }) => `${name}\n${JSON.stringify(db.all(`SELECT * FROM "${name}"`))}`).join('\n');
}

/** A csv as bytes: rows of text cells. */
export function csv(rows: readonly (readonly (string | number | null)[])[]): Uint8Array {
  const quoted = (cell: string | number | null): string => `"${String(cell ?? '').replaceAll('"', '""')}"`;
  return Buffer.from(rows.map((row) => row.map(quoted).join(',')).join('\r\n'));
}

/** A citizen identity number that no real person has: born in the 1880s, with its check digit. */
export function idNumberOf(serial: number): string {
  const day = String((serial % 28) + 1).padStart(2, '0');
  const order = String(Math.floor(serial / 28) % 1000).padStart(3, '0');
  const year = 1880 + (Math.floor(serial / 28_000) % 10);
  const digits = `610727${year}01${day}${order}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  return digits + '10X98765432'.charAt(sum % 11);
}
