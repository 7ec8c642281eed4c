import { enableCompileCache } from 'node:module';
import { resolve } from 'node:path';
import { isRealDate } from '../../shared/rules/calendar.ts';
import { preferencesFolder, systemClock, systemRandomHex } from '../office/clock.ts';
import { type Arguments, Misuse, readArguments } from './arguments.ts';

// Before the program is loaded: what Node makes of its files is kept in the system's temporary folder, and the next call starts in
// half the time.
enableCompileCache();
const { Office } = await import('../office/office.ts');
const { commands, Refused } = await import('./commands.ts');

/**
 * `coop`, the door without a window. Exit status: 0 done, 1 refused (the reason on stderr), 2 wrong use.
 */
const USAGE = `用法:npm run -s coop -- 命令 …
  new FILE.coop [--village 村名] [--name 合作社名] [--from YYYY-MM]
  demo FILE.coop
  import FILE.coop --kind households|shares|deliveries|assets|labour|subsidised-loans|fund-loans|industry 表格.xlsx
           [--sheet 表名] [--unit 元|万元] [--dry-run] [--json]
  dividend FILE.coop --year 2018 [--surplus 186437.29] [--opening -23150.60] [--reserve 10] [--patronage 60]
           [--grant 600000] [--donation 80000] [--method A|B] [--share-only --resolution 文号] [--json] [--approve '{…}']
  print FILE.coop --run 编号 --document plan|statements|roster|notice --out FILE.pdf
  print FILE.coop --document voucher-month --period YYYY-MM [--word 记] --out FILE.pdf,或 --document vouchers --ids 1,2
  print FILE.coop --document trial-balance|general-ledger|journal --from YYYY-MM --to YYYY-MM [--account 科目] --out FILE.pdf
           account-ledger --account 科目 [--daily] [--member M001] | column-ledger --account 科目 --by account|item|member
           | analysis --dim member [--account 科目];各账簿可加 --posted-only(只含已记账)、--level 1(余额表到一级)
  print FILE.coop --document statement --statement 01|02|03 --period YYYY-MM --out FILE.pdf,或 statement-notes --year 2018
  print FILE.coop --document chart|openings --out FILE.pdf
  print FILE.coop --document labour-pay|labour-slips --sheet 发放表编号 --out FILE.pdf,或 work-day [--date YYYY-MM-DD](不写日期是空白单)
           | labour-receipt --payment 发放编号
  print FILE.coop --request '{"document":"fund-loans","asOf":"2018-12-31"}' --out FILE.pdf(任何单据,写法同 prints.preview)
  export FILE.coop --format hledger [--entity 编号] [--from YYYY-MM] [--to YYYY-MM] [--out FILE.journal]
  export FILE.coop --format csv --out 文件夹 [--entity 编号] [--from YYYY-MM] [--to YYYY-MM]
  call FILE.coop 方法 '{…}'
  check FILE.coop
每个命令都可以加 --today YYYY-MM-DD 和 --operator 姓名。`;

standInPersonsFolder();
process.exitCode = await main(process.argv.slice(2));

async function main(words: string[]): Promise<number> {
  const [name = '', ...rest] = words;
  if (name === 'help' || name === '--help') {
    console.log(USAGE);
    return 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) return misuse(name ? `没有命令 ${name}` : '没有写命令');
  let given: Arguments;
  try {
    given = readArguments(rest, command.shape);
    checkCommon(given);
  } catch (error) {
    if (error instanceof Misuse) return misuse(`${name}:${error.message}`);
    throw error;
  }
  const office = new Office({
    door: 'cli',
    home: preferencesFolder(),
    paths: 'anywhere',
    operator: given.options.get('operator') ?? '命令行',
    remember: false,
    clock: systemClock(given.options.get('today')),
    randomHex: systemRandomHex,
    onBug: (method, error) => console.error(`程序内部出错(${method}):`, error),
  });
  try {
    return (await command.run(office, given, inPersonsFolder)) ?? 0;
  } catch (error) {
    if (error instanceof Misuse) return misuse(`${name}:${error.message}`);
    if (!(error instanceof Refused)) throw error;
    console.error(error.message);
    return 1;
  } finally {
    office.close();
  }
}

function checkCommon(given: Arguments): void {
  const today = given.options.get('today');
  if (today !== undefined && !isRealDate(today)) throw new Misuse('--today 要写成 2019-03-01 这样');
  if (given.options.get('operator')?.trim() === '') throw new Misuse('--operator 不能是空的');
}

/** npm changes folder to the project; INIT_CWD is where the person stands, and what paths inside a call's JSON mean too. */
function standInPersonsFolder(): void {
  try {
    process.chdir(process.env['INIT_CWD'] ?? '.');
  } catch {
    // A folder that is gone, or that nobody may enter: absolute paths still work.
  }
}

function inPersonsFolder(path: string): string {
  return resolve(process.env['INIT_CWD'] ?? process.cwd(), path);
}

function misuse(what: string): number {
  console.error(`${what}\n\n${USAGE}`);
  return 2;
}
