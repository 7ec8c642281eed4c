import { yearOf } from '../../../shared/rules/calendar.ts';
import { formatYuan, MAX_BOOKS_FEN } from '../../../shared/rules/money.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import type { Money } from '../../../shared/rules/posting/posting.ts';
import { append, checkAmount, nextReceiptNo } from './ledger.ts';
import { bookContribution, checkContributedAs, checkShareDate, type ContributedAsset } from './posting.ts';
import { describe, memberById, unknownMember, type Member } from './member.ts';
import { joinBy, refusalToMove } from './standing.ts';

interface Contribution {
  readonly memberId: number;
  readonly date: string;
  readonly form: 'cash' | 'in-kind' | 'land' | 'labour';
  readonly source: string;
  /** From 到户类扶贫项目资产, a column of its own in the statutory account. */
  readonly fromRelief: boolean;
  readonly amountFen: number;
  readonly document: string;
  readonly note: string;
  /** Where money went; left out: as the settings say. */
  readonly money?: Money | undefined;
  /** What came in instead of money. */
  readonly asset?: ContributedAsset | undefined;
  /** 股金溢价: what came in above (or, negative, below) the capital. */
  readonly premiumFen?: number | undefined;
  /** Of an import, which has made sure beforehand that the total of all its rows stays in range. */
  readonly importId?: number | undefined;
}

/** What an event of the share ledger gives back: its first row, its receipt where money came in, what to look at. */
export type Recorded = { id: number; receiptNo: string; warnings: string[] };

/** Records a contribution (出资) with the next receipt number. Amount in fen. */
export function recordContribution(ctx: Writing, input: Contribution): Result<Recorded> {
  const checked = checkContribution(ctx.db, ctx.today, input);
  if (!checked.ok) return checked;
  const { member, warnings } = checked.value;
  const receiptNo = nextReceiptNo(ctx.db, member.entityId, yearOf(input.date));
  const [id] = append(ctx, member.entityId, [
    {
      memberId: member.id,
      date: input.date,
      kind: 'contribution',
      form: input.form,
      source: input.source.trim(),
      fromRelief: input.fromRelief,
      amountFen: input.amountFen,
      document: input.document,
      note: input.note,
      receiptNo,
      importId: input.importId ?? null,
    },
  ]);
  const joined = joinBy(ctx, member, input.date);
  const booked = bookContribution(ctx, member, id!, input);
  return booked.ok ? ok({ id: id!, receiptNo, warnings: [...joined, ...warnings, ...booked.value] }) : booked;
}

/**
 * What would refuse a contribution, without writing: an unknown, frozen, leaving or left member; a date that is
 * none, to come, or in a year whose dividend is approved; labour (市场主体登记管理条例 Art. 13); an amount out of range.
 */
export function checkContribution(
  db: ReadableDb,
  today: string,
  input: Contribution,
): Result<{ member: Member; warnings: string[] }> {
  const member = memberById(db, input.memberId);
  if (!member) return unknownMember('memberId');
  if (input.form === 'labour') return refuse('labour_refused', LABOUR_REFUSED, { form: LABOUR_REFUSED });
  if (input.source.trim() === '') {
    return refuse('source_missing', '请写明资金来源，例如“自筹”。', { source: '请写明资金来源' });
  }
  const amount = checkAmount(input.amountFen);
  if (!amount.ok) return amount;
  const brought = checkContributedAs(db, member.entityId, input);
  if (!brought.ok) return brought;
  const date = checkShareDate(db, member.entityId, input.date, today);
  if (!date.ok) return date;
  const refusal = refusalToMove(db, member, 'in', input.date, 'memberId');
  if (refusal) return refusal;
  // Adding up the whole ledger for each row would make an import of n rows take n² steps.
  if (input.importId === undefined && totalFen(db, member.entityId) + input.amountFen > MAX_BOOKS_FEN) {
    const sentence = `加上这一笔，股金合计超过 ${formatYuan(MAX_BOOKS_FEN)} 元，请检查金额单位。`;
    return refuse('amount_invalid', sentence, { amountFen: sentence });
  }
  const warnings: string[] = [];
  if (input.form !== 'cash' && input.document.trim() === '') {
    warnings.push('实物、土地经营权作价出资，请补上评估或成员大会认可的作价文件号。');
  }
  return ok({ member, warnings });
}

function totalFen(db: ReadableDb, entityId: number): number {
  return db.get<{ fen: number }>(
    'SELECT COALESCE(SUM(amount_fen), 0) AS fen FROM share_transaction WHERE entity_id = ?',
    entityId,
  )!.fen;
}

/** Why labour is no contribution, for whoever refuses it. */
export const LABOUR_REFUSED =
  '劳务不能作价出资（市场主体登记管理条例第十三条）。请先发放工资或劳务费，再由本人用领到的现金入股，两步各开单据。';

/** Warning where relief-project capital changes hands together with other capital. */
export function reliefWarning(member: Member, reliefFen: number): string[] {
  if (reliefFen === 0) return [];
  return [
    `${describe(member)} 转出的出资里有 ${formatYuan(reliefFen)} 元来源于到户类扶贫项目资产，在受让方账户里仍记在这一栏。`,
  ];
}
