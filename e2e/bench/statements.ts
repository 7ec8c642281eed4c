import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { htmlToPdf } from '../../electron/paper/pdf.ts';
import { renderDocument } from '../../shared/print/page.ts';
import { statementsDocument } from '../../shared/print/statements.ts';
import { header, resolution, statementOf, villageRows } from '../../shared/print/testVillage.ts';
import { launchChromium } from './chromium.ts';
import {
  type Benchmark,
  inTurn,
  median,
  medianRatio,
  milliseconds,
  percent,
  type Row,
  spread,
} from './measure.ts';

const STATEMENTS = 1000;
const LEAST_SPEED = 0.8;
const ROUNDS = 7;

/**
 * From HTML to PDF on the disk: what the print command and the browser shell do, against the browser's own page.pdf() driven
 * directly. Both begin without a running browser. Each is also timed on an empty sheet, to tell printing from starting.
 */
export const statements: Benchmark = {
  name: 'statements',
  async run() {
    const folder = await mkdtemp(join(tmpdir(), 'coop-bench-'));
    try {
      const html = thousandStatements();
      const empty = renderDocument({
        title: '',
        paper: 'A4',
        css: '',
        watermark: null,
        pages: [{ markup: '' }],
      });
      const taken = await inTurn(
        {
          ours: () => milliseconds(() => ours(html)),
          bare: () => milliseconds(() => bare(html, folder)),
          oursEmpty: () => milliseconds(() => ours(empty)),
          bareEmpty: () => milliseconds(() => bare(empty, folder)),
        },
        { warmUps: 1, rounds: ROUNDS },
      );
      const less = (whole: number[], launch: number[]): number[] =>
        whole.map((value) => value - median(launch));
      return [
        row(`${STATEMENTS.toLocaleString('en')} statements to PDF`, taken.ours, taken.bare),
        row(
          '  without the browser’s start',
          less(taken.ours, taken.oursEmpty),
          less(taken.bare, taken.bareEmpty),
        ),
      ];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

function row(work: string, oursMs: readonly number[], bareMs: readonly number[]): Row {
  const speed = medianRatio(bareMs, oursMs);
  return {
    work,
    budget: `≥ ${percent(LEAST_SPEED)} of bare speed`,
    measured: `${spread(oursMs)}; bare ${spread(bareMs)}`,
    ratio: `${percent(speed)} of bare speed`,
    within: speed >= LEAST_SPEED,
  };
}

function thousandStatements(): string {
  const all = Array.from({ length: STATEMENTS }, (_, index) => {
    const serial = String(index + 1).padStart(4, '0');
    const villager = villageRows[index % villageRows.length];
    if (!villager) throw new Error('the village is empty');
    return statementOf({ ...villager, memberNo: `M${serial}`, householdCode: `H${serial}` });
  });
  const contact = { place: '张家坝村委会一楼合作社办公室', telephone: '19900000120' };
  return renderDocument(
    statementsDocument({ header, fiscalYear: 2018, resolution, contact, statements: all, printOnly: null }),
  );
}

async function ours(html: string): Promise<void> {
  const made = await htmlToPdf(html);
  if (!made.ok) throw new Error(made.error.message);
  mustBePdf(made.value);
}

async function bare(html: string, folder: string): Promise<void> {
  const file = join(folder, 'bare.html');
  const out = join(folder, 'bare.pdf');
  await writeFile(file, html);
  const browser = await launchChromium();
  const page = await browser.newPage();
  await page.goto(pathToFileURL(file).href);
  await page.pdf({ path: out, preferCSSPageSize: true });
  await browser.close();
  mustBePdf(await readFile(out));
}

function mustBePdf(bytes: Uint8Array): void {
  if (Buffer.from(bytes.subarray(0, 5)).toString() !== '%PDF-') throw new Error('no PDF came out');
}
