import { isFen } from '../../../shared/rules/money.ts';
import type { Member } from '../../parts/MemberPicker.tsx';
import { amountOf } from './amount.ts';

/** One weigh slip (过磅单) as it is typed into the day's sheet. */
export interface Slip {
  readonly key: number;
  readonly member: Member | null;
  readonly product: string;
  /** Kilograms and yuan a kilogram, as typed; both empty for a 质量奖, which has its amount only. */
  readonly quantity: string;
  readonly price: string;
  /** Null: quantity × price as computed. */
  readonly typedFen: number | null;
  /** Why it was not taken; empty until it was tried. */
  readonly reason: string;
}

/** A fresh line: the next slip is mostly of the same product at the same price. */
export function slipAfter(before: Slip | undefined, product: string): Slip {
  return {
    key: (before?.key ?? 0) + 1,
    member: null,
    product: before?.product ?? product,
    quantity: '',
    price: before?.price ?? '',
    typedFen: null,
    reason: '',
  };
}

/** What the slip comes to, in fen; null while that can't be told. */
export function slipFen(slip: Slip): number | null {
  return slip.typedFen ?? amountOf(slip.quantity, slip.price);
}

/** Nothing of its own was typed: product and price come from the line above. */
export function isBlank(slip: Slip): boolean {
  return slip.member === null && slip.quantity === '' && slip.typedFen === null;
}

/** What keeps a line from being sent, in words for the line itself; null when it can go. */
export function whatIsMissing(slip: Slip): string | null {
  if (slip.member === null) return '没有选社员';
  if (slip.product.trim() === '') return '没有填品种';
  const fen = slipFen(slip);
  if (fen === null) {
    return slip.quantity === '' && slip.price === '' ? '没有数量和单价，也没有金额' : '数量或单价没有填对';
  }
  return isFen(fen) && fen > 0 ? null : '金额必须大于 0';
}

/** Lines with something in them, and what they come to together. */
export function totalOf(slips: readonly Slip[]): { count: number; fen: number } {
  const filled = slips.filter((slip) => !isBlank(slip));
  return { count: filled.length, fen: filled.reduce((sum, slip) => sum + (slipFen(slip) ?? 0), 0) };
}
