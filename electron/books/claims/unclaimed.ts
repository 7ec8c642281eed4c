import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { addDays, isRealDate } from '../../../shared/rules/calendar.ts';
import { claimsOver } from '../../../shared/rules/claim.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import { repaidOn, subsidiesOf } from '../loans/index.ts';
import { claimedSpans } from './writing.ts';

/** Settlements up to a day that are subsidised and that no standing batch asks for, loan by loan. */
export function unclaimed(
  ctx: Reading,
  { asOf = ctx.today }: Parsed<'claims.unclaimed'>,
): Result<Output<'claims.unclaimed'>> {
  if (!isRealDate(asOf)) {
    const message = `“${asOf}”不是一个日子，日期要写成 2018-12-31 这样。`;
    return refuse('claim_date', message, { asOf: message });
  }
  const claimed = Map.groupBy(claimedSpans(ctx.db, null), (span) => span.loanId);
  const rows = subsidiesOf(ctx.db, { from: '0001-01-01', to: asOf, by: 'settlements' }).flatMap(
    ({ loan, row, parts }) => {
      const spans = claimed.get(row.id) ?? [];
      const repaid = repaidOn(loan);
      const open = parts.filter(
        (part) => part.subsidyFen > 0 && claimsOver(part, spans, repaid).length === 0,
      );
      const [first, last] = [open[0], open.at(-1)];
      if (!first || !last) return [];
      const { groupNo, borrowerName, noteNo } = row;
      return [
        {
          ...{ loanId: row.id, groupNo, borrowerName, noteNo, from: first.from, to: addDays(last.to, -1) },
          interestFen: open.reduce((sum, part) => sum + (part.bankFen ?? part.interestFen), 0),
          subsidyFen: open.reduce((sum, part) => sum + part.subsidyFen, 0),
        },
      ];
    },
  );
  return ok(rows);
}
