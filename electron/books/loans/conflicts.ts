import type { Output } from '../../../shared/contract/index.ts';
import { checkIdNumber } from '../../../shared/rules/idNumber.ts';
import { formatYuan } from '../../../shared/rules/money.ts';
import type { Reading } from '../../workspace/context.ts';
import { unseal } from '../../workspace/sealed.ts';
import { type Loan, loanNamed, loanOf, loansBeside } from './loan.ts';
import { type LoanSettings, readLoanSettings } from './settings.ts';
import { settlementRows } from './settlements.ts';
import { rowOf, sumsOf } from './state.ts';

export type Conflict = Output<'loans.conflicts'>['rows'][number];
type Kind = Conflict['kind'];

const TITLES: Readonly<Record<Kind, string>> = {
  'second-loan': '一户多贷',
  'household-limit': '超过户均限额',
  age: '年龄',
  purpose: '户贷企用风险',
  term: '期限过长',
  'card-missing': '缺一卡通号',
  'id-missing': '缺身份证号',
  'household-missing': '没有归户',
  'stale-settlement': '结息后有变动',
  'bank-difference': '银行利息不符',
  misuse: '挪用',
};

/** Loan money that goes on to others (户贷企用, 户贷社用): placed in the cooperative as shares, lent on, pooled. */
const PASSED_ON = /入股|入社|合作社|公司|企业|大户|转借|转贷|户贷企用|户贷社用|投资分红/u;

export function isPassedOn(purpose: string): boolean {
  return PASSED_ON.test(purpose);
}

/** What is odd about the loans of the register on a day. Nothing of it stops anybody; somebody should look. */
export function conflictsOf(loans: readonly Loan[], settings: LoanSettings, asOf: string): Conflict[] {
  const known = loans.filter((loan) => loan.startsOn <= asOf);
  const byHousehold = Map.groupBy(known, (loan) =>
    loan.householdId === null ? `p${loan.personId}` : `h${loan.householdId}`,
  );
  return known.flatMap((loan) => {
    const others =
      byHousehold.get(loan.householdId === null ? `p${loan.personId}` : `h${loan.householdId}`) ?? [];
    return [
      ...ofHousehold(loan, others, settings, asOf),
      ...ofBorrower(loan, settings),
      ...ofTerms(loan, settings, asOf),
      ...ofSettlements(loan, settings, asOf),
    ];
  });
}

/** The sentences for one loan, after it was recorded or changed. */
export function warningsOf({ db, today }: Reading, loanId: number): string[] {
  const found = loanOf(db, loanId);
  if (!found.ok) return [];
  return conflictsOf(loansBeside(db, found.value), readLoanSettings(db), today)
    .filter((one) => one.loanId === loanId)
    .map((one) => one.sentence);
}

function conflict(loan: Loan, kind: Kind, sentence: string): Conflict {
  const { id, noteNo, borrowerName, groupNo } = loan;
  return { kind, title: TITLES[kind], loanId: id, noteNo, borrowerName, groupNo, sentence };
}

function ofHousehold(loan: Loan, others: readonly Loan[], settings: LoanSettings, asOf: string): Conflict[] {
  const found: Conflict[] = [];
  const { balanceFen } = sumsOf(loan, asOf);
  const owing = others.filter((one) => sumsOf(one, asOf).balanceFen > 0);
  const rest = owing.filter((one) => one.id !== loan.id);
  if (balanceFen > 0 && rest.length > 0) {
    const names = rest.map((one) => loanNamed(one)).join('、');
    found.push(
      conflict(loan, 'second-loan', `同一户还有没有还清的${names}。一户一般只能有一笔贴息贷款，请核对。`),
    );
  }
  const totalFen = owing.reduce((total, one) => total + sumsOf(one, asOf).balanceFen, 0);
  if (balanceFen > 0 && totalFen > settings.householdLimitFen) {
    found.push(
      conflict(
        loan,
        'household-limit',
        `这一户贷款余额 ${formatYuan(totalFen)} 元，超过 ${formatYuan(settings.householdLimitFen)} 元。超出部分不贴息，请核对。`,
      ),
    );
  }
  return found;
}

