import { yearOf } from '../../../shared/rules/calendar.ts';
import { productName, quantityShown, quantityText } from '../../../shared/rules/measures.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import { invariant } from '../../../shared/rules/result.ts';
import type { IndustrySheetRow } from '../../../shared/rules/sheet/kinds/industry.ts';
import type { ImportParse } from '../../../shared/rules/sheet/kinds/opening.ts';
import type { Reading } from '../../workspace/context.ts';
import { awardKey, importedAwards, putImportedAward } from '../awards/index.ts';
import {
  addKind,
  industriesOf,
  industryDifferences,
  type IndustryFacts,
  industryKey,
  type Kind,
  listKinds,
  putIndustry,
  saveKind,
} from '../industry/index.ts';
import { createHousehold, type HouseholdFacts } from '../village/index.ts';
import { Plan } from './plan.ts';
import { readRegister, type Register, type RegisteredPerson, whoIs } from './register.ts';

/**
 * What an import of a household industry ledger (户产业台账) does. A household's industry of a year is one row: known, it is the same or
 * changed; a blank cell changes nothing. The award listed beside it goes into the year's imported programme, as paid. Households come from
 * the register; one that it does not have is made of the row, when the row says its number and group.
 */
export function planIndustry(ctx: Reading, parse: ImportParse<IndustrySheetRow>): Plan {
  const desk = new Desk(ctx, parse);
  for (const row of parse.records) desk.take(row);
  return desk.plan;
}

/** A household a row is about. */
interface Place {
  /** Null: the import is going to make it. Set when it does. */
  id: number | null;
  headId: number | null;
  readonly title: string;
}

/** A kind, known or to be made. */
interface PlannedKind extends Pick<Kind, 'name' | 'outputUnit' | 'enabled'> {
  id: number | null;
  unit: string;
  /** Nothing is counted in its unit yet. */
  isFree: boolean;
}

type Found =
  | { readonly ok: true; readonly place: Place }
  | { readonly ok: false; readonly field: string; readonly reason: string };

class Desk {
  readonly plan: Plan;
  readonly #ctx: Reading;
  readonly #register: Register;
  readonly #kinds: Map<string, PlannedKind>;
  readonly #places = new Map<string, Place>();
  readonly #rows = new Map<number, ReturnType<typeof industriesOf>>();
  readonly #awards = new Map<number, Map<string, number>>();
  readonly #column: (field: string) => string | null;

  constructor(ctx: Reading, parse: ImportParse<IndustrySheetRow>) {
    this.plan = new Plan(parse.info?.sheets ?? [], parse.refused, parse.warnings);
    this.#ctx = ctx;
    this.#register = readRegister(ctx.db);
    this.#kinds = new Map(listKinds(ctx.db).map((kind) => [kind.name, { ...kind, isFree: kind.rows === 0 }]));
    this.#column = (field) => parse.info?.mapping[field] ?? null;
  }

