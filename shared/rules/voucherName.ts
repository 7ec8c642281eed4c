/** 记-012: a voucher's word and number within its month, as every book and sentence writes it. */
export function shortName({ word, number }: { readonly word: string; readonly number: number }): string {
  return `${word}-${String(number).padStart(3, '0')}`;
}