function ofBorrower(loan: Loan, settings: LoanSettings): Conflict[] {
  const found: Conflict[] = [];
  const age = ageFault(loan.idSealed === null ? null : unseal(loan.idSealed), loan.startsOn, settings);
  if (age !== null) {
    found.push(
      conflict(
        loan,
        'age',
        `${loan.borrowerName}放款时 ${age} 岁，不在 ${settings.youngest}—${settings.oldest} 岁之间，请核对借款人。`,
      ),
    );
  }
  if (loan.idMasked === '') {
    found.push(conflict(loan, 'id-missing', `${loan.borrowerName}没有登记身份证号，贴息申请要用，请补上。`));
  }
  if (loan.cardMasked === '' && loan.payee === 'household') {
    found.push(
      conflict(loan, 'card-missing', `${loan.borrowerName}没有登记一卡通号，贴息发不到户，请补上。`),
    );
  }
  if (loan.householdId === null) {
    found.push(
      conflict(
        loan,
        'household-missing',
        `${loan.borrowerName}还没有归到户里，请在户籍里归户后修改这笔贷款。`,
      ),
    );
  }
  return found;
}

/** The age on a day where it is outside the settings' bounds; births before 1900 are nobody's who borrows. */
export function ageFault(
  idNumber: string | null,
  day: string,
  { youngest, oldest }: Pick<LoanSettings, 'youngest' | 'oldest'>,
): number | null {
  const id = idNumber === null ? null : checkIdNumber(idNumber, 'typed');
  if (!id?.ok || id.value.birthDate < '1900-01-01') return null;
  const { birthDate } = id.value;
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  const age = day.slice(5) < birthDate.slice(5) ? years - 1 : years;
  return age < youngest || age > oldest ? age : null;
}

function ofTerms(loan: Loan, settings: LoanSettings, asOf: string): Conflict[] {
  const found: Conflict[] = [];
  const row = rowOf(loan, settings, asOf);
  if (isPassedOn(loan.purpose)) {
    found.push(
      conflict(
        loan,
        'purpose',
        `用途写的是“${loan.purpose}”，有“户贷企用、户贷社用”的风险：贴息贷款要户借、户用、户还，请核对实际用途。`,
      ),
    );
  }
  if (row.months > settings.longestMonths) {
    found.push(
      conflict(loan, 'term', `期限 ${row.months} 个月，超过 ${settings.longestMonths} 个月，请核对到期日。`),
    );
  }
  if (row.isMisused) {
    found.push(conflict(loan, 'misuse', `${loanNamed(loan)}登记为挪用，从那天起不贴息、加收罚息。`));
  }
  return found;
}

function ofSettlements(loan: Loan, settings: LoanSettings, asOf: string): Conflict[] {
  if (loan.settled.length === 0) return [];
  return settlementRows(loan, settings, asOf).flatMap((row) => {
    if (row.settlementId === null) return [];
    if (row.isStale) {
      return [
        conflict(
          loan,
          'stale-settlement',
          `${row.settlesOn} 结息后，又登记了会改变利息的事项，重算与登记的 ${formatYuan(row.interestFen + row.penaltyFen)} 元不同。请撤销这次结息，重新结息。`,
        ),
      ];
    }
    if (row.differenceFen !== null && row.differenceFen !== 0) {
      return [
        conflict(
          loan,
          'bank-difference',
          `${row.settlesOn} 银行结息 ${formatYuan(row.dueFen)} 元，比计算的 ${formatYuan(row.interestFen + row.penaltyFen)} 元${row.differenceFen > 0 ? '多' : '少'} ${formatYuan(Math.abs(row.differenceFen))} 元。以银行为准，差额留作核对。`,
        ),
      ];
    }
    return [];
  });
}
