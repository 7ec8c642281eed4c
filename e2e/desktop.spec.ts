import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@playwright/test';
import { ROOT } from './program.ts';

/** The desktop shell as built, started on a stand-in for Electron: its bundle is whole and its bridge answers. */
const DRIVE = `
await import(${JSON.stringify(pathToFileURL(join(ROOT, 'dist/electron/main.js')).href)});
while (!globalThis.desktop.loaded.length) await new Promise((done) => setTimeout(done, 20));
const { desktop } = globalThis;
const ours = { senderFrame: { url: 'app://coopledger/', parent: null } };
const call = async (method, input) => {
  const answer = await desktop.channels['coopledger:call'](ours, { method, input });
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value;
};
await call('operator.set', { name: '李会计' });
await call('workspace.demo', { path: null });
const [run] = await call('dividends.list', {});
const page = await desktop.serve({ method: 'GET', url: 'app://coopledger/' });
console.log(JSON.stringify({
  windows: desktop.windows,
  loaded: desktop.loaded,
  totalFen: run.totalFen,
  html: (await page.text()).includes('合作社台账'),
}));
await call('workspace.close', {});
process.exit(0);
`;

test('the built desktop shell starts, locks its window down and answers', () => {
  test.skip(test.info().project.name !== 'browser', '不需要 Electron 运行时,只跑一遍');
  const home = mkdtempSync(join(tmpdir(), 'coop-desktop-'));
  const said = execFileSync(
    process.execPath,
    [
      '--import',
      pathToFileURL(join(ROOT, 'e2e/fixtures/fakeElectron.ts')).href,
      '--input-type=module',
      '-e',
      DRIVE,
    ],
    { env: { ...process.env, HOME: home, USERPROFILE: home, COOPLEDGER_HOME: home }, encoding: 'utf8' },
  );
  rmSync(home, { recursive: true, force: true });
  const state = JSON.parse(said) as Record<string, unknown>;
  expect(state).toMatchObject({ loaded: ['app://coopledger/'], totalFen: 14695802, html: true });
  expect(state['windows']).toEqual([
    expect.objectContaining({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
    }),
  ]);
});
