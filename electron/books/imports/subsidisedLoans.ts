import { formatYuan } from '../../../shared/rules/money.ts';
import { invariant, ok, type Result } from '../../../shared/rules/result.ts';
import type {
  RepaymentRow,
  SubsidisedLoanRow,
  SubsidisedLoansParse,
} from '../../../shared/rules/sheet/kinds/subsidisedLoans.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import { ImportedLoans, type KnownLoan } from '../loans/index.ts';
import { checkPerson, createPerson, updatePersonContact } from '../village/index.ts';
import { dateFault } from './dates.ts';
import { Plan } from './plan.ts';
import { readRegister, type Register, type RegisteredPerson, unregisteredPerson, whoIs } from './register.ts';

/**
 * What an import of the 产业扶持贴息贷款台账 does. A loan is recognised by its 借据号 and must be the same in money and dates; what the
 * second sheet lists of its repayments and the register does not have is added. Borrowers are those of the village's register; one that it
 * does not know yet is made of the row.
 */
export function planSubsidisedLoans(ctx: Reading, parse: SubsidisedLoansParse): Plan {
  const desk = new Desk(ctx, parse);
  for (const row of parse.records) desk.take(row);
  return desk.plan;
}

type Found =
  | { readonly ok: true; readonly person: RegisteredPerson; readonly isNew: boolean }
  | { readonly ok: false; readonly field: string; readonly reason: string };

class Desk {
  readonly plan: Plan;
  readonly #ctx: Reading;
  readonly #register: Register;
  readonly #known: ImportedLoans;
  readonly #parse: SubsidisedLoansParse;

  constructor(ctx: Reading, parse: SubsidisedLoansParse) {
    this.plan = new Plan(parse.info?.sheets ?? [], parse.refused, parse.warnings);
    this.#ctx = ctx;
    this.#parse = parse;
    this.#register = readRegister(ctx.db);
    this.#known = new ImportedLoans(ctx.db);
  }

