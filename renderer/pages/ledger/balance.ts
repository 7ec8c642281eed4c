import { formatYuan } from '../../../shared/rules/money.ts';

/** 借, 贷 or 平: on which side a balance stands. */
export function sideOf(fen: number): '借' | '贷' | '平' {
  return fen > 0 ? '借' : fen < 0 ? '贷' : '平';
}

/** 借 1,234.56; 平 for nothing. */
export function balanceInWords(fen: number): string {
  return fen === 0 ? '平' : `${sideOf(fen)} ${formatYuan(Math.abs(fen))}`;
}
