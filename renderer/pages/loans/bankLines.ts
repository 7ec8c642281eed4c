import { toHalfWidth } from '../../../shared/rules/fullwidth.ts';
import { parseYuan } from '../../../shared/rules/money.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';

export interface Pasted {
  readonly noteNo: string;
  readonly interestFen: number;
  readonly penaltyFen: number;
}

/** A heading (no amount in the line) is passed over; anything else that can't be read is refused by its line. */
export function readBankLines(text: string): Result<Pasted[]> {
  const rows: Pasted[] = [];
  for (const [at, line] of text.split(/\r?\n/u).entries()) {
    const cells = toHalfWidth(line)
      .trim()
      .split(/\s+/u)
      .filter((cell) => cell !== '');
    const [noteNo, ...amounts] = cells;
    if (noteNo === undefined || !/\d/u.test(line) || /^合计/u.test(noteNo)) continue;
    const [interest, penalty = '0'] = amounts;
    const interestFen = interest === undefined ? null : fenOf(interest);
    const penaltyFen = fenOf(penalty);
    if (interestFen === null || penaltyFen === null) {
      return refuse('line', `第 ${at + 1} 行读不出利息：“${line.trim()}”。每行写借据号、利息、罚息。`, {
        text: `第 ${at + 1} 行读不出`,
      });
    }
    rows.push({ noteNo, interestFen, penaltyFen });
  }
  return ok(rows);
}

function fenOf(text: string): number | null {
  const read = parseYuan(text);
  return read.ok && read.value >= 0 ? read.value : null;
}
