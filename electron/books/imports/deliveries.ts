import { productName } from '../../../shared/rules/measures.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import type { DeliveryRow } from '../../../shared/rules/sheet/kinds/deliveries.ts';
import type { ImportParse } from '../../../shared/rules/sheet/kinds/opening.ts';
import type { Reading } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { digestOf } from '../../workspace/sealed.ts';
import { checkDelivery, recordDelivery, type Delivery } from '../deliveries/index.ts';
import { readMembers, type KnownMember, type Members } from './members.ts';
import { Plan } from './plan.ts';
import { dateFault } from './dates.ts';

/**
 * What an import of deliveries (交售明细) does. A delivery is recognised by all its fields; of several alike, the
 * file's first is the first that stands in the books, and so on. A reversed one stands no longer: imported
 * again, it is recorded again.
 */
export function planDeliveries(ctx: Reading, entityId: number, parse: ImportParse<DeliveryRow>): Plan {
  const plan = new Plan(parse.info?.sheets ?? [], parse.refused, parse.warnings);
  const members = readMembers(ctx.db, entityId);
  const stored = readStored(ctx.db, entityId, parse.records);
  const inFile = new Map<string, number>();
  const column = (field: string): string | null => parse.info?.mapping[field] ?? null;

  for (const row of parse.records) {
    const product = productName(row.product);
    const title = `${row.date} ${row.name} ${product}`;
    const found = memberOf(ctx.db, members, row);
    if (typeof found.member === 'string') {
      plan.refuse(row, column(found.field), found.member, title);
      continue;
    }
    const delivery: Delivery = {
      memberId: found.member.id,
      date: row.date,
      product,
      quantityMilli: row.quantityThousandths,
      priceE4: row.priceTenThousandths,
      amountFen: row.amountFen,
    };
    const identity = identityOf(delivery);
    const nth = (inFile.get(identity) ?? 0) + 1;
    inFile.set(identity, nth);
    const { standing, highest } = stored.get(identity) ?? { standing: 0, highest: 0 };
    const memberTitle = `${row.date} ${found.member.no} ${found.member.name} ${product}`;
    const detail = `${formatYuan(row.amountFen)} 元${nth > 1 ? `，当天同样的第 ${nth} 笔` : ''}`;
    if (nth <= standing) {
      plan.settle(row, 'same', memberTitle, detail);
      continue;
    }
    const refusal = refusalOf(ctx, delivery, plan, row, column);
    if (refusal) {
      plan.refuse(row, refusal.column, refusal.reason, memberTitle);
      continue;
    }
    plan.settle(row, 'created', memberTitle, detail);
    // Ordinals of reversed deliveries stay taken.
    const ordinal = highest + nth - standing;
    plan.step(row, (writing, importId) => recordDelivery(writing, { ...delivery, ordinal, importId }));
  }
  return plan;
}

/** What the books would refuse; what they would only remark goes to the plan's warnings. */
function refusalOf(
  ctx: Reading,
  delivery: Delivery,
  plan: Plan,
  row: DeliveryRow,
  column: (field: string) => string | null,
): { column: string | null; reason: string } | null {
  const date = dateFault(row.date, ctx.today);
  if (date) return { column: column('date'), reason: date };
  const checked = checkDelivery(ctx.db, ctx.today, delivery);
  if (!checked.ok) {
    const [field = ''] = Object.keys(checked.error.fields ?? {});
    return { column: column(FIELD_OF[field] ?? field), reason: checked.error.message };
  }
  for (const warning of checked.value.warnings) plan.warn(row, null, warning);
  return null;
}

/** The books' names of fields that the sheet calls otherwise. */
const FIELD_OF: Readonly<Record<string, string>> = { amountFen: 'amount', memberId: 'name' };

type Found = { member: KnownMember; field: '' } | { member: string; field: string };

/**
 * The member a row means. A member number and an ID number must mean the same person; a name alone must be one
 * member's only; and the name must be the one registered, because the money follows the number.
 */
function memberOf(db: ReadableDb, members: Members, row: DeliveryRow): Found {
  const no = (field: string, reason: string): Found => ({ member: reason, field });
  const byNo = row.memberNo === null ? undefined : members.byNo.get(row.memberNo);
  if (row.memberNo !== null && !byNo) {
    return no('memberNo', `没有社员号 ${row.memberNo}。请核对；新社员先在“社员与股金”登记，或删除此行`);
  }
  const byId = row.idNumber === null ? undefined : members.byDigest.get(digestOf(db, row.idNumber));
  if (row.idNumber !== null && !byId && !(byNo && byNo.idDigest === null)) {
    return byNo
      ? no('idNumber', `与社员 ${byNo.no} ${byNo.name}登记的身份证号不同，请核对社员号和身份证号`)
      : no('idNumber', `${row.name}不是社员（身份证号没有对上）。先在“社员与股金”登记，或删除此行`);
  }
  if (byNo && byId && byNo !== byId) {
    return no(
      'memberNo',
      `社员号是 ${byNo.no} ${byNo.name}，身份证号却是 ${byId.no} ${byId.name}的，请改成一致`,
    );
  }
  const named = byNo ?? byId ?? onlyOneNamed(members, row.name);
  if (typeof named === 'string') return no('name', named);
  if (named.name !== row.name) {
    return no('name', `姓名写的是${row.name}，登记的 ${named.no} 是${named.name}，请核对是谁交的`);
  }
  return { member: named, field: '' };
}

function onlyOneNamed(members: Members, name: string): KnownMember | string {
  const named = members.byName.get(name) ?? [];
  const [only] = named;
  if (!only) return `${name}不是社员。先在“社员与股金”登记，或删除此行`;
  if (named.length === 1) return only;
  const who = named.map((one) => `${one.no}（${one.groupNo === null ? '组别不详' : `${one.groupNo}组`}）`);
  return `社员里有 ${named.length} 个${name}：${who.join('、')}。请填社员号或身份证号`;
}

function identityOf(delivery: Delivery): string {
  const { memberId, date, product, quantityMilli, priceE4, amountFen } = delivery;
  return [memberId, date, quantityMilli ?? '', priceE4 ?? '', amountFen, product].join('\n');
}

/** The cooperative's deliveries of the file's days by identity: how many stand, and the highest ordinal in use, reversed ones included. */
function readStored(
  db: ReadableDb,
  entityId: number,
  rows: readonly DeliveryRow[],
): Map<string, { standing: number; highest: number }> {
  const stored = new Map<string, { standing: number; highest: number }>();
  const dates = rows.map((row) => row.date).sort();
  const [first = '', last = ''] = [dates[0], dates.at(-1)];
  for (const row of db.iterate<Delivery & { standing: number; highest: number }>(
    STORED,
    entityId,
    first,
    last,
  )) {
    stored.set(identityOf(row), row);
  }
  return stored;
}

// Left to itself SQLite takes the index on reverses_id, nearly all NULL, and reads every delivery there is.
const STORED = /* sql */ `
  SELECT d.member_id AS memberId, d.date, d.product, d.quantity_milli AS quantityMilli, d.price_e4 AS priceE4,
    d.amount_fen AS amountFen, SUM(r.id IS NULL) AS standing, MAX(d.ordinal) AS highest
  FROM delivery d INDEXED BY delivery_by_year LEFT JOIN delivery r ON r.reverses_id = d.id
  WHERE d.entity_id = ? AND d.date BETWEEN ? AND ? AND d.reverses_id IS NULL
  GROUP BY d.member_id, d.date, d.product, d.quantity_milli, d.price_e4, d.amount_fen`;
