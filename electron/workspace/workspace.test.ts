import { spawn } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrations } from '../migrations/index.ts';
import { appendAudit, findBrokenAudit } from './audit.ts';
import { backUp } from './backup.ts';
import { APPLICATION_ID, createWorkspace, migrate } from './create.ts';
import { openReader, openWriter } from './database.ts';
import { openWorkspace } from './open.ts';
import { seal, unseal } from './sealed.ts';
import { verifyWorkspace } from './verify.ts';

const NEW = {
  villageName: '张家坝村',
  cooperativeName: '合作社',
  firstPeriod: '2018-01',
  now: '2018-12-31T09:00:00',
  operator: '李会计',
  randomHex: (bytes: number) => 'ab'.repeat(bytes),
};
const OPENING = { operator: '李会计', now: '2019-01-01T08:00:00', nowMs: 0, takeOver: false };

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'coop-ws-'));
  path = join(folder, '村.coop');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function refusal(at = path, opening = OPENING): string {
  const opened = openWorkspace(at, opening);
  if (opened.ok) {
    opened.value.close();
    return 'opened';
  }
  expect(opened.error.message).toMatch(/[。]$/);
  return opened.error.code;
}

describe('creating', () => {
  it('never overwrites, whatever stands there', () => {
    writeFileSync(path, 'precious');
    expect(() => createWorkspace(path, NEW)).toThrow(/EEXIST/);
    expect(readFileSync(path, 'utf8')).toBe('precious');
  });

  it('leaves one file, stamped as ours, at the newest version', () => {
    createWorkspace(path, NEW);
    expect(readdirSync(folder)).toEqual(['村.coop']);
    const reader = openReader(path);
    expect(reader.pragma('application_id')).toBe(APPLICATION_ID);
    expect(reader.pragma('user_version')).toBe(migrations.length);
    reader.close();
  });

  it('migrations are numbered 1, 2, 3 … and each runs once', () => {
    expect(migrations.map((migration) => migration.version)).toEqual(migrations.map((_, index) => index + 1));
    createWorkspace(path, NEW);
    const writer = openWriter(path, { create: false });
    expect(migrate(writer)).toEqual({ from: migrations.length, to: migrations.length });
    writer.close();
  });

  it('holds the pragmas it promises', () => {
    createWorkspace(path, NEW);
    const writer = openWriter(path, { create: false });
    expect(writer.pragma('journal_mode')).toBe('wal');
    expect(writer.pragma('synchronous')).toBe(2);
    expect(writer.pragma('foreign_keys')).toBe(1);
    writer.close();
  });
});

