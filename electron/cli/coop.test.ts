import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

/** The command as a person runs it: a process, an exit status, two streams. */
const COOP = join(import.meta.dirname, 'coop.ts');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), '合作社 命令行 '));
  coop('new', '村.coop');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function coop(...words: string[]) {
  const env = { ...process.env, INIT_CWD: folder, HOME: folder };
  const { status, stdout, stderr } = spawnSync(process.execPath, [COOP, ...words], { env, encoding: 'utf8' });
  return { status, stdout, stderr };
}

it('a path inside a call’s JSON is meant from where the person stands', () => {
  expect(coop('call', '村.coop', 'workspace.backup', '{"path":"备份.coop"}')).toMatchObject({ status: 0 });
  expect(existsSync(join(folder, '备份.coop'))).toBe(true);
});

it('help is no wrong use; a day that is none, and a name every object has, are', () => {
  expect(coop('help')).toMatchObject({ status: 0, stderr: '' });
  expect(coop('check', '村.coop', '--today', '2019-02-30')).toMatchObject({ status: 2 });
  expect(coop('constructor')).toMatchObject({ status: 2 });
});

it.each([
  [['--reserve', '一成'], '--reserve'],
  [['--patronage', '60%'], '--patronage'],
  [['--grant', '-1'], '--grant'],
])('a preview with %j says which option is wrong', (words, option) => {
  const said = coop('dividend', '村.coop', '--year', '2018', '--surplus', '100', ...words);
  expect(said).toMatchObject({ status: 1, stdout: '' });
  expect(said.stderr).toContain(option);
});

it('an approval names every field that is missing, in Chinese', () => {
  const said = coop('dividend', '村.coop', '--year', '2018', '--surplus', '1', '--approve', '{"present":47}');
  expect(said.status).toBe(1);
  expect(said.stderr).toMatch(/date .*resolution .*votesFor /s);
  expect(said.stderr).not.toContain('undefined');
});

it('a file that can’t be read is refused with the way out', () => {
  writeFileSync(join(folder, '空.csv'), '');
  for (const [file, words] of [
    ['没有.xlsx', '请核对文件名'],
    ['.', '这是文件夹'],
    ['空.csv', '文件是空的'],
  ] as const) {
    const said = coop('import', '村.coop', '--kind', 'shares', file, '--json');
    expect(said).toMatchObject({ status: 1, stdout: '' });
    expect(said.stderr).toContain(words);
  }
});

it('the books go out as a journal to stdout, or as tables into a folder where nothing is written over', () => {
  const said = coop('export', '村.coop', '--format', 'hledger');
  expect(said).toMatchObject({ status: 0, stderr: '' });
  expect(said.stdout).toMatch(/\ncommodity CNY\n.*\naccount 资产:101 库存现金\n/s);
  expect(coop('export', '村.coop', '--format', 'csv', '--out', '导出')).toMatchObject({
    status: 0,
    stdout: '',
  });
  expect(readFileSync(join(folder, '导出', 'accounts.csv'), 'utf8')).toMatch(
    /^\uFEFF科目编码,.*\r\n101,库存现金,/s,
  );
  const again = coop('export', '村.coop', '--format', 'csv', '--out', '导出');
  expect(again.status).toBe(1);
  expect(again.stderr).toContain('请换一个名字或空文件夹');
});

it.each([
  [['--format', 'csv'], 2, '--out'],
  [['--format', 'xml', '--out', 'x'], 2, 'hledger、csv'],
  [['--format', 'hledger', '--entity', '一'], 2, '--entity'],
  [['--format', 'hledger', '--entity', '9'], 1, '账套'],
  [['--format', 'hledger', '--from', '2018-13'], 1, '--from'],
  [['--format', 'hledger', '--from', '2018-03', '--to', '2018-02'], 1, '2018-03'],
  [['--format', 'hledger', '--out', '没有/x.journal'], 1, '文件夹'],
])('export %j is no use, and says why', (words, status, why) => {
  const said = coop('export', '村.coop', ...words);
  expect(said).toMatchObject({ status, stdout: '' });
  expect(said.stderr).toContain(why);
});
