import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { compareMemberNo } from '../../../shared/rules/allocation.ts';
import { toHalfWidth, withoutSpaces } from '../../../shared/rules/fullwidth.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import type { FundMember as Named } from '../../../shared/rules/posting/fund.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { checkBookDate } from '../vouchers/index.ts';
import { personById } from '../village/index.ts';
import { contribute } from './contributing.ts';
import { enterGroup } from './groups.ts';
import { loansOf } from './loanFile.ts';
import { stateOn } from './loanState.ts';
import { type Fund, fundWith } from './settings.ts';

/** A member of the association (会员) as the commands need to know one. */
export interface FundMember extends Named {
  readonly entityId: number;
  readonly personId: number;
  /** The household the member stands for. */
  readonly householdId: number | null;
  readonly householdCode: string;
  readonly groupNo: number | null;
  readonly isExempt: boolean;
  readonly state: 'active' | 'leaving' | 'left';
  readonly joinedOn: string;
  readonly leftOn: string | null;
}

interface Row extends Omit<FundMember, 'isExempt'> {
  readonly isExempt: number;
  readonly idMasked: string;
  readonly phone: string;
  readonly category: string;
}

const MEMBER = /* sql */ `
  SELECT m.id, m.entity_id AS entityId, m.no, p.name, m.person_id AS personId, h.id AS householdId,
    COALESCE(h.code, '') AS householdCode, COALESCE(h.group_no, p.listed_group_no) AS groupNo, f.is_exempt AS isExempt, m.state,
    m.joined_on AS joinedOn, m.left_on AS leftOn, p.id_masked AS idMasked, p.phone, COALESCE(h.category, '') AS category
  FROM fund_member f JOIN member m ON m.id = f.member_id JOIN person p ON p.id = m.person_id
    LEFT JOIN household h ON h.id = COALESCE(f.household_id, p.household_id)`;

const memberOf = (row: Row): FundMember & Omit<Row, 'isExempt'> => ({ ...row, isExempt: row.isExempt === 1 });

export function memberWith(db: ReadableDb, fund: Fund, id: number, field = 'memberId'): Result<FundMember> {
  const row = db.get<Row>(`${MEMBER} WHERE m.id = ? AND m.entity_id = ?`, id, fund.id);
  return row
    ? ok(memberOf(row))
    : refuse('member_unknown', `“${fund.name}”没有这个会员，请重新选择。`, { [field]: '没有这个会员' });
}

export const described = ({ no, name }: Named): string => `${no} ${name}`;

/** Who takes part on a day; who left does not. */
export function activeMember(db: ReadableDb, fund: Fund, id: number, date: string): Result<FundMember> {
  const found = memberWith(db, fund, id);
  if (!found.ok) return found;
  const member = found.value;
  if (member.state === 'left') {
    const sentence = `${described(member)} 已于 ${member.leftOn ?? ''} 退会，不能再登记。`;
    return refuse('member_left', sentence, { memberId: sentence });
  }
  if (date < member.joinedOn) {
    const sentence = `${described(member)} 在 ${member.joinedOn} 入会，日期不能早于它。`;
    return refuse('before_joining', sentence, { date: sentence });
  }
  return found;
}

/** Poor households as the register's categories have them. */
export const POOR = ['一般', '低保', '五保', '脱贫', '监测'];

/** A person joins for a household: one to a household (DOMAIN §4), with or without 互助金 at once. */
export function join(ctx: Writing, input: Parsed<'fund.join'>): Result<Output<'fund.join'>> {
  const { db } = ctx;
  const found = fundWith(db, input.entityId);
  if (!found.ok) return found;
  const fund = found.value;
  const made = enrol(ctx, fund, input);
  if (!made.ok) return made;
  const { id, no, warnings } = made.value;
  const { date, amountFen, groupId } = input;
  if (amountFen === 0 && !input.isExempt) {
    warnings.push(
      `${no} 还没有缴基准互助金 ${formatYuan(fund.settings.baseFen)} 元。收到以后请登记“缴互助金”。`,
    );
  }
  if (amountFen > 0 && amountFen < fund.settings.baseFen) {
    warnings.push(
      `基准互助金是 ${formatYuan(fund.settings.baseFen)} 元，这次只缴 ${formatYuan(amountFen)} 元，请核对。`,
    );
  }
  const paid =
    amountFen === 0
      ? null
      : contribute(ctx, { ...input, memberId: id, kind: 'base', amountFen, entityId: fund.id });
  if (paid && !paid.ok) return paid;
  if (groupId !== undefined) {
    const entered = enterGroup(ctx, { entityId: fund.id, groupId, memberId: id, date });
    if (!entered.ok) return entered;
    warnings.push(...entered.value.warnings);
  }
  return ok({
    id,
    no,
    voucherIds: paid?.value.voucherIds ?? [],
    warnings: [...warnings, ...(paid?.value.warnings ?? [])],
  });
}

