import type { z } from 'zod';
import type { village } from '../../../shared/contract/village.ts';
import { toHalfWidth } from '../../../shared/rules/fullwidth.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { fundId } from '../entities/index.ts';
import { idDigestOf, searchWords } from './search.ts';

type Place = z.output<(typeof village)['search.jump']['output']>[number];

const LIMIT = 20;

/**
 * Ctrl+K: where one may want to go. People, numbers and codes are found through an index by their beginning
 * (ID tails exactly), so that it answers while the person types, however large the village. Members come first.
 */
export function jump(db: ReadableDb, text: string): Place[] {
  const [word] = searchWords(text);
  if (word === undefined) return [];
  const members = db
    .all<FoundMember>(MEMBERS, ...keysOf(db, word), 'cooperative', LIMIT)
    .map((found): Place => ({
      kind: 'member',
      id: found.id,
      title: `${found.no} ${found.name}`,
      detail: detailOf(found, `股金 ${formatYuan(found.capitalFen)}`),
    }));
  if (members.length >= LIMIT) return members;
  const households = db
    .all<FoundHousehold>(HOUSEHOLDS, ...keysOf(db, word), LIMIT - members.length)
    .map((found): Place => ({
      kind: 'household',
      id: found.id,
      title: `${found.code} ${found.headName}户`,
      detail: `${found.groupNo}组 · ${found.category}`,
    }));
  const fundMembers = db
    .all<FoundMember>(MEMBERS, ...keysOf(db, word), 'fund', LIMIT)
    .map((found): Place => ({
      kind: 'fundMember',
      id: found.id,
      title: `${found.no} ${found.name}`,
      detail: detailOf(found, ''),
    }));
  return [
    ...members,
    ...households,
    ...fundMembers,
    ...vouchersNamed(db, text),
    ...assetsNamed(db, word),
  ].slice(0, LIMIT);
}

function detailOf({ groupNo, idTail }: FoundMember, more: string): string {
  return [groupNo === null ? '' : `${groupNo}组`, idTail && `尾号 ${idTail}`, more]
    .filter(Boolean)
    .join(' · ');
}

/** Vouchers of a number as people write it: 12, 记12, 记-012, 2018-03 记-012; the newest first. */
function vouchersNamed(db: ReadableDb, text: string): Place[] {
  const named = /^(?:(\d{4})-(\d{1,2})\s+)?([记收付转])?\s*-?\s*(\d{1,5})$/u.exec(toHalfWidth(text).trim());
  if (!named) return [];
  const [, year, month, word, number] = named;
  const several = fundId(db) !== null;
  return db
    .all<{
      id: number;
      books: string;
      date: string;
      word: string;
      number: number;
      summary: string;
      fen: number;
    }>(
      `SELECT v.id, entity.name AS books, v.date, v.word, v.number,
         COALESCE((SELECT summary FROM entry WHERE voucher_id = v.id AND no = 1), '') AS summary,
         COALESCE((SELECT SUM(debit_fen) FROM entry WHERE voucher_id = v.id), 0) AS fen
       FROM voucher v JOIN entity ON entity.id = v.entity_id WHERE v.kind <> 'opening' AND v.number = ? AND (? IS NULL OR v.word = ?) AND (? IS NULL OR v.period = ?)
       ORDER BY v.period DESC, v.entity_id, v.word LIMIT 8`,
      Number(number),
      word ?? null,
      word ?? null,
      year && month ? `${year}-${month.padStart(2, '0')}` : null,
      year && month ? `${year}-${month.padStart(2, '0')}` : null,
    )
    .map((one) => ({
      kind: 'voucher',
      id: one.id,
      title: `${one.date.slice(0, 7)} ${one.word}-${String(one.number).padStart(3, '0')}`,
      detail: `${several ? `${one.books} · ` : ''}${one.summary} · ${formatYuan(one.fen)}`,
    }));
}

/** Assets by the beginning of their number or a part of their name, and a piece of a batch by its number: DP-017. */
function assetsNamed(db: ReadableDb, word: string): Place[] {
  return db
    .all<{ id: number; no: string; name: string; category: string }>(
      `WITH ask(no, name) AS (VALUES (upper(?), ?))
       SELECT c.id, c.no, c.name, c.category FROM asset_card c, ask
       WHERE c.undone_on IS NULL AND (substr(c.no, 1, length(ask.no)) = ask.no OR instr(c.name, ask.name) > 0)
       UNION ALL
       SELECT c.id, p.no, c.name, c.category FROM asset_piece p JOIN asset_card c ON c.id = p.asset_id, ask
       WHERE c.undone_on IS NULL AND p.no = ask.no
       ORDER BY 2 LIMIT 8`,
      word,
      word,
    )
    .map((one) => ({ kind: 'asset', id: one.id, title: `${one.no} ${one.name}`, detail: one.category }));
}

