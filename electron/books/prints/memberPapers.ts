import { certificateDocument } from '../../../shared/print/certificate.ts';
import { memberAccountDocument } from '../../../shared/print/memberAccount.ts';
import { receiptDocument, type Receipt } from '../../../shared/print/receipt.ts';
import { invariant, ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { type Cooperative, cooperativeOf } from '../entities/index.ts';
import { accountOf, holdings, memberById } from '../shares/index.ts';
import { headerOf, printedBefore, subjectOfAccount, subjectOfTransaction } from './counting.ts';
import type { Paper } from './paper.ts';

/** 成员账户 of one year, at any time. */
export function accountPaper(reading: Reading, memberId: number, year: number): Result<Paper> {
  const { db } = reading;
  const account = accountOf(db, memberId, year);
  if (!account.ok) return account;
  const member = memberById(db, memberId);
  invariant(member !== null, `member ${memberId} has an account`);
  const cooperative = cooperativeOf(db, member.entityId);
  if (!cooperative.ok) return cooperative;
  const printed = { document: 'member-account', subject: subjectOfAccount(memberId, year) };
  const before = printedBefore(db, printed);
  const header = headerOf(reading, cooperative.value, before);
  return ok({ document: memberAccountDocument({ header, ...account.value }), printed: [printed], before });
}

/** 收据 of a contribution. */
export function receiptPaper(reading: Reading, transactionId: number): Result<Paper> {
  const found = findContribution(reading.db, transactionId, '收据');
  if (!found.ok) return found;
  const { contribution: one, cooperative } = found.value;
  const printed = { document: 'receipt', subject: subjectOfTransaction(transactionId) };
  const before = printedBefore(reading.db, printed);
  const header = headerOf(reading, cooperative, before);
  return ok({
    document: receiptDocument({ header, receipts: [receiptOf(one)] }),
    printed: [printed],
    before,
  });
}

/** The receipt of a contribution that stands, to be printed beside another paper. */
export function contributionReceipt(db: ReadableDb, transactionId: number): Result<Receipt> {
  const found = findContribution(db, transactionId, '收据');
  return found.ok ? ok(receiptOf(found.value.contribution)) : found;
}

function receiptOf(one: Contribution): Receipt {
  return {
    number: one.receiptNo,
    date: one.date,
    payer: one.name,
    memberNo: one.memberNo,
    groupNo: one.groupNo,
    amountFen: one.amountFen,
    reason: '入股出资',
    source: one.source,
    form: { cash: '现金', ...IN_KIND }[one.form],
    note: one.note === '' ? one.document : one.note,
    handledBy: one.operator,
  };
}

/** 出资证明书 of a contribution, as of the day it was made: a reprint years later says the same. */
export function certificatePaper(reading: Reading, transactionId: number): Result<Paper> {
  const found = findContribution(reading.db, transactionId, '出资证明');
  if (!found.ok) return found;
  const { contribution: one, cooperative } = found.value;
  const printed = { document: 'certificate', subject: subjectOfTransaction(transactionId) };
  const before = printedBefore(reading.db, printed);
  const document = certificateDocument({
    header: headerOf(reading, cooperative, before),
    legalRepresentative: cooperative.settings.legalRepresentative,
    parValueFen: cooperative.settings.parValueFen,
    certificates: [
      {
        // One certificate a receipt: the same running number, so these have no gaps either.
        number: one.receiptNo.replace(/^SJ/, 'CZ'),
        memberNo: one.memberNo,
        name: one.name,
        idMasked: one.idMasked,
        groupNo: one.groupNo,
        contributedOn: one.date,
        amountFen: one.amountFen,
        form: { cash: '货币', ...IN_KIND }[one.form],
        source: one.source,
        cumulativeFen: holdings(reading.db, cooperative.id, one.date).get(one.memberId) ?? 0,
        issuedOn: one.date,
      },
    ],
  });
  return ok({ document, printed: [printed], before });
}

const IN_KIND = { 'in-kind': '实物作价', land: '土地经营权作价' } as const;

interface Contribution {
  readonly entityId: number;
  readonly memberId: number;
  readonly memberNo: string;
  readonly name: string;
  readonly groupNo: number | null;
  readonly idMasked: string;
  readonly kind: string;
  readonly form: 'cash' | 'in-kind' | 'land';
  readonly date: string;
  readonly amountFen: number;
  readonly source: string;
  readonly document: string;
  readonly note: string;
  readonly receiptNo: string;
  readonly operator: string;
  readonly reversedById: number | null;
}

/** A contribution that stands: no other transaction brings in what a receipt could be for. */
function findContribution(
  db: ReadableDb,
  id: number,
  paper: string,
): Result<{ contribution: Contribution; cooperative: Cooperative }> {
  const contribution = db.get<Contribution>(
    `SELECT t.entity_id AS entityId, t.member_id AS memberId, m.no AS memberNo, COALESCE(p.name, m.organisation_name) AS name,
            COALESCE(h.group_no, p.listed_group_no) AS groupNo, COALESCE(p.id_masked, '') AS idMasked, t.kind, t.form,
            t.date, t.amount_fen AS amountFen, t.source, t.document, t.note, t.receipt_no AS receiptNo, t.operator,
            r.id AS reversedById
     FROM share_transaction t
     JOIN member m ON m.id = t.member_id
     LEFT JOIN person p ON p.id = m.person_id
     LEFT JOIN household h ON h.id = p.household_id
     LEFT JOIN share_transaction r ON r.reverses_id = t.id
     WHERE t.id = ?`,
    id,
  );
  if (!contribution)
    return refuse('print.transaction-unknown', '没有这一笔股金记录，请回到股金流水重新选择。');
  if (contribution.kind !== 'contribution') {
    return refuse(
      'print.not-contribution',
      `只有入股出资才开${paper}；转让、继承、转股和退社凭各自的协议或决议。`,
    );
  }
  if (contribution.reversedById !== null) {
    return refuse('print.reversed', `这笔出资已经冲销，不能再打印${paper}。已交出去的，请收回注明“已冲销”。`);
  }
  const cooperative = cooperativeOf(db, contribution.entityId);
  return cooperative.ok ? ok({ contribution, cooperative: cooperative.value }) : cooperative;
}