interface NewMember {
  readonly personId: number;
  readonly no?: string | undefined;
  readonly date: string;
  readonly isExempt: boolean;
}

/** Opens the membership itself. */
export function enrol(
  ctx: Writing,
  fund: Fund,
  input: NewMember,
): Result<{ id: number; no: string; warnings: string[] }> {
  const { db } = ctx;
  const day = checkBookDate(db, fund.id, input.date, ctx.today);
  if (!day.ok) return day;
  const person = personById(db, input.personId);
  if (!person) {
    return refuse('person_unknown', '请先选人。还没有登记的，先在“户籍”里新增。', { personId: '请选一个人' });
  }
  if (person.diedOn !== null && person.diedOn <= input.date) {
    const sentence = `${person.name}已于 ${person.diedOn} 去世，不能入会。`;
    return refuse('person_dead', sentence, { personId: sentence });
  }
  const bar = barFromHolder(db, fund, person);
  if (bar) return bar;
  const no = numberFor(db, fund.id, input.no);
  if (!no.ok) return no;
  const { lastId: id } = db.run(
    `INSERT INTO member (entity_id, no, kind, person_id, state, joined_on) VALUES (?, ?, 'person', ?, 'active', ?)`,
    fund.id,
    no.value,
    person.id,
    input.date,
  );
  db.run(
    'INSERT INTO fund_member (member_id, entity_id, household_id, is_exempt) VALUES (?, ?, ?, ?)',
    id,
    fund.id,
    person.householdId,
    input.isExempt ? 1 : 0,
  );
  return ok({ id, no: no.value, warnings: exemptionWarnings(db, fund, person.householdId, input.isExempt) });
}

/** One person, one membership; one member to a household. */
function barFromHolder(
  db: ReadableDb,
  fund: Fund,
  person: { readonly id: number; readonly name: string; readonly householdId: number | null },
): Result<never> | null {
  const own = db.get<Row>(`${MEMBER} WHERE m.entity_id = ? AND m.person_id = ?`, fund.id, person.id);
  if (own) {
    const sentence =
      own.state === 'left'
        ? `${own.name}曾是会员 ${own.no}，已于 ${own.leftOn ?? ''} 退会，会籍保留备查。请由同户其他人入会。`
        : `${own.name}已经是会员 ${own.no}，不用再登记。追加互助金请用“缴互助金”。`;
    return refuse('member_exists', sentence, { personId: sentence });
  }
  if (person.householdId === null) return null;
  const other = memberOfHousehold(db, fund, person.householdId);
  if (!other) return null;
  const sentence = `${person.name}这一户（${other.householdCode}）已经有会员 ${described(other)}，一户只能一人入会。要换人的，先给${other.name}办退会。`;
  return refuse('household_member', sentence, { personId: sentence });
}

/** Who stands for a household now. */
export function memberOfHousehold(db: ReadableDb, fund: Fund, householdId: number): FundMember | null {
  const row = db.get<Row>(
    `${MEMBER} WHERE m.entity_id = ? AND h.id = ? AND m.state <> 'left'`,
    fund.id,
    householdId,
  );
  return row ? memberOf(row) : null;
}

function exemptionWarnings(
  db: ReadableDb,
  { settings }: Fund,
  householdId: number | null,
  isExempt: boolean,
): string[] {
  if (!isExempt) return [];
  if (!settings.poorExempt) return ['设置里没有免交基准互助金这一条，请核对章程。'];
  const household = db.get<{ code: string; category: string }>(
    'SELECT code, category FROM household WHERE id = ?',
    householdId,
  );
  return household && POOR.includes(household.category)
    ? []
    : [
        `免交基准互助金的应是贫困户，${household?.code ?? '这个人'}登记的是${household?.category ?? '没有户籍'}，请核对。`,
      ];
}

function numberFor(db: ReadableDb, entityId: number, typed: string | undefined): Result<string> {
  const numbers = db
    .all<{ no: string }>('SELECT no FROM member WHERE entity_id = ?', entityId)
    .map((row) => row.no);
  const no = withoutSpaces(toHalfWidth(typed ?? '')).toUpperCase();
  if (no === '') {
    const last = numbers
      .filter((one) => /^HY\d{1,9}$/u.test(one))
      .sort(compareMemberNo)
      .at(-1);
    return ok(`HY${String(Number(last?.slice(2) ?? 0) + 1).padStart(3, '0')}`);
  }
  if (!/^[\p{L}\p{N}-]{1,20}$/u.test(no)) {
    const sentence = `会员号“${no}”只能用字母、数字和短横线，最多 20 个字。`;
    return refuse('member_no_invalid', sentence, { no: sentence });
  }
  if (!numbers.includes(no)) return ok(no);
  const sentence = `会员号 ${no} 已经有人用了。请换一个，或留空由程序取下一个号。`;
  return refuse('member_no_taken', sentence, { no: sentence });
}

