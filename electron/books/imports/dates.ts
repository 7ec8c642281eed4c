/** The earliest year the books take anywhere; what is older is a slip of the keyboard. */
const FIRST_DAY = '1949-01-01';

/** Why a real date cannot be that of an entry; null when it can. */
export function dateFault(date: string, today: string): string | null {
  if (date > today) return `日期 ${date} 在今天（${today}）之后，还没有发生的事不能登记，请改正日期`;
  if (date < FIRST_DAY) return `日期 ${date} 太早，请核对年份`;
  return null;
}
