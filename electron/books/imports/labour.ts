import { priceText, quantityText } from '../../../shared/rules/measures.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import type { LabourRow } from '../../../shared/rules/sheet/kinds/labour.ts';
import type { ImportParse } from '../../../shared/rules/sheet/kinds/opening.ts';
import type { Reading } from '../../workspace/context.ts';
import { ImportDesk, type ImportedWork, KnownWork, overrunsWith } from '../labour/index.ts';
import { dateFault } from './dates.ts';
import { Plan } from './plan.ts';
import { readRegister, type Register, type RegisteredPerson, whoIs } from './register.ts';

/**
 * What an import of work sheets (记工表) does, all months of the workbook. People are those of the register, workers or not yet; kinds of
 * work and their rates come with the sheet where the books have none. A row is recognised by all its fields: imported again it is the same.
 */
export function planLabour(ctx: Reading, entityId: number, parse: ImportParse<LabourRow>): Plan {
  const { db, today } = ctx;
  const plan = new Plan(parse.info?.sheets ?? [], parse.refused, parse.warnings);
  const register = readRegister(db);
  const days = parse.records.map((row) => row.date).sort();
  const known = new KnownWork(db, entityId, days[0] ?? '', days.at(-1) ?? '');
  const column = (field: string): string | null => parse.info?.mapping[field] ?? null;
  const inFile = new Map<string, number>();
  const coming: { row: LabourRow; work: ImportedWork }[] = [];
  for (const row of parse.records) {
    const title = `${row.date} ${row.name} ${row.work}`;
    const found = personOf(register, row);
    if (!found.ok) {
      plan.refuse(row, column(found.field), found.reason, title);
      continue;
    }
    const work: ImportedWork = { ...row, personId: found.id, place: known.placeNo(row.place) };
    const who = `${row.date} ${whoIs(found.person)} ${row.work}`;
    const detail = `${quantityText(row.quantityMilli)}${row.unit} ${formatYuan(row.amountFen)} 元`;
    const identity = [found.id, row.date, row.work, work.place, row.quantityMilli, row.priceE4].join('\n');
    const nth = (inFile.get(identity) ?? 0) + 1;
    inFile.set(identity, nth);
    if (nth <= known.standing(work)) {
      plan.settle(row, 'same', who, detail);
      continue;
    }
    const fault = faultOf(found.person, work, known, today);
    if (fault) {
      plan.refuse(row, column(fault.field), fault.reason, who);
      continue;
    }
    plan.settle(row, 'created', who, detail);
    coming.push({ row, work });
  }
  warn(plan, known, coming, column);
  warnOfLongDays(ctx, entityId, plan, known, coming);
  let desk: ImportDesk | undefined;
  for (const { row, work } of coming) {
    plan.step(row, (writing, importId) => {
      desk ??= new ImportDesk(
        writing,
        entityId,
        coming.map((one) => one.work),
      );
      return desk.record(work, importId);
    });
  }
  return plan;
}

type Found =
  | { readonly ok: true; readonly id: number; readonly person: RegisteredPerson }
  | { readonly ok: false; readonly field: string; readonly reason: string };

/** Who a row means: by ID number, else the only one of that name (and group). */
function personOf(register: Register, row: LabourRow): Found {
  const no = (field: string, reason: string): Found => ({ ok: false, field, reason });
  const named = register
    .byName(row.name)
    .filter((one) => row.groupNo === null || one.groupNo === row.groupNo);
  const person = row.idNumber === null ? named[0] : register.byIdNumber(row.idNumber);
  if (!person || person.id === null) {
    return row.idNumber === null
      ? no(
          'name',
          `不在户籍花名册：没有${row.groupNo === null ? '' : `${row.groupNo}组`}${row.name}。先导入户籍，或在“务工人员”里登记`,
        )
      : no('idNumber', '不在户籍花名册：身份证号没有对上。先导入户籍，或在“务工人员”里登记');
  }
  if (row.idNumber === null && named.length > 1) {
    const who = named.map((one) => whoIs(one)).join('、');
    return no('name', `户籍里有 ${named.length} 个${row.name}：${who}。请填身份证号`);
  }
  if (person.name !== row.name) {
    return no('name', `姓名写的是${row.name}，这个身份证号登记的是${person.name}，请核对是谁干的`);
  }
  return { ok: true, id: person.id, person };
}

function faultOf(
  person: RegisteredPerson,
  work: ImportedWork,
  known: KnownWork,
  today: string,
): { field: string; reason: string } | null {
  const date = dateFault(work.date, today);
  if (date) return { field: 'date', reason: date };
  if (person.diedOn !== null && work.date > person.diedOn) {
    return { field: 'name', reason: `${person.name}已于 ${person.diedOn} 去世，请核对姓名和日期` };
  }
  return known.fault(work);
}

type Coming = readonly { readonly row: LabourRow; readonly work: ImportedWork }[];

/** Greenhouses that the books don't know, prices that are not the rate, kinds of work that come with the file. */
function warn(plan: Plan, known: KnownWork, coming: Coming, column: (field: string) => string | null): void {
  const [first] = coming;
  if (!known.hasPlaces && first && coming.some(({ work }) => work.place !== '')) {
    plan.warn(first.row, column('place'), '固定资产里还没有逐座编号的大棚，表里的棚号按原样记下，没有核对');
  }
  const places = new Set<string>();
  const kinds = new Map<string, number>();
  for (const { row, work } of [...coming].sort((a, b) => (a.row.date < b.row.date ? -1 : 1))) {
    const place = known.hasPlaces ? work.place : '';
    if (!known.knowsPlace(place) && !places.has(place)) {
      places.add(place);
      plan.warn(row, column('place'), `没有棚号“${place}”，按这个地点记下。写错的请改正后再导入`);
    }
    const inForce = known.rateOf(row.work, row.date) ?? kinds.get(row.work);
    if (inForce === undefined) {
      kinds.set(row.work, row.priceE4);
      const isNew = known.kindNamed(row.work) === undefined;
      const what = isNew
        ? `新增工种“${row.work}”，按${row.unit === '' ? '件' : row.unit}计，记入生产成本—人工`
        : `工种“${row.work}”还没有工价`;
      plan.warn(
        row,
        column('work'),
        `${what}；工价从 ${row.date.slice(0, 7)}-01 起定为 ${priceText(row.priceE4)} 元，请核对`,
      );
    } else if (inForce !== row.priceE4) {
      plan.warn(
        row,
        column('price'),
        `单价 ${priceText(row.priceE4)} 与定的工价 ${priceText(inForce)} 不同，按表里的记`,
      );
    }
  }
}

/** More than a day, or too many hours, by one person on one day. */
function warnOfLongDays(
  { db }: Reading,
  entityId: number,
  plan: Plan,
  known: KnownWork,
  coming: Coming,
): void {
  // Who is no worker yet has nothing before; their own number below zero keeps them apart.
  const idOf = ({ personId }: ImportedWork): number => known.workerOf(personId)?.id ?? 0 - personId;
  const timed = coming.filter(({ work }) => ['day', 'hour'].includes(known.paidBy(work)));
  const work = timed.map(({ work: one }) => ({
    workerId: idOf(one),
    date: one.date,
    paidBy: known.paidBy(one),
    quantityMilli: one.quantityMilli,
  }));
  if (work.length === 0) return;
  for (const { workerId, date, text } of overrunsWith(db, entityId, work)) {
    const last = timed.findLast(({ work: one }) => idOf(one) === workerId && one.date === date);
    if (last) plan.warn(last.row, null, `${last.row.name}${text.replace(/。$/u, '')}`);
  }
}