type MemberRow = Output<'fund.members'>[number];

/** Members on a day; who left only when asked for. */
export function listMembers({ db, today }: Reading, input: Parsed<'fund.members'>): Result<MemberRow[]> {
  const found = fundWith(db, input.entityId);
  if (!found.ok) return found;
  const fund = found.value;
  const asOf = input.asOf ?? today;
  const words = toHalfWidth(input.search ?? '')
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '');
  const amounts = ownOn(db, fund.id, asOf);
  const groups = groupsOn(db, fund.id, asOf);
  const loans = Map.groupBy(loansOf(db, fund.id), (loan) => loan.memberId);
  return ok(
    db
      .all<Row>(`${MEMBER} WHERE m.entity_id = ? AND m.joined_on <= ?`, fund.id, asOf)
      .sort((a, b) => compareMemberNo(a.no, b.no))
      .map((row): MemberRow => {
        const { entityId: _, ...member } = memberOf(row);
        const own = amounts.get(row.id) ?? NOTHING;
        const states = (loans.get(row.id) ?? []).map((loan) => stateOn(loan, asOf, fund.settings));
        const group = groups.get(row.id);
        return {
          ...member,
          state: row.leftOn !== null && row.leftOn > asOf ? 'active' : row.state,
          guaranteeGroupId: group?.id ?? null,
          guaranteeGroup: group?.name ?? '',
          ...own,
          ownFen: own.baseFen + own.additionalFen,
          loanFen: states.reduce((sum, one) => sum + one.balanceFen, 0),
          overdueFen: states.reduce((sum, one) => sum + one.overdueFen, 0),
        };
      })
      .filter((row) => input.all === true || row.state !== 'left')
      .filter((row) => {
        const text = [row.no, row.name, row.householdCode, row.guaranteeGroup, row.phone]
          .join('\n')
          .toLowerCase();
        return words.every((word) => text.includes(word));
      }),
  );
}

interface Own {
  /** What stands of it: refunds come off the additional part first. */
  readonly baseFen: number;
  readonly additionalFen: number;
  readonly grantedFen: number;
}

const NOTHING: Own = { baseFen: 0, additionalFen: 0, grantedFen: 0 };

/** Each member's 互助金 at the end of a day. Granted shares end with the membership. */
export function ownOn(db: ReadableDb, entityId: number, asOf: string): Map<number, Own> {
  const rows = db.all<Own & { memberId: number }>(
    `WITH ask(entity_id, day) AS (VALUES (?, ?))
     SELECT c.member_id AS memberId,
       COALESCE(SUM(c.fen) FILTER (WHERE c.is_granted = 0 AND COALESCE(r.kind, c.kind) = 'base'), 0) AS baseFen,
       COALESCE(SUM(c.fen) FILTER (WHERE c.is_granted = 0 AND COALESCE(r.kind, c.kind) <> 'base'), 0) AS additionalFen,
       COALESCE(SUM(c.fen) FILTER (WHERE c.is_granted = 1 AND (m.left_on IS NULL OR m.left_on > ask.day)), 0) AS grantedFen
     FROM ask JOIN fund_contribution c ON c.entity_id = ask.entity_id AND c.date <= ask.day JOIN member m ON m.id = c.member_id LEFT JOIN fund_contribution r ON r.id = c.reverses_id
     GROUP BY c.member_id`,
    entityId,
    asOf,
  );
  return new Map(
    rows.map(({ memberId, baseFen, additionalFen, grantedFen }) => [
      memberId,
      additionalFen < 0
        ? { baseFen: baseFen + additionalFen, additionalFen: 0, grantedFen }
        : { baseFen, additionalFen, grantedFen },
    ]),
  );
}

/** Own 互助金 of one member, all of it that is registered up to a day. */
export function ownOf(db: ReadableDb, fund: Fund, memberId: number, asOf: string): number {
  const own = ownOn(db, fund.id, asOf).get(memberId) ?? NOTHING;
  return own.baseFen + own.additionalFen;
}

/** The group of guarantee that each member is in on a day. */
export function groupsOn(
  db: ReadableDb,
  entityId: number,
  asOf: string,
): Map<number, { readonly id: number; readonly no: number; readonly name: string }> {
  const rows = db.all<{ memberId: number; id: number; no: number; name: string }>(
    `SELECT gm.member_id AS memberId, g.id, g.no, g.name FROM fund_group g JOIN fund_group_member gm ON gm.group_id = g.id
     WHERE g.entity_id = ? AND gm.from_date <= ? AND (gm.to_date IS NULL OR gm.to_date > ?)`,
    entityId,
    asOf,
    asOf,
  );
  return new Map(rows.map(({ memberId, ...group }) => [memberId, group]));
}
