import { invariant } from '../../../shared/rules/result.ts';
import type { ShareRow } from '../../../shared/rules/sheet/kinds/shares.ts';
import { checkPerson, updatePersonContact } from '../village/index.ts';
import type { Holder, ShareWork } from './shareHolders.ts';

/**
 * Plans what a roster adds to a person: ID number, phone and card where there is none yet. A phone or card that
 * differs from the registered one changes nothing and is warned about. Gives back what is added, in words.
 */
export function planContact(work: ShareWork, row: ShareRow, holder: Holder): string[] {
  const { person } = holder;
  if (!person) return [];
  const phone = usablePhone(work, row);
  const filled: string[] = [];
  const facts = { idNumber: null as string | null, phone: '', card: null as string | null };
  if (row.idNumber !== null && person.idDigest === null) {
    facts.idNumber = row.idNumber;
    holder.idNumber = row.idNumber;
    work.register.giveIdNumber(person, row.idNumber);
    filled.push('补登身份证号');
  }
  if (phone !== '' && person.phone === '') {
    facts.phone = person.phone = phone;
    filled.push('补登电话');
  } else if (phone !== '' && phone !== person.phone) {
    work.plan.warn(row, work.column('phone'), '电话与登记的不同，没有改。要改请在户籍的“修改人员”里改');
  }
  if (row.card !== null && person.card === null) {
    facts.card = person.card = row.card;
    filled.push('补登银行卡号');
  } else if (row.card !== null && row.card !== person.card) {
    work.plan.warn(
      row,
      work.column('card'),
      '银行卡号与登记的不同，没有改。请核对卡面，要改请在户籍的“修改人员”里改',
    );
  }
  // A person yet to be made is made with all of it.
  if (person.id === null || filled.length === 0) return person.id === null ? [] : filled;
  const { id } = person;
  work.plan.step(row, (ctx) => updatePersonContact(ctx, id, facts, 'sheet'));
  return filled;
}

/** The phone in the register's form; one that is none is left out with a warning. */
function usablePhone({ plan, column }: ShareWork, row: ShareRow): string {
  if (row.phone === '') return '';
  const checked = checkPerson(
    { name: row.name, relation: '', idNumber: null, phone: row.phone, card: null },
    'sheet',
  );
  if (checked.ok) return checked.value.phone;
  const reason = checked.error.fields?.['phone'];
  invariant(reason !== undefined, 'a row’s name has been checked');
  plan.warnInstead(row, column('phone'), `${reason}没有登记这个电话`);
  return '';
}
