import type { Input } from '../../../shared/contract/index.ts';
import { addDays, addMonths } from '../../../shared/rules/calendar.ts';
import { invariant } from '../../../shared/rules/result.ts';
import type { DemoCall } from './build.ts';
import { Dice } from './dice.ts';

/**
 * The households' subsidised bank loans of 2018, as the village reports them: 127 of 3,145,000.00 in all. Some repaid early, one was
 * extended, one is overdue; the quarters are settled, and of a few households no slip of its interest was seen.
 */
const LOANS = 127;
const TOTAL_FEN = 3_145_000_00;
const STEP_FEN = 500_00;
const BANK = '略阳县农村信用合作联社';
const PURPOSES = ['香菇', '木耳', '黄金木耳', '猪苓', '天麻', '养蜂', '乌鸡'] as const;
/** Places in the register of what is out of the ordinary. */
const EXTENDED = 12;
const OVERDUE = 47;
const AS_SHARES: readonly number[] = [6, 49, 92];
const SETTLED_ON = ['2018-06-20', '2018-09-20', '2018-12-20'] as const;

interface DemoLoan {
  readonly personId: number;
  readonly noteNo: string;
  readonly amountFen: number;
  readonly startsOn: string;
  readonly dueOn: string;
  readonly months: number;
  readonly purpose: string;
}

/** Lends to 127 poor households; what happens to the loans until the year's end follows. */
export function lendToDemoHouseholds(call: DemoCall): void {
  const settings = call('loans.settings', {});
  call('loans.saveSettings', { settings: { ...settings, bank: BANK } });
  const ids = demoLoans(call).map((loan) => ({ ...loan, id: record(call, loan) }));
  const [extended, overdue] = [ids[EXTENDED - 1], ids[OVERDUE - 1]];
  invariant(extended !== undefined && overdue !== undefined, 'both are among the loans');
  call('loans.extend', {
    ...{ loanId: extended.id, date: '2018-11-05', dueOn: addMonths(extended.dueOn, 6) },
    ...{ slipNo: '展2018-001', note: '遭雪灾，银行同意展期' },
  });
  repaySome(call, ids);
  for (const day of SETTLED_ON) settle(call, day);
}

function demoLoans(call: DemoCall): DemoLoan[] {
  const dice = new Dice(1877);
  const poor = call('households.list', {}).filter(
    (one) => one.headId !== null && (one.category === '一般' || one.category === '低保'),
  );
  const borrowers = dice.shuffled(poor).slice(0, LOANS);
  const amounts = amountsOf(dice);
  return borrowers.map(({ headId }, index) => {
    const no = index + 1;
    // Six months for the two that came due in 2018.
    const months = no === EXTENDED || no === OVERDUE ? 6 : dice.pick([12, 12, 24, 36]);
    const startsOn =
      no === EXTENDED
        ? '2018-05-09'
        : no === OVERDUE
          ? '2018-05-16'
          : addDays('2018-03-21', dice.between(0, 223));
    invariant(headId !== null, 'a household that borrows has a head');
    return {
      personId: headId,
      noteNo: `JJ2018${String(no).padStart(5, '0')}`,
      amountFen: amounts[index] ?? 0,
      startsOn,
      dueOn: addMonths(startsOn, months),
      months,
      purpose: AS_SHARES.includes(no) ? '入股合作社' : dice.pick(PURPOSES),
    };
  });
}

/** Amounts in steps of 500 yuan up to 50,000: drawn, then one step moved at a time until the total fits. */
function amountsOf(dice: Dice): number[] {
  const amounts = Array.from({ length: LOANS }, () => dice.between(20, 80) * STEP_FEN);
  let missing = TOTAL_FEN - amounts.reduce((sum, fen) => sum + fen, 0);
  while (missing !== 0) {
    const place = dice.between(0, LOANS - 1);
    const fen = (amounts[place] ?? 0) + Math.sign(missing) * STEP_FEN;
    if (fen < 10_000_00 || fen > 50_000_00) continue;
    amounts[place] = fen;
    missing -= Math.sign(missing) * STEP_FEN;
  }
  return amounts;
}

function record(call: DemoCall, loan: DemoLoan): number {
  const { bank, subsidyPercent, ...usual } = call('loans.settings', {});
  const terms: Input<'loans.record'>['terms'] = {
    ...usual,
    ...{ personId: loan.personId, noteNo: loan.noteNo, amountFen: loan.amountFen, purpose: loan.purpose },
    ...{ startsOn: loan.startsOn, dueOn: loan.dueOn, householdKind: '脱贫户', bank },
    contractNo: `略信两河口(2018)${loan.noteNo.slice(-4)}`,
    // 一年以内, and one to three years.
    rates: [{ from: loan.startsOn, percent: loan.months <= 12 ? '4.35' : '4.75' }],
    ratios: [{ from: loan.startsOn, percent: subsidyPercent }],
    subsidyFrom: null,
    subsidyTo: null,
    note: '',
  };
  return call('loans.record', { terms }).id;
}

/** Every ninth household pays part of it back in December; one all of it. */
function repaySome(call: DemoCall, loans: readonly (DemoLoan & { id: number })[]): void {
  const dice = new Dice(1878);
  const paying = loans.filter((_, index) => index % 9 === 4);
  for (const [index, loan] of paying.entries()) {
    const share = index === 3 ? 10 : dice.between(2, 5);
    call('loans.repay', {
      loanId: loan.id,
      date: `2018-12-${String(dice.between(5, 28)).padStart(2, '0')}`,
      principalFen: Math.floor((loan.amountFen * share) / 10 / 100_00) * 100_00 || loan.amountFen,
      slipNo: `还2018-${String(index + 1).padStart(3, '0')}`,
      note: share === 10 ? '提前还清' : '提前归还部分本金',
    });
  }
}

/** A quarter of all loans. Of the household that is overdue and of every thirtieth no slip is seen. */
function settle(call: DemoCall, day: string): void {
  const dice = new Dice(Number(day.slice(5, 7)));
  call('loans.settle', { to: day });
  const { rows } = call('loans.settled', { from: addDays(day, -91), to: day });
  for (const [index, row] of rows.entries()) {
    if (row.dueFen === 0 || row.noteNo.endsWith(String(OVERDUE)) || (day > '2018-09' && index % 30 === 7))
      continue;
    if (row.paidFen > 0) continue;
    call('loans.payInterest', {
      loanId: row.loanId,
      date: addDays(day, dice.between(0, 5)),
      periodTo: row.to,
      interestFen: row.dueFen - row.penaltyFen,
      penaltyFen: row.penaltyFen,
      slipNo: `息${day.slice(2, 4)}${day.slice(5, 7)}-${String(index + 1).padStart(3, '0')}`,
    });
  }
}
