import type { Input } from '../../../shared/contract/index.ts';
import type { FUNDING_NAMES } from '../../../shared/rules/assetWords.ts';
import { moneyOf, type Someone } from '../business/draft.ts';

export type FundingSource = keyof typeof FUNDING_NAMES;

export type Payer = NonNullable<Input<'disposals.proceeds'>['payer']>;

/** Who pays: money that is there, a member who owes it, somebody else who does. */
export interface PayerDraft {
  payer: 'money' | 'party' | 'member';
  pay: string;
  party: string;
  member: Someone | null;
}

export const NO_PAYER: PayerDraft = { payer: 'money', pay: 'bank', party: '', member: null };

export function payerOf(draft: PayerDraft): Payer | null {
  if (draft.payer === 'member') return draft.member && { kind: 'member', memberId: draft.member.id };
  if (draft.payer === 'party') {
    const name = draft.party.trim();
    return name === '' ? null : { kind: 'party', name };
  }
  const money = moneyOf(draft.pay);
  return money && { kind: 'money', money };
}

export interface FundingLine {
  source: FundingSource;
  note: string;
  amountFen: number | null;
}

export const NO_FUNDING: FundingLine = { source: 'own', note: '', amountFen: null };

/** The filled lines; null where one is begun and not finished, or there is none. */
export function fundingOf(
  lines: readonly FundingLine[],
): { source: FundingSource; note: string; amountFen: number }[] | null {
  const begun = lines.filter((line) => line.note.trim() !== '' || line.amountFen !== null);
  const whole = begun.flatMap(({ source, note, amountFen }) =>
    amountFen ? [{ source, note: note.trim(), amountFen }] : [],
  );
  return whole.length > 0 && whole.length === begun.length ? whole : null;
}

export interface TermsDraft {
  method: 'straight-line' | 'units';
  /** Years as typed: 10, 2.5. */
  years: string;
  residual: string;
  units: string;
  workUnit: string;
}

/** Whole months of a life given in years; null when it is none. */
export function monthsOf(years: string): number | null {
  const match = /^(\d{1,3})(?:\.(\d{1,2}))?$/u.exec(years.trim());
  if (!match) return null;
  const hundredths = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
  const months = (hundredths * 12) / 100;
  return Number.isInteger(months) && months > 0 ? months : null;
}

/** Years of a life in months, as they are typed. */
export function yearsText(months: number): string {
  return months % 12 === 0 ? String(months / 12) : String(Math.round((months / 12) * 100) / 100);
}
