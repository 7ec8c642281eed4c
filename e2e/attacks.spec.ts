import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { expect, test } from './desk.ts';
import { ask, openDemo } from './pages/desk.ts';

/** What other pages, other programs and hostile files try at the browser shell's door. */

test.skip(
  ({ shell }) => shell === 'electron',
  '桌面版没有 HTTP 门;它的消息校验在 electron/shell 的单元测试里',
);

interface Reply {
  status: number;
  body: string;
}

function knock(
  origin: string,
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Reply> {
  const { hostname, port } = new URL(origin);
  return new Promise((done, fail) => {
    const sent = httpRequest(
      { hostname, port, path, method: options.method ?? 'GET', headers: options.headers ?? {} },
      (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (body += chunk));
        response.on('end', () => done({ status: response.statusCode ?? 0, body }));
      },
    );
    sent.on('error', fail);
    sent.end(options.body);
  });
}

const STATUS = JSON.stringify({ method: 'workspace.status', input: {} });

test('without the cookie nothing is to be had, and the token works once', async ({ desk }) => {
  const { origin, entrance, page } = desk;
  await expect(page.getByRole('button', { name: '一键建示范村' })).toBeVisible();
  const headers = { 'content-type': 'application/json', origin };
  for (const reply of [
    await knock(origin, '/'),
    await knock(origin, '/call', { method: 'POST', headers, body: STATUS }),
    await knock(origin, '/pdf', { method: 'POST', headers, body: '{}' }),
    await knock(origin, entrance.slice(origin.length)),
    await knock(origin, '/?token=guess'),
  ]) {
    expect(reply.status).toBe(403);
    expect(reply.body).not.toContain('<html');
    expect(reply.body).toMatch(/重新启动/);
  }
});

test('with the cookie only the program’s own page may call', async ({ desk }) => {
  const { origin, page } = desk;
  const [cookie] = await page.context().cookies();
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
  const good = {
    cookie: `${cookie?.name ?? ''}=${cookie?.value ?? ''}`,
    origin,
    'content-type': 'application/json',
  };
  const post = (headers: Record<string, string>, body = STATUS): Promise<Reply> =>
    knock(origin, '/call', { method: 'POST', headers, body });
  expect((await post(good)).status).toBe(200);
  expect((await post({ ...good, host: 'evil.example' })).status).toBe(421);
  expect((await post({ ...good, origin: 'https://evil.example' })).status).toBe(403);
  expect((await post({ ...good, origin: 'null' })).status).toBe(403);
  expect((await post({ cookie: good.cookie, 'content-type': 'application/json' })).status).toBe(403);
  expect((await post({ ...good, 'content-type': 'text/plain' })).status).toBe(415);
  for (const body of ['', '{', '[]', 'null', '{"method":{}}', '"x"']) {
    expect((await post(good, body)).status).toBe(400);
  }
  expect((await post({ ...good, 'content-length': '99999999999' }, '')).status).toBe(413);
  const unknown = JSON.parse((await post(good, '{"method":"__proto__","input":{}}')).body) as unknown;
  expect(unknown).toMatchObject({ ok: false, error: { code: 'unknown-method' } });
  const malformed = JSON.parse(
    (await post(good, '{"method":"workspace.open","input":{"path":5}}')).body,
  ) as unknown;
  expect(malformed).toMatchObject({ ok: false, error: { code: 'input' } });
  for (const path of ['/package.json', '/../package.json', '/..%2fpackage.json', '//etc/passwd']) {
    expect((await knock(origin, path, { headers: good })).status).toBeGreaterThanOrEqual(400);
  }
});

test('another site’s page cannot reach the program through the person’s browser', async ({ desk }) => {
  const { origin, page } = desk;
  const other = await page.context().newPage();
  await other.goto('data:text/html,<p>evil</p>');
  const reached = await other.evaluate(async (target) => {
    try {
      const reply = await fetch(`${target}/call`, { method: 'POST', body: '{}', credentials: 'include' });
      return reply.status;
    } catch {
      return 'blocked';
    }
  }, origin);
  expect(reached).toBe('blocked');
  await other.setContent(`<iframe src="${origin}/"></iframe>`);
  await expect(other.frameLocator('iframe').getByText('一键建示范村')).toHaveCount(0);
});

test('files outside what the person may choose stay shut', async ({ desk }) => {
  const { page, home } = desk;
  await expect(page.getByRole('button', { name: '一键建示范村' })).toBeVisible();
  const hidden = join(home, '.secret');
  mkdirSync(hidden);
  writeFileSync(join(hidden, 'a.coop'), 'x');
  symlinkSync('/etc', join(home, 'Documents', '出口'));
  const refusal = (method: 'workspace.open' | 'workspace.create', path: string): Promise<string> =>
    ask(page, method, { path, villageName: '村', cooperativeName: '社' }).then(
      () => 'opened',
      (error: Error) => error.message,
    );
  for (const path of [
    '/etc/passwd',
    '/etc/x.coop',
    join(home, 'Documents', '..', '..', '..', 'etc', 'x.coop'),
    join(hidden, 'a.coop'),
    join(home, 'Documents', '出口', 'x.coop'),
  ]) {
    expect(await refusal('workspace.open', path)).toMatch(/自己文件夹|\.coop/);
    expect(await refusal('workspace.create', path)).toMatch(/自己文件夹|\.coop/);
  }
  await expect(ask(page, 'workspace.places', { folder: '/etc' })).rejects.toThrow('不在可以浏览的范围内');
  await expect(ask(page, 'workspace.places', { folder: join(home, 'Documents', '出口') })).rejects.toThrow();
});

test('a hostile text is text on the screen and on paper', async ({ desk }) => {
  const { page } = desk;
  let alarmed = false;
  page.on('dialog', (dialog) => {
    alarmed = true;
    void dialog.dismiss();
  });
  await openDemo(page);
  const hostile = '<img src=x onerror=alert(1)><script>alert(2)</script>';
  const { id } = await ask(page, 'shares.contribute', {
    memberId: 1,
    date: '2019-02-01',
    form: 'cash',
    source: hostile,
    fromRelief: false,
    amountFen: 100_000,
    document: hostile,
    note: hostile,
  });
  await page.goto(`${desk.origin}/#/members/1`);
  await expect(page.getByText(hostile).first()).toBeVisible();
  const { html } = await ask(page, 'prints.preview', { request: { document: 'receipt', transactionId: id } });
  expect(html).not.toContain('<img src=x');
  expect(html).not.toContain('<script');
  expect(html).toContain('&lt;img');
  expect(alarmed).toBe(false);
});
