import { addMonths, daysBetween } from '../../../shared/rules/calendar.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Person } from '../../parts/PersonPicker.tsx';
import type { LoanView, Settings, Terms } from './words.ts';

export interface RateDraft {
  from: string;
  percent: string;
}

/** How interest is reckoned, as it is typed: of the village and of one loan. */
export interface ReckoningDraft {
  basis: '360' | '365';
  mode: Settings['mode'];
  settlement: Settings['settlement'];
  settlementDay: string;
  rateKind: Settings['rateKind'];
  resetOn: Settings['resetOn'];
  penaltyPercent: string;
  misusePercent: string;
  compounds: boolean;
  interestWithPrincipal: boolean;
  repaidFirst: Settings['repaidFirst'];
  subsidisesExtension: boolean;
}

export interface Draft extends ReckoningDraft {
  person: Pick<Person, 'id' | 'name' | 'idMasked'> | null;
  householdKind: Terms['householdKind'];
  bank: string;
  contractNo: string;
  noteNo: string;
  amountFen: number | null;
  purpose: string;
  startsOn: string;
  months: string;
  dueOn: string;
  rates: RateDraft[];
  ratios: RateDraft[];
  subsidyFrom: string;
  subsidyTo: string;
  payee: Settings['payee'];
  capFen: number;
  note: string;
  isDrawn: boolean;
}

type Reckoned = Pick<Settings, Exclude<keyof ReckoningDraft, 'basis' | 'settlementDay'>> &
  Pick<Settings, 'basis' | 'settlementDay'>;

export function reckoningDraft(given: Reckoned): ReckoningDraft {
  return {
    basis: given.basis === 365 ? '365' : '360',
    mode: given.mode,
    settlement: given.settlement,
    settlementDay: String(given.settlementDay),
    rateKind: given.rateKind,
    resetOn: given.resetOn,
    penaltyPercent: given.penaltyPercent,
    misusePercent: given.misusePercent,
    compounds: given.compounds,
    interestWithPrincipal: given.interestWithPrincipal,
    repaidFirst: given.repaidFirst,
    subsidisesExtension: given.subsidisesExtension,
  };
}

export function reckoningOf(draft: ReckoningDraft): Result<Reckoned> {
  const settlementDay = wholeNumber(draft.settlementDay, 'settlementDay', '结息日');
  if (!settlementDay.ok) return settlementDay;
  return ok({
    basis: draft.basis === '365' ? 365 : 360,
    mode: draft.mode,
    settlement: draft.settlement,
    settlementDay: settlementDay.value,
    rateKind: draft.rateKind,
    resetOn: draft.resetOn,
    penaltyPercent: draft.penaltyPercent.trim(),
    misusePercent: draft.misusePercent.trim(),
    compounds: draft.compounds,
    interestWithPrincipal: draft.interestWithPrincipal,
    repaidFirst: draft.repaidFirst,
    subsidisesExtension: draft.subsidisesExtension,
  });
}

export function emptyDraft(settings: Settings, today: string): Draft {
  return {
    ...reckoningDraft(settings),
    person: null,
    householdKind: '',
    bank: settings.bank,
    contractNo: '',
    noteNo: '',
    amountFen: null,
    purpose: '',
    startsOn: today,
    months: '12',
    dueOn: addMonths(today, 12),
    rates: [{ from: today, percent: '' }],
    ratios: [{ from: today, percent: settings.subsidyPercent }],
    subsidyFrom: '',
    subsidyTo: '',
    payee: settings.payee,
    capFen: settings.capFen,
    note: '',
    isDrawn: true,
  };
}

export function draftOfLoan({ loan, terms }: LoanView): Draft {
  return {
    ...reckoningDraft(terms),
    person: { id: terms.personId, name: loan.borrowerName, idMasked: loan.idMasked },
    householdKind: terms.householdKind,
    bank: terms.bank,
    contractNo: terms.contractNo,
    noteNo: terms.noteNo,
    amountFen: terms.amountFen,
    purpose: terms.purpose,
    startsOn: terms.startsOn,
    months: monthsBetween(terms.startsOn, terms.dueOn),
    dueOn: terms.dueOn,
    rates: [...terms.rates],
    ratios: [...terms.ratios],
    subsidyFrom: terms.subsidyFrom ?? '',
    subsidyTo: terms.subsidyTo ?? '',
    payee: terms.payee,
    capFen: terms.capFen,
    note: terms.note,
    isDrawn: true,
  };
}

export function termsOf(draft: Draft): Result<Terms> {
  const { person, amountFen } = draft;
  if (person === null) return refuse('person', '请选借款人。', { personId: '请选借款人' });
  if (amountFen === null) return refuse('amount', '请填贷款金额。', { amountFen: '没有填' });
  const rates = filled(draft.rates);
  if (rates.length === 0) return refuse('rates', '请填年利率。', { rates: '至少一行' });
  const reckoning = reckoningOf(draft);
  if (!reckoning.ok) return reckoning;
  return ok({
    ...reckoning.value,
    personId: person.id,
    householdKind: draft.householdKind,
    bank: draft.bank,
    contractNo: draft.contractNo,
    noteNo: draft.noteNo,
    amountFen,
    purpose: draft.purpose,
    startsOn: draft.startsOn,
    dueOn: draft.dueOn,
    rates,
    ratios: filled(draft.ratios),
    subsidyFrom: draft.subsidyFrom || null,
    subsidyTo: draft.subsidyTo || null,
    payee: draft.payee,
    capFen: draft.capFen,
    note: draft.note,
  });
}

/** Lines with a rate in them; "4.75%" is read as 4.75. */
function filled(lines: readonly RateDraft[]): RateDraft[] {
  return lines
    .map(({ from, percent }) => ({ from, percent: percent.replace(/[%％\s]/gu, '') }))
    .filter(({ percent }) => percent !== '');
}

export function wholeNumber(text: string, field: string, name: string): Result<number> {
  if (/^\d{1,6}$/u.test(text.trim())) return ok(Number(text.trim()));
  return refuse('number', `${name}要写整数。`, { [field]: '写整数' });
}

/** Whole months from one day to the other, empty where they are not whole. */
function monthsBetween(from: string, to: string): string {
  const months = Math.round(daysBetween(from, to) / 30.4375);
  return months > 0 && addMonths(from, months) === to ? String(months) : '';
}