  #column(field: string): string | null {
    return this.#parse.info?.mapping[field] ?? null;
  }

  take(row: SubsidisedLoanRow): void {
    const title = `${row.noteNo} ${row.name}`;
    const refuse = (field: string, reason: string): void =>
      this.plan.refuse(row, this.#column(field), reason, title);
    const found = this.#borrowerOf(row);
    if (!found.ok) return refuse(found.field, found.reason);
    const loan = this.#known.byNoteNo(row.noteNo);
    const repayments = this.#newRepayments(row, loan);
    const fault =
      (loan ? this.#differs(loan, row, found.person) : this.#notNew(row, found.person)) ??
      this.#overpays(row, repayments, loan);
    if (fault) return refuse(fault.field, fault.reason);
    const extension = loan ? this.#newExtension(row, loan) : null;
    const contact = this.#contact(row, found.person);
    const detail = `${row.startsOn} ${formatYuan(row.amountFen)} 元`;
    const added = repayments.length === 0 ? [] : [`还款 ${repayments.length} 笔`];
    if (loan) {
      const extended = extension === null ? [] : [`展期至 ${extension}`];
      const changes = [...added, ...extended, ...contact];
      if (extension !== null) {
        const { id } = loan;
        this.plan.step(row, (writing, importId) =>
          this.#known.extend(writing, id, { dueOn: row.dueOn, extendedTo: extension }, importId),
        );
      }
      this.plan.settle(row, changes.length > 0 ? 'changed' : 'same', title, [detail, ...changes].join('；'));
    } else {
      if (found.isNew) this.#register.add(found.person);
      this.#warn(row, found.person);
      this.plan.settle(row, 'created', title, [detail, ...added, ...contact].join('；'));
      this.plan.step(row, (writing, importId) => this.#make(writing, row, found.person, importId));
    }
    for (const repayment of repayments) {
      this.plan.step(repayment, (writing, importId) => this.#known.repay(writing, repayment, importId));
    }
  }

  /** By ID number, else the only one of that name in the group; nobody is known: somebody new. */
  #borrowerOf(row: SubsidisedLoanRow): Found {
    const no = (field: string, reason: string): Found => ({ ok: false, field, reason });
    const byNumber = row.idNumber === null ? undefined : this.#register.byIdNumber(row.idNumber);
    if (byNumber) {
      return byNumber.name === row.name
        ? { ok: true, person: byNumber, isNew: false }
        : no(
            'idNumber',
            `这个身份证号登记的是${whoIs(byNumber)}，本表写的是${row.name}。请核对证件，改正姓名或身份证号`,
          );
    }
    const named = this.#register
      .byName(row.name)
      .filter(
        (one) =>
          one.diedOn === null &&
          (row.groupNo === null || one.groupNo === null || one.groupNo === row.groupNo) &&
          (row.idNumber === null || one.idDigest === null),
      );
    if (named.length > 1) {
      const who = named.map(whoIs).join('、');
      return no('name', `登记了 ${named.length} 个${row.name}：${who}。请填身份证号`);
    }
    if (named[0]) return { ok: true, person: named[0], isNew: false };
    return { ok: true, person: this.#newPerson(row), isNew: true };
  }

  /** Into the head's household, where the sheet names a head that only one household of the group has. */
  #newPerson(row: SubsidisedLoanRow): RegisteredPerson {
    const isHead = row.headName === null || row.headName === row.name;
    const homes = isHead
      ? []
      : this.#register
          .byName(row.headName ?? '')
          .filter(
            (one) => one.householdCode !== null && (row.groupNo === null || one.groupNo === row.groupNo),
          )
          .filter((one) => this.#register.households.get(one.householdCode!)?.headId === one.id);
    const home = homes.length === 1 ? homes[0] : undefined;
    this.plan.warn(
      row,
      this.#column('name'),
      home
        ? `${row.name}不在户籍里，登记到${whoIs(home)}户下，请核对`
        : `${row.name}不在户籍里，先单独登记；户籍导入或归户后再核对`,
    );
    return unregisteredPerson({
      name: row.name,
      groupNo: row.groupNo,
      relation: home ? row.relation : '',
      householdCode: home?.householdCode ?? null,
    });
  }

  #differs(
    loan: KnownLoan,
    row: SubsidisedLoanRow,
    person: RegisteredPerson,
  ): { field: string; reason: string } | null {
    const way = '。登记错了请在贷款台账里修改，表错了请改表';
    if (loan.personId !== person.id) {
      return { field: 'name', reason: `借据号 ${row.noteNo} 已登记在${loan.borrowerName}名下${way}` };
    }
    if (loan.amountFen !== row.amountFen) {
      return { field: 'amount', reason: `已登记的金额是 ${formatYuan(loan.amountFen)} 元${way}` };
    }
    if (loan.startsOn !== row.startsOn) {
      return { field: 'startsOn', reason: `已登记的放款日是 ${loan.startsOn}${way}` };
    }
    if (loan.contractDueOn !== row.dueOn) {
      return { field: 'dueOn', reason: `已登记的到期日是 ${loan.contractDueOn}${way}` };
    }
    const other = (field: string, what: string): void =>
      this.plan.warn(row, this.#column(field), `${what}与登记的不同，没有改${way}`);
    const has = (lines: KnownLoan['rates'], percent: string): boolean =>
      lines.some((line) => Number(line.percent) === Number(percent));
    if (!has(loan.rates, row.ratePercent)) other('rate', '年利率');
    const isUnsubsidised = loan.ratios.length === 0 && Number(row.subsidyPercent) === 0;
    if (row.subsidyPercent !== null && !isUnsubsidised && !has(loan.ratios, row.subsidyPercent)) {
      other('ratio', '贴息比例');
    }
    if (row.settlement !== null && row.settlement !== loan.settlement) other('settlement', '结息方式');
    if (row.payee !== null && row.payee !== loan.payee) other('payee', '贴息方式');
    if (row.purpose !== '' && row.purpose !== loan.purpose) other('purpose', '用途');
    return null;
  }

  /** What the register does not have yet of the repayments must be possible beside what it has. */
  #overpays(
    row: SubsidisedLoanRow,
    repayments: readonly RepaymentRow[],
    loan: KnownLoan | undefined,
  ): { field: string; reason: string } | null {
    const late = repayments.find((one) => one.date > this.#ctx.today);
    if (late) {
      return { field: 'noteNo', reason: `还款明细第 ${late.row} 行的日期 ${late.date} 在今天之后` };
    }
    if (!loan) return null;
    const { balanceFen } = this.#known.stateOf(loan.noteNo);
    const fen = repayments.reduce((total, one) => total + one.principalFen, 0);
    return fen <= balanceFen
      ? null
      : {
          field: 'noteNo',
          reason: `还款明细里还没有登记的还本 ${formatYuan(fen)} 元，多于登记的余额 ${formatYuan(balanceFen)} 元。可能已按别的日期或金额登记过，请核对`,
        };
  }

  /** 展期至 that the register does not know yet; another one than it knows is only said. */
  #newExtension(row: SubsidisedLoanRow, loan: KnownLoan): string | null {
    const { balanceFen, extendedTo } = this.#known.stateOf(loan.noteNo);
    if (row.extendedTo === null || row.extendedTo === extendedTo) return null;
    if (extendedTo === null && balanceFen > 0) return row.extendedTo;
    const known = extendedTo === null ? '已经没有余额' : `已登记展期至 ${extendedTo}`;
    this.plan.warn(row, this.#column('extendedTo'), `这笔${known}，没有改。要改请在贷款台账里登记展期`);
    return null;
  }

  #notNew(row: SubsidisedLoanRow, person: RegisteredPerson): { field: string; reason: string } | null {
    // A loan may be as old as its paper says.
    const fault = row.startsOn > this.#ctx.today ? dateFault(row.startsOn, this.#ctx.today) : null;
    if (fault) return { field: 'startsOn', reason: fault };
    if (person.diedOn !== null && person.diedOn < row.startsOn) {
      return { field: 'name', reason: `${person.name}已于 ${person.diedOn} 去世，请核对借款人` };
    }
    return null;
  }

  /** What the register does not have yet: the same day and amount twice is two repayments. */
  #newRepayments(row: SubsidisedLoanRow, loan: KnownLoan | undefined): RepaymentRow[] {
    const seen = new Map<string, number>();
    return row.repayments.filter((one) => {
      const key = `${one.date} ${one.principalFen} ${one.interestFen}`;
      const nth = (seen.get(key) ?? 0) + 1;
      seen.set(key, nth);
      return nth > (loan ? this.#known.standing(loan.noteNo, one) : 0);
    });
  }

  /** Phone and card where the register has none yet; others change nothing. */
  #contact(row: SubsidisedLoanRow, person: RegisteredPerson): string[] {
    const filled: string[] = [];
    const facts = { idNumber: null as string | null, phone: '', card: null as string | null };
    const phone = this.#usablePhone(row);
    if (row.idNumber !== null && person.idDigest === null) {
      facts.idNumber = row.idNumber;
      if (person.id !== null) filled.push('补登身份证号');
      this.#register.giveIdNumber(person, row.idNumber);
    }
    if (phone !== '' && person.phone === '') {
      facts.phone = person.phone = phone;
      filled.push('补登电话');
    }
    if (row.card !== null && person.card === null) {
      facts.card = person.card = row.card;
      filled.push('补登一卡通号');
    } else if (row.card !== null && row.card !== person.card) {
      this.plan.warn(row, this.#column('card'), '一卡通号与登记的不同，没有改。请核对卡面，要改请在户籍里改');
    }
    const { id } = person;
    if (id === null) return [];
    if (filled.length > 0) this.plan.step(row, (writing) => updatePersonContact(writing, id, facts, 'sheet'));
    return filled;
  }

  #usablePhone(row: SubsidisedLoanRow): string {
    if (row.phone === '') return '';
    const facts = { name: row.name, relation: '', idNumber: null, phone: row.phone, card: null };
    const checked = checkPerson(facts, 'sheet');
    if (checked.ok) return checked.value.phone;
    this.plan.warnInstead(row, this.#column('phone'), `${checked.error.message}没有登记这个电话`);
    return '';
  }

  #warn(row: SubsidisedLoanRow, person: RegisteredPerson): void {
    const household = person.householdCode ?? `${row.groupNo} ${person.name}`;
    for (const [field, sentence] of this.#known.oddities(row, household)) {
      this.plan.warn(row, this.#column(field), sentence);
    }
    const repaidFen = row.repayments.reduce((total, one) => total + one.principalFen, 0);
    if (/结清|还清/u.test(row.state) !== (repaidFen === row.amountFen) && row.state !== '') {
      const left = formatYuan(row.amountFen - repaidFen);
      if (/结清|还清/u.test(row.state) || repaidFen === row.amountFen) {
        this.plan.warn(
          row,
          this.#column('state'),
          `状态写的是“${row.state}”，按还款明细还欠 ${left} 元，请核对`,
        );
      }
    }
  }

  #make(
    writing: Writing,
    row: SubsidisedLoanRow,
    person: RegisteredPerson,
    importId: number,
  ): Result<unknown> {
    const personId = this.#ensurePerson(writing, row, person);
    return personId.ok ? this.#known.make(writing, row, personId.value, importId) : personId;
  }

  #ensurePerson(writing: Writing, row: SubsidisedLoanRow, person: RegisteredPerson): Result<number> {
    if (person.id !== null) return ok(person.id);
    const home =
      person.householdCode === null ? undefined : this.#register.households.get(person.householdCode);
    invariant(person.householdCode === null || home !== undefined, 'a household that is named is known');
    const made = createPerson(
      writing,
      {
        name: person.name,
        relation: person.relation,
        idNumber: row.idNumber,
        phone: person.phone,
        card: person.card,
      },
      { householdId: home?.id ?? null, listedGroupNo: person.groupNo },
      'sheet',
    );
    if (!made.ok) return made;
    person.id = made.value.id;
    return ok(made.value.id);
  }
}