  take(row: IndustrySheetRow): void {
    const title = `${row.year} ${row.code} ${row.name} ${row.kind}`;
    const refuse = (field: string, reason: string): void =>
      this.plan.refuse(row, this.#column(field), reason, title);
    if (row.year > yearOf(this.#ctx.today)) return refuse('year', `${row.year} 年还没有到，请核对年度`);
    const found = this.#placeOf(row);
    if (!found.ok) return refuse(found.field, found.reason);
    const kind = this.#kindOf(row);
    if (typeof kind === 'string') return refuse('unit', kind);
    this.#settle(row, found.place, kind);
  }

  #settle(row: IndustrySheetRow, place: Place, kind: PlannedKind): void {
    const { plan } = this;
    const title = `${row.year} ${place.title} ${kind.name}`;
    const key = place.id === null || kind.id === null ? null : industryKey(place.id, kind.id);
    const stored = key === null ? undefined : this.#rowsOf(row.year).get(key);
    const standing = stored?.removed === 0 ? stored : undefined;
    const facts = factsOf(row, standing);
    const paidFen =
      place.id === null || kind.id === null
        ? 0
        : (this.#awardsOf(row.year).get(awardKey(place.id, kind.id)) ?? 0);
    const awardFen = row.awardFen ?? paidFen;
    const differences = [
      ...(standing ? industryDifferences(standing, facts) : []),
      ...(standing && awardFen !== paidFen ? [`奖补 ${formatYuan(paidFen)}→${formatYuan(awardFen)}`] : []),
    ];
    const shown = `${quantityShown(quantityText(row.scaleMilli))} ${kind.unit}${awardFen > 0 ? `，奖补 ${formatYuan(awardFen)} 元` : ''}`;
    if (standing && differences.length === 0) return plan.settle(row, 'same', title, shown);
    plan.settle(row, standing ? 'changed' : 'created', title, standing ? differences.join('；') : shown);
    const isChanged = !standing || industryDifferences(standing, facts).length > 0;
    plan.step(row, (writing, importId) => {
      const at = { householdId: known(place.id), year: row.year, kindId: known(kind.id) };
      if (isChanged) putIndustry(writing, at, facts, { reason: standing ? '台账导入' : '', importId });
      const personId = known(place.headId);
      return putImportedAward(writing, { ...at, personId, amountFen: awardFen }, importId);
    });
  }

  /** The kind by its name; one that is new comes with the file, in the unit the row says. */
  #kindOf(row: IndustrySheetRow): PlannedKind | string {
    const name = productName(row.kind);
    const stored = this.#kinds.get(name);
    if (stored) return this.#inUnitOf(row, stored);
    if (row.unit === '')
      return `“${name}”是新的产业项目，要写单位（筒、窝、亩…）。请在表里加“单位”一列，或先在“产业项目”里设置`;
    const kind: PlannedKind = {
      id: null,
      name,
      unit: row.unit,
      outputUnit: '公斤',
      enabled: true,
      isFree: false,
    };
    this.#kinds.set(name, kind);
    this.plan.warn(row, this.#column('kind'), `新增产业项目“${name}”，按“${row.unit}”计，请核对名称`);
    this.plan.step(row, (writing) => {
      kind.id = addKind(writing.db, kind);
      return { ok: true, value: true };
    });
    return kind;
  }

  /** Once something is counted in a kind's unit, everything is; before, the village's own ledger decides. */
  #inUnitOf(row: IndustrySheetRow, kind: PlannedKind): PlannedKind | string {
    if (row.unit !== '' && row.unit !== kind.unit) {
      if (!kind.isFree) {
        return `${kind.name}按“${kind.unit}”计，表里写的是“${row.unit}”。请换算后改正，或另用一个项目名称`;
      }
      this.plan.warn(row, this.#column('unit'), `${kind.name}改按“${row.unit}”计，原来设的是“${kind.unit}”`);
      kind.unit = row.unit;
      this.plan.step(row, (writing) => saveKind(writing, { ...kind, id: known(kind.id) }));
    }
    kind.isFree = false;
    return kind;
  }

  /** The household a row means: by its number, by its head's ID number, by name within the group; all that is said must agree. */
  #placeOf(row: IndustrySheetRow): Found {
    const no = (field: string, reason: string): Found => ({ ok: false, field, reason });
    const person = row.idNumber === null ? undefined : this.#register.byIdNumber(row.idNumber);
    if (person && person.name !== row.name) {
      return no(
        'idNumber',
        `这个身份证号登记的是${whoIs(person)}，本表写的是${row.name}。请核对证件，改正姓名或身份证号`,
      );
    }
    const household = row.code === '' ? undefined : this.#register.households.get(row.code);
    if (household) return this.#agreeing(row, household.code, person);
    if (person) {
      if (person.householdCode === null)
        return no('idNumber', `${whoIs(person)}还没有归户。先导入户籍花名册，或在户籍里把人归到户`);
      if (row.code !== '')
        return no('code', `没有户编号 ${row.code}；${row.name}登记在${whoIs(person)}。请改正户编号`);
      return this.#registered(person.householdCode);
    }
    if (row.code !== '') return this.#newPlace(row);
    const named = this.#register
      .byName(row.name)
      .filter(
        (one) =>
          one.diedOn === null &&
          one.householdCode !== null &&
          (row.groupNo === null || one.groupNo === row.groupNo),
      );
    const homes = new Set(named.map((one) => one.householdCode));
    if (homes.size === 1) return this.#registered(named[0]!.householdCode!);
    if (homes.size === 0)
      return no(
        'name',
        `不在户籍花名册：没有${row.groupNo === null ? '' : `${row.groupNo}组`}${row.name}。先导入户籍，或填户编号和组`,
      );
    return no(
      'name',
      `户籍里有 ${named.length} 个${row.name}：${named.map(whoIs).join('、')}。请填户编号或身份证号`,
    );
  }

  #agreeing(row: IndustrySheetRow, code: string, person: RegisteredPerson | undefined): Found {
    const no = (field: string, reason: string): Found => ({ ok: false, field, reason });
    const household = this.#register.households.get(code)!;
    if (person && person.householdCode !== code) {
      return no('code', `户编号写的是 ${code}，身份证号却是${whoIs(person)}的，请改成一致`);
    }
    if (row.idNumber !== null && !person) {
      const sameName = household.persons.find((one) => one.name === row.name);
      if (!sameName || sameName.idDigest !== null) {
        return no('idNumber', `${code} 户里没有这个身份证号的人。请核对户编号和身份证号，或先更新户籍`);
      }
    }
    if (!person && !household.persons.some((one) => one.name === row.name)) {
      const head = household.persons.find((one) => one.id === household.headId);
      return no('name', `${code} 是${head?.name ?? ''}户，户里没有${row.name}。请核对户编号和姓名`);
    }
    if (row.groupNo !== null && row.groupNo !== household.groupNo) {
      this.plan.warn(
        row,
        this.#column('groupNo'),
        `组写的是${row.groupNo}组，户籍登记在${household.groupNo}组，请核对`,
      );
    }
    return this.#registered(code);
  }

  #registered(code: string): Found {
    const known = this.#places.get(code);
    if (known) return { ok: true, place: known };
    const household = this.#register.households.get(code)!;
    const head = household.persons.find((one) => one.id === household.headId) ?? household.persons[0];
    if (!head || head.id === null) {
      return { ok: false, field: 'code', reason: `${code} 户还没有登记人。请先在户籍里登记户主` };
    }
    const place = { id: household.id, headId: head.id, title: `${code} ${head.name}` };
    this.#places.set(code, place);
    return { ok: true, place };
  }

