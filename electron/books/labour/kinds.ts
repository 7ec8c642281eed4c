import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { isRealDate } from '../../../shared/rules/calendar.ts';
import { rateOn } from '../../../shared/rules/labour.ts';
import { priceE4, priceText, quantityMilli, quantityText } from '../../../shared/rules/measures.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import type { ReadableDb, WritableDb } from '../../workspace/database.ts';
import { accountByCode } from '../accounts/index.ts';
import { cooperativeOf } from '../entities/index.ts';

/** What work goes to: an account and its item's name ('' where the account has none). */
export interface Charge {
  readonly account: string;
  readonly item: string;
}

/** A kind of work (工种) as entries need to know it. */
export interface Kind {
  readonly id: number;
  readonly entityId: number;
  readonly name: string;
  readonly paidBy: 'day' | 'hour' | 'piece' | 'points';
  readonly unit: string;
  readonly chargeAccount: string;
  readonly chargeItem: string;
  readonly toBatch: number;
  readonly active: number;
}

const KIND = /* sql */ `
  SELECT id, entity_id AS entityId, name, paid_by AS paidBy, unit, charge_account AS chargeAccount, charge_item AS chargeItem,
    to_batch AS toBatch, active FROM work_kind`;

export function kindsOf(db: ReadableDb, entityId: number): Map<number, Kind> {
  return new Map(
    db.all<Kind>(`${KIND} WHERE entity_id = ? ORDER BY id`, entityId).map((one) => [one.id, one]),
  );
}

interface StoredRate {
  readonly kindId: number;
  readonly grade: string;
  readonly from: string;
  readonly priceE4: number;
}

export function ratesOf(db: ReadableDb, entityId: number): StoredRate[] {
  return db.all<StoredRate>(
    `SELECT r.kind_id AS kindId, r.grade, r.from_date AS "from", r.price_e4 AS priceE4
     FROM work_rate r JOIN work_kind k ON k.id = r.kind_id WHERE k.entity_id = ? ORDER BY r.kind_id, r.from_date DESC, r.grade`,
    entityId,
  );
}

/** A grade's own price goes before the price for all. */
export function priceOn(
  rates: readonly StoredRate[],
  kindId: number,
  grade: string,
  date: string,
): number | null {
  const of = (wanted: string) =>
    rateOn(
      rates.filter((one) => one.kindId === kindId && one.grade === wanted),
      date,
    )?.priceE4;
  return (grade === '' ? undefined : of(grade)) ?? of('') ?? null;
}

export function listKinds(
  { db, today }: Reading,
  input: Parsed<'labour.kinds'>,
): Result<Output<'labour.kinds'>> {
  const cooperative = cooperativeOf(db, input.entityId);
  if (!cooperative.ok) return cooperative;
  const entityId = cooperative.value.id;
  const rates = ratesOf(db, entityId);
  const used = new Set(
    db
      .all<{ id: number }>(
        'SELECT id FROM work_kind k WHERE EXISTS (SELECT 1 FROM work_entry e WHERE e.kind_id = k.id)',
      )
      .map((row) => row.id),
  );
  return ok(
    [...kindsOf(db, entityId).values()]
      .filter((one) => one.active === 1 || input.all === true)
      .map((one) => {
        const price = priceOn(rates, one.id, '', today);
        return {
          id: one.id,
          name: one.name,
          paidBy: one.paidBy,
          unit: one.unit,
          charge: chargeOf(one),
          accountName: accountByCode(db, entityId, one.chargeAccount)?.name ?? '',
          toBatch: one.toBatch === 1,
          active: one.active === 1,
          rates: rates
            .filter((rate) => rate.kindId === one.id)
            .map((rate) => ({ from: rate.from, grade: rate.grade, price: priceText(rate.priceE4) })),
          price: price === null ? null : priceText(price),
          used: used.has(one.id),
        };
      }),
  );
}

export function chargeOf(kind: Pick<Kind, 'chargeAccount' | 'chargeItem'>): Charge {
  return { account: kind.chargeAccount, item: kind.chargeItem };
}

