import { availableParallelism, loadavg } from 'node:os';
import { accountLookup } from './accountLookup.ts';
import { books } from './books.ts';
import { contributions } from './contributions.ts';
import { dividendOf100000 } from './dividendOf100000.ts';
import { ledgerQueries } from './ledgerQueries.ts';
import type { Benchmark, Row } from './measure.ts';
import { previewOf47 } from './previewOf47.ts';
import { register } from './register.ts';
import { startToGrid } from './startToGrid.ts';
import { statements } from './statements.ts';
import { vouchers } from './vouchers.ts';

/**
 * `npm run bench [-- NAME …]`: measures the budgets of docs/benchmarks.md and prints one table. A missed budget is a row
 * that says so, not a failure; the exit status is 1 only when something could not be measured.
 */
const ALL: readonly Benchmark[] = [
  previewOf47,
  dividendOf100000,
  statements,
  register,
  startToGrid,
  contributions,
  vouchers,
  books,
  ledgerQueries,
  accountLookup,
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !ALL.some((one) => one.name === name));
if (unknown.length > 0) {
  console.error(
    `no such benchmark: ${unknown.join(', ')}. There are: ${ALL.map((one) => one.name).join(', ')}`,
  );
  process.exit(2);
}

let broken = 0;
const rows: Row[] = [];
for (const benchmark of ALL.filter((one) => wanted.length === 0 || wanted.includes(one.name))) {
  process.stderr.write(`${benchmark.name} … (load ${load()})\n`);
  try {
    rows.push(...(await benchmark.run()));
  } catch (error) {
    broken += 1;
    console.error(error);
    rows.push({
      work: benchmark.name,
      budget: '',
      measured: 'could not be measured',
      ratio: '',
      within: null,
    });
  }
}
console.log(
  `\n${new Date().toISOString().slice(0, 10)} · ${availableParallelism()} cores · Node ${process.version} · load at the end ${load()}`,
);
console.log(tableOf(rows));
process.exit(broken > 0 ? 1 : 0);

function load(): string {
  return loadavg()
    .map((value) => value.toFixed(1))
    .join(' ');
}

/** As Markdown, its columns aligned, so that it reads in a terminal and goes into the docs as it is. */
function tableOf(lines: readonly Row[]): string {
  const cells = [
    ['work', 'budget', 'measured: median (least – most)', 'ratio', 'within?'],
    ...lines.map(({ work, budget, measured, ratio, within }) => [
      work,
      budget,
      measured,
      ratio,
      within === null ? '' : within ? 'yes' : 'NO',
    ]),
  ];
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(...cells.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = cells;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}
