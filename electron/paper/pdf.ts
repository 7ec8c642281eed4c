import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { ok, refuse, type Result } from '../../shared/rules/result.ts';
import { findBrowser, quietSwitches } from './browser.ts';
import { WHAT_TO_INSTALL } from './install.ts';

const LONGEST_MS = 300_000;

/** Prints a page to PDF with the installed browser, without a window. The page sets its own paper and margins. */
export async function htmlToPdf(html: string): Promise<Result<Uint8Array>> {
  const browser = findBrowser();
  if (!browser) return refuse('no-browser', `没有找到浏览器,不能生成 PDF。${WHAT_TO_INSTALL}`);
  const folder = await mkdtemp(join(tmpdir(), 'coop-pdf-'));
  try {
    const page = join(folder, 'page.html');
    const pdf = join(folder, 'page.pdf');
    await writeFile(page, html);
    await promisify(execFile)(
      browser,
      [
        ...quietSwitches(join(folder, 'profile')),
        '--headless',
        '--disable-gpu',
        '--no-pdf-header-footer',
        // Tags for screen readers triple the file and slow a thousand statements by a quarter; these go on paper.
        '--disable-pdf-tagging',
        `--print-to-pdf=${pdf}`,
        pathToFileURL(page).href,
      ],
      { timeout: LONGEST_MS },
    );
    return ok(await readFile(pdf));
  } catch (error) {
    return refuse('pdf', `生成 PDF 没有成功:${(error as Error).message.split('\n')[0] ?? ''}`);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