  /** A household that the register does not have, of what the row says. */
  #newPlace(row: IndustrySheetRow): Found {
    const planned = this.#places.get(row.code);
    if (planned) {
      const same = planned.title === `${row.code} ${row.name}`;
      return same
        ? { ok: true, place: planned }
        : {
            ok: false,
            field: 'name',
            reason: `户编号 ${row.code} 在前面的行里是${planned.title.slice(row.code.length + 1)}，这一行是${row.name}，请改成一致`,
          };
    }
    if (row.groupNo === null) {
      return {
        ok: false,
        field: 'groupNo',
        reason: `户编号 ${row.code} 不在户籍花名册。先导入户籍；要按本表新建户，请填组`,
      };
    }
    const facts: HouseholdFacts = {
      code: row.code,
      groupNo: row.groupNo,
      category: '一般农户',
      phone: '',
      note: '',
    };
    const head = { name: row.name, relation: '户主', idNumber: row.idNumber, phone: '', card: null };
    const place: Place = { id: null, headId: null, title: `${row.code} ${row.name}` };
    this.#places.set(row.code, place);
    this.plan.warn(row, this.#column('code'), `${row.code} 不在户籍花名册，已按本表新建户，户类别按一般农户`);
    this.plan.step(row, (writing) => {
      const made = createHousehold(writing, facts, head, 'sheet');
      if (made.ok) [place.id, place.headId] = [made.value.id, made.value.headId];
      return made;
    });
    return { ok: true, place };
  }

  #rowsOf(year: number): ReturnType<typeof industriesOf> {
    return kept(this.#rows, year, () => industriesOf(this.#ctx.db, year));
  }

  #awardsOf(year: number): Map<string, number> {
    return kept(this.#awards, year, () => importedAwards(this.#ctx.db, year));
  }
}

function kept<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}

/** Blank cells keep what stands. */
function factsOf(row: IndustrySheetRow, standing: IndustryFacts | undefined): IndustryFacts {
  return {
    scaleMilli: row.scaleMilli,
    inputFen: row.inputFen ?? standing?.inputFen ?? 0,
    expectedFen: row.expectedFen ?? standing?.expectedFen ?? 0,
    outputMilli: row.outputMilli ?? standing?.outputMilli ?? null,
    incomeFen: row.incomeFen ?? standing?.incomeFen ?? null,
    note: row.note === null || row.note === '' ? (standing?.note ?? '') : row.note,
  };
}

function known(id: number | null): number {
  invariant(id !== null, 'what a row needs was made before it');
  return id;
}