describe('opening', () => {
  it('says what is wrong with a file, each with its own code and way out', () => {
    expect(refusal(join(folder, 'gone.coop'))).toBe('file-missing');
    expect(refusal(folder)).toBe('not-a-workspace');
    writeFileSync(path, 'a text file');
    expect(refusal()).toBe('not-a-workspace');
    writeFileSync(path, '');
    expect(refusal()).toBe('not-a-workspace');
  });

  it('knows another program’s database from ours', () => {
    const other = openWriter(path, { create: true });
    other.exec('CREATE TABLE t (a)');
    other.close();
    expect(refusal()).toBe('not-a-workspace');
  });

  it('leaves a newer file alone', () => {
    createWorkspace(path, NEW);
    const writer = openWriter(path, { create: false });
    writer.pragma('user_version = 9999');
    writer.close();
    const before = readFileSync(path);
    expect(refusal()).toBe('newer-version');
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('finds damage', () => {
    createWorkspace(path, NEW);
    truncateSync(path, 8192);
    expect(refusal()).toBe('damaged');
    expect(existsSync(`${path}.lock`)).toBe(false);
  });

  it('closing leaves one file and no lock', () => {
    createWorkspace(path, NEW);
    const opened = openWorkspace(path, OPENING);
    if (!opened.ok) throw new Error(opened.error.message);
    opened.value.writer?.run(`UPDATE workspace_info SET village_name = '新村'`);
    expect(existsSync(`${path}.lock`)).toBe(true);
    opened.value.close();
    expect(readdirSync(folder)).toEqual(['村.coop']);
  });
});

describe('the lock', () => {
  it('of a living owner makes the second opening read-only and names who', async () => {
    createWorkspace(path, NEW);
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    writeFileSync(
      `${path}.lock`,
      JSON.stringify({ host: hostname(), pid: other.pid, operator: '王出纳', since: '2019-01-01T07:00:00' }),
    );
    const second = openWorkspace(path, OPENING);
    if (!second.ok) throw new Error(second.error.message);
    expect(second.value.writer).toBeNull();
    expect(second.value.lockedBy?.operator).toBe('王出纳');
    expect(second.value.reader.get('SELECT 1 AS one')).toEqual({ one: 1 });
    second.value.close();
    expect(existsSync(`${path}.lock`)).toBe(true);
    const exited = new Promise((resolve) => other.once('exit', resolve));
    other.kill('SIGKILL');
    await exited;
    const third = openWorkspace(path, OPENING);
    if (!third.ok) throw new Error(third.error.message);
    expect(third.value.writer).not.toBeNull();
    third.value.close();
  });

  it('of another machine is kept until the person takes it over', () => {
    createWorkspace(path, NEW);
    writeFileSync(`${path}.lock`, JSON.stringify({ host: 'other-pc', pid: 1, operator: '王', since: '' }));
    const first = openWorkspace(path, OPENING);
    expect(first.ok && first.value.writer).toBeNull();
    if (first.ok) first.value.close();
    const second = openWorkspace(path, { ...OPENING, takeOver: true });
    expect(second.ok && second.value.writer).not.toBeNull();
    if (second.ok) second.value.close();
  });

  it('half written by a crash is taken over once it is old', () => {
    createWorkspace(path, NEW);
    writeFileSync(`${path}.lock`, '{"host":');
    const young = openWorkspace(path, { ...OPENING, nowMs: 0 });
    expect(young.ok && young.value.writer).toBeNull();
    if (young.ok) young.value.close();
    const old = openWorkspace(path, { ...OPENING, nowMs: Date.now() + 60_000 });
    expect(old.ok && old.value.writer).not.toBeNull();
    if (old.ok) old.value.close();
  });
});

describe('what was saved', () => {
  it('survives kill -9 of the program that saved it', async () => {
    createWorkspace(path, NEW);
    const script = `
      import { openWriter } from ${JSON.stringify(join(import.meta.dirname, 'database.ts'))};
      const writer = openWriter(${JSON.stringify(path)}, { create: false });
      for (let n = 1; ; n++) {
        writer.transaction(() => writer.run('UPDATE workspace_info SET village_name = ?', 'v' + n), () => true);
        process.stdout.write(n + '\\n');
      }`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script]);
    let said = '';
    await new Promise<void>((resolve) => {
      child.stdout.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        if (said.split('\n').length > 20) child.kill('SIGKILL');
      });
      child.once('exit', () => resolve());
    });
    const saved = Number(said.trim().split('\n').at(-1));
    expect(saved).toBeGreaterThan(10);
    const opened = openWorkspace(path, OPENING);
    if (!opened.ok) throw new Error(opened.error.message);
    expect(Number(opened.value.villageName.slice(1))).toBeGreaterThanOrEqual(saved);
    opened.value.close();
  });

  it('is copied whole by a backup, which never overwrites', async () => {
    createWorkspace(path, NEW);
    const opened = openWorkspace(path, OPENING);
    if (!opened.ok) throw new Error(opened.error.message);
    const copy = join(folder, 'U盘.coop');
    expect(await backUp(opened.value.reader, copy)).toMatchObject({ ok: true, value: { verified: true } });
    expect(await backUp(opened.value.reader, copy)).toMatchObject({ ok: false, error: { code: 'exists' } });
    opened.value.close();
    expect(refusal(copy)).toBe('opened');
  });
});

describe('the audit chain', () => {
  const entry = (n: number) => ({
    time: '2019-01-01',
    operator: '李',
    method: 'm',
    input: { n, idNumber: '610727' },
  });

  it('shows a changed, a missing and a forged row', () => {
    createWorkspace(path, NEW);
    const writer = openWriter(path, { create: false });
    for (let n = 1; n <= 5; n++) appendAudit(writer, entry(n));
    expect(findBrokenAudit(writer)).toBeNull();
    expect(writer.get<{ input: string }>('SELECT input FROM audit')?.input).not.toContain('610727');
    expect(() => writer.run(`UPDATE audit SET operator = 'x' WHERE seq = 2`)).toThrow(/final/);
    expect(() => writer.run('DELETE FROM audit WHERE seq = 2')).toThrow(/final/);
    writer.exec('DROP TRIGGER audit_is_final_u; DROP TRIGGER audit_is_final_d');
    writer.run(`UPDATE audit SET operator = 'x' WHERE seq = 3`);
    expect(findBrokenAudit(writer)).toBe(3);
    writer.run(`UPDATE audit SET operator = '李' WHERE seq = 3`);
    writer.run('DELETE FROM audit WHERE seq = 4');
    expect(findBrokenAudit(writer)).toBe(5);
    expect(
      verifyWorkspace(writer)
        .filter((check) => !check.ok)
        .map((check) => check.name),
    ).toEqual(['操作日志没有断开']);
    writer.close();
  });
});

describe('sealed numbers', () => {
  it('open again, and are equal exactly when the numbers are', () => {
    createWorkspace(path, NEW);
    const reader = openReader(path);
    const a = seal(reader, '610727188001010016');
    expect(unseal(a.sealed)).toBe('610727188001010016');
    expect(seal(reader, '610727188001010016').digest).toBe(a.digest);
    expect(seal(reader, '610727188001010024').digest).not.toBe(a.digest);
    reader.close();
  });
});

describe('a file that can only be read', () => {
  it.skipIf(process.getuid?.() === 0)('opens for looking', () => {
    createWorkspace(path, NEW);
    copyFileSync(path, join(folder, 'ro.coop'));
    chmodSync(folder, 0o555);
    const opened = openWorkspace(join(folder, 'ro.coop'), OPENING);
    chmodSync(folder, 0o755);
    expect(opened.ok && opened.value.writer).toBeNull();
    if (opened.ok) opened.value.close();
  });
});