interface FoundMember {
  readonly id: number;
  readonly no: string;
  readonly name: string;
  readonly groupNo: number | null;
  readonly idTail: string;
  readonly capitalFen: number;
}

interface FoundHousehold {
  readonly id: number;
  readonly code: string;
  readonly headName: string;
  readonly groupNo: number;
  readonly category: string;
}

/** The row of `ask`: what was typed, each with the text before which everything beginning with it sorts. */
function keysOf(db: ReadableDb, word: string): string[] {
  const letter = word.charAt(0);
  const capitals = word.toUpperCase();
  const digest = idDigestOf(db, word) ?? '-';
  const ranges = [letter, word, capitals].flatMap((text) => [text, text + LAST_CHARACTER]);
  return [...ranges, capitals, digest];
}

/** Sorts after every character a name or number can hold. */
const LAST_CHARACTER = '\u{10ffff}';

const FOUND_PERSONS = /* sql */ `
  ask(letter, after_letter, word, after_word, capitals, after_capitals, tail, digest) AS (VALUES (?, ?, ?, ?, ?, ?, ?, ?)),
  found(person_id) AS (
    SELECT id FROM person WHERE name >= (SELECT word FROM ask) AND name < (SELECT after_word FROM ask)
    UNION SELECT id FROM person WHERE pinyin_initials >= (SELECT word FROM ask) AND pinyin_initials < (SELECT after_word FROM ask)
    UNION SELECT id FROM person WHERE pinyin_initials >= (SELECT letter FROM ask) AND pinyin_initials < (SELECT after_letter FROM ask) AND pinyin_full >= (SELECT word FROM ask) AND pinyin_full < (SELECT after_word FROM ask)
    UNION SELECT id FROM person WHERE id_tail = (SELECT tail FROM ask)
    UNION SELECT id FROM person WHERE id_digest = (SELECT digest FROM ask)
  )`;

const MEMBERS = /* sql */ `
  WITH ${FOUND_PERSONS},
  wanted(id) AS (
    SELECT m.id FROM found JOIN member m ON m.person_id = found.person_id
    UNION SELECT m.id FROM entity e JOIN member m ON m.entity_id = e.id AND m.no >= (SELECT capitals FROM ask) AND m.no < (SELECT after_capitals FROM ask)
    UNION SELECT id FROM member WHERE kind = 'organisation' AND instr(organisation_name, (SELECT word FROM ask)) > 0
  )
  SELECT m.id, m.no, COALESCE(p.name, m.organisation_name) AS name, COALESCE(h.group_no, p.listed_group_no) AS groupNo,
    COALESCE(p.id_tail, '') AS idTail,
    COALESCE((SELECT SUM(t.amount_fen) FROM share_transaction t WHERE t.member_id = m.id), 0) AS capitalFen
  FROM wanted JOIN member m ON m.id = wanted.id JOIN entity e ON e.id = m.entity_id AND e.kind = ? LEFT JOIN person p ON p.id = m.person_id
    LEFT JOIN household h ON h.id = p.household_id
  ORDER BY m.no <> (SELECT capitals FROM ask), m.entity_id, length(m.no), m.no LIMIT ?`;

const HOUSEHOLDS = /* sql */ `
  WITH ${FOUND_PERSONS},
  wanted(id) AS (
    SELECT p.household_id FROM found JOIN person p ON p.id = found.person_id WHERE p.household_id IS NOT NULL
    UNION SELECT id FROM household WHERE code >= (SELECT capitals FROM ask) AND code < (SELECT after_capitals FROM ask)
  )
  SELECT h.id, h.code, COALESCE(head.name, '') AS headName, h.group_no AS groupNo, h.category
  FROM wanted JOIN household h ON h.id = wanted.id LEFT JOIN person head ON head.id = h.head_id
  ORDER BY h.code <> (SELECT capitals FROM ask), h.group_no, h.code LIMIT ?`;