export function saveKind(ctx: Writing, input: Parsed<'labour.saveKind'>): Result<{ id: number }> {
  const { db } = ctx;
  const cooperative = cooperativeOf(db, input.entityId);
  if (!cooperative.ok) return cooperative;
  const entityId = cooperative.value.id;
  const charge = checkCharge(db, entityId, input.charge, 'charge');
  if (!charge.ok) return charge;
  const twin = db.get<{ id: number }>(
    'SELECT id FROM work_kind WHERE entity_id = ? AND name = ? AND id <> ?',
    entityId,
    input.name,
    input.id ?? 0,
  );
  if (twin) {
    const sentence = `已经有工种“${input.name}”。换一个名称，或在原来的上面改。`;
    return refuse('kind_taken', sentence, { name: sentence });
  }
  if (input.id === undefined) return ok({ id: insertKind(db, entityId, { ...input, charge: charge.value }) });
  const kind = db.get<Kind>(`${KIND} WHERE id = ? AND entity_id = ?`, input.id, entityId);
  if (!kind) return unknownKind('id');
  const used = db.get('SELECT 1 FROM work_entry WHERE kind_id = ? LIMIT 1', kind.id) !== undefined;
  if (used && (kind.paidBy !== input.paidBy || kind.unit !== input.unit)) {
    const sentence = `“${kind.name}”已经记过工，计酬方式和单位不能再改。请另增一个工种，把这个停用。`;
    return refuse('kind_used', sentence, { [kind.unit === input.unit ? 'paidBy' : 'unit']: sentence });
  }
  db.run(
    `UPDATE work_kind SET name = ?, paid_by = ?, unit = ?, charge_account = ?, charge_item = ?, to_batch = ?, active = ? WHERE id = ?`,
    input.name,
    input.paidBy,
    input.unit,
    charge.value.account,
    charge.value.item,
    input.toBatch ? 1 : 0,
    (input.active ?? kind.active === 1) ? 1 : 0,
    kind.id,
  );
  return ok({ id: kind.id });
}

export function insertKind(
  db: WritableDb,
  entityId: number,
  kind: {
    readonly name: string;
    readonly paidBy: Kind['paidBy'];
    readonly unit: string;
    readonly charge: Charge;
    readonly toBatch: boolean;
  },
): number {
  return db.run(
    `INSERT INTO work_kind (entity_id, name, paid_by, unit, charge_account, charge_item, to_batch) VALUES (?, ?, ?, ?, ?, ?, ?)`,
    entityId,
    kind.name,
    kind.paidBy,
    kind.unit,
    kind.charge.account,
    kind.charge.item,
    kind.toBatch ? 1 : 0,
  ).lastId;
}

const CHARGED = new Set(['141', '153', '401', '521', '523']);

/** An account that work may go to, and an item where the account has one. */
export function checkCharge(db: ReadableDb, entityId: number, charge: Charge, field: string): Result<Charge> {
  const refused = (part: string, sentence: string): Result<never> =>
    refuse('charge_invalid', sentence, { [`${field}.${part}`]: sentence });
  const account = accountByCode(db, entityId, charge.account);
  if (!account || !CHARGED.has(account.code.slice(0, 3))) {
    return refused('account', '工钱只能记入生产成本、消耗性生物资产、在建工程、经营支出或管理费用。');
  }
  if (!account.isLeaf)
    return refused('account', `${account.code} ${account.name}下面有明细科目，请选明细科目。`);
  if (!account.enabled) return refused('account', `${account.code} ${account.name}已停用，请换一个。`);
  const needed = account.dims.length > 0;
  if (needed && charge.item === '') return refused('item', `${account.name}要写明记在哪个项目上。`);
  if (!needed && charge.item !== '') return refused('item', `${account.name}没有辅助核算，项目请留空。`);
  return ok(charge);
}

