import type { ReadableDb } from '../../workspace/database.ts';
import { openingEnd } from './balances.ts';
import { booksUpTo, hasOpening } from './equation.ts';
import { reserveShares } from './reserveChecks.ts';
import { runsFromLedger } from './runChecks.ts';
import { statementChecks, statementInput } from './statements.ts';

/**
 * What is wrong with openings that balance, in sentences: it would keep the first month from closing, and must be mended before they
 * are posted for good. For a start after January the year so far must make its statements; the registers' shares and runs must fit.
 */
export function openingFaults(db: ReadableDb, entityId: number): string[] {
  const books = booksUpTo(db, entityId);
  const { firstPeriod, kind } = books;
  if (kind === 'fund' || !hasOpening(books)) return [];
  const sofar = firstPeriod.endsWith('-01')
    ? []
    : statementChecks(statementInput(db, entityId, openingEnd(firstPeriod), false), true);
  const sentences = [reserveShares(books), runsFromLedger(books), ...sofar]
    .filter((check) => !check.ok && check.level === 'block' && !CLEARED_LATER.test(check.id))
    .map((check) => {
      const [row] = check.rows;
      return row
        ? `${row.text}。`
        : `${check.name}：${check.leftLabel} ${check.left}，${check.rightLabel} ${check.right}。`;
    });
  const distinct = [...new Set(sentences)];
  return sofar.length > 0 && distinct.length > 0 ? [...distinct, REGISTERS_FIRST] : distinct;
}

/** What a start after January most often lacks. */
const REGISTERS_FIRST =
  '本年启用以前的分红、转股、退社，请先在“分红”“社员与股金”里按原日期补登，应付盈余和股金的本年累计才会自动列入；已经分配的，按用途填在 33201 各项分配（余额和本年借方相同），33202 未分配盈余填年初数；专项基金的减少按净额填在贷方。';

/** 各项分配 and 本年盈余 are cleared at the year's end, which is still to come. */
const CLEARED_LATER = /^02-e-/u;
