import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A page in a window nobody sees; what Electron's BrowserWindow offers of it. */
export interface PaperWindow {
  loadFile(path: string): Promise<void>;
  destroy(): void;
  readonly webContents: {
    printToPDF(options: { preferCSSPageSize: boolean; printBackground: boolean }): Promise<Uint8Array>;
    print(
      options: { silent: boolean; printBackground: boolean },
      done: (success: boolean, reason: string) => void,
    ): void;
  };
}

/** One paper job at a time: a printer dialog that is still open must not be covered by the next. */
export class Printer {
  readonly #open: () => PaperWindow;
  #last: Promise<unknown> = Promise.resolve();

  constructor(open: () => PaperWindow) {
    this.#open = open;
  }

  toPdf(html: string): Promise<Uint8Array> {
    return this.#next(html, (window) =>
      window.webContents.printToPDF({ preferCSSPageSize: true, printBackground: true }),
    );
  }

  /** True when the person sent it to a printer, false when they closed the dialog. */
  toPrinter(html: string): Promise<boolean> {
    return this.#next(
      html,
      (window) =>
        new Promise((resolve) => {
          window.webContents.print({ silent: false, printBackground: true }, (success) => resolve(success));
        }),
    );
  }

  #next<T>(html: string, work: (window: PaperWindow) => Promise<T>): Promise<T> {
    const job = this.#last.then(() => this.#withPage(html, work));
    // A failed job must not stop the ones behind it.
    this.#last = job.catch(() => undefined);
    return job;
  }

  async #withPage<T>(html: string, work: (window: PaperWindow) => Promise<T>): Promise<T> {
    // By file, not data: URL, whose length is limited far below a thousand statements.
    const folder = await mkdtemp(join(tmpdir(), 'coop-print-'));
    const window = this.#open();
    try {
      const page = join(folder, 'page.html');
      await writeFile(page, html);
      await window.loadFile(page);
      return await work(window);
    } finally {
      window.destroy();
      await rm(folder, { recursive: true, force: true });
    }
  }
}