export function setRate(ctx: Writing, input: Parsed<'labour.setRate'>): Result<{ warnings: string[] }> {
  const { db } = ctx;
  const kind = db.get<Kind>(`${KIND} WHERE id = ?`, input.kindId);
  if (!kind) return unknownKind('kindId');
  const from = realDate(input.from, 'from');
  if (!from.ok) return from;
  const price = priceE4(input.price);
  if (price === 0) return refuse('price_zero', '工价要大于 0。', { price: '工价要大于 0' });
  putRate(db, kind.id, input.grade ?? '', input.from, price);
  const before = db.get<{ n: number }>(
    `SELECT COUNT(*) AS n FROM work_entry e WHERE e.kind_id = ? AND e.date >= ? AND e.price_e4 <> ? AND e.reverses_id IS NULL
       AND NOT EXISTS (SELECT 1 FROM work_entry r WHERE r.reverses_id = e.id)`,
    kind.id,
    input.from,
    price,
  )!.n;
  return ok({
    warnings:
      before === 0
        ? []
        : [
            `${input.from} 起已有 ${before} 笔“${kind.name}”按别的单价记了工，不会跟着改。要改的请冲销后重记。`,
          ],
  });
}

export function putRate(db: WritableDb, kindId: number, grade: string, from: string, price: number): void {
  db.run(
    `INSERT INTO work_rate (kind_id, grade, from_date, price_e4) VALUES (?, ?, ?, ?)
     ON CONFLICT (kind_id, grade, from_date) DO UPDATE SET price_e4 = excluded.price_e4`,
    kindId,
    grade,
    from,
    price,
  );
}

export function listRates({ db }: Reading, input: Parsed<'labour.rates'>): Result<Output<'labour.rates'>> {
  const cooperative = cooperativeOf(db, input.entityId);
  if (!cooperative.ok) return cooperative;
  const all = ratesOf(db, cooperative.value.id).filter((one) => one.from <= input.date);
  const seen = new Set<string>();
  return ok(
    all.flatMap(({ kindId, grade, from, priceE4: price }) => {
      const key = `${kindId} ${grade}`;
      if (seen.has(key)) return [];
      seen.add(key);
      return [{ kindId, grade, from, price: priceText(price) }];
    }),
  );
}

export interface Grade {
  readonly name: string;
  readonly coefficientMilli: number;
  readonly from: string;
}

/** The coefficients in force on a day. */
export function gradesOn(db: ReadableDb, entityId: number, date: string): Grade[] {
  return db.all<Grade>(
    `SELECT name, coefficient_milli AS coefficientMilli, MAX(from_date) AS "from" FROM work_grade
     WHERE entity_id = ? AND from_date <= ? GROUP BY name ORDER BY coefficient_milli DESC, name`,
    entityId,
    date,
  );
}

export function listGrades(
  { db, today }: Reading,
  input: Parsed<'labour.grades'>,
): Result<Output<'labour.grades'>> {
  const cooperative = cooperativeOf(db, input.entityId);
  if (!cooperative.ok) return cooperative;
  return ok(
    gradesOn(db, cooperative.value.id, input.date ?? today).map(({ coefficientMilli, ...one }) => ({
      ...one,
      coefficient: quantityText(coefficientMilli),
    })),
  );
}

export function setGrade(ctx: Writing, input: Parsed<'labour.setGrade'>): Result<{ done: true }> {
  const cooperative = cooperativeOf(ctx.db, input.entityId);
  if (!cooperative.ok) return cooperative;
  const from = realDate(input.from, 'from');
  if (!from.ok) return from;
  const coefficient = quantityMilli(input.coefficient);
  if (coefficient === 0) return refuse('coefficient_zero', '系数要大于 0。', { coefficient: '系数要大于 0' });
  ctx.db.run(
    `INSERT INTO work_grade (entity_id, name, from_date, coefficient_milli) VALUES (?, ?, ?, ?)
     ON CONFLICT (entity_id, name, from_date) DO UPDATE SET coefficient_milli = excluded.coefficient_milli`,
    cooperative.value.id,
    input.name,
    input.from,
    coefficient,
  );
  return ok({ done: true });
}

function realDate(date: string, field: string): Result<string> {
  return isRealDate(date)
    ? ok(date)
    : refuse('date_unreal', `${date} 这一天不存在，请改正日期。`, { [field]: '没有这一天' });
}

function unknownKind(field: string): Result<never> {
  return refuse('kind_unknown', '没有这个工种，请重新选择。', { [field]: '没有这个工种' });
}
