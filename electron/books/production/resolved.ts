import type { Parsed } from '../../../shared/contract/index.ts';
import type { Posting } from '../../../shared/rules/posting/posting.ts';
import type { Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import { barTo, type Batch, batchNamed } from './batch.ts';

export type ProductionEvent = Parsed<'production.record'>['event'];
export type Of<K extends ProductionEvent['kind']> = Extract<ProductionEvent, { kind: K }>;

/** A row of a batch's cost that an event makes. */
export interface CostRow {
  readonly batchId: number;
  readonly kind: 'material' | 'paid' | 'share' | 'harvest' | 'loss' | 'tail';
  readonly what: string;
  readonly quantityMilli?: number;
  readonly fen: number;
}

/** What the facts come to. */
export interface Resolved {
  readonly postings: readonly Posting[];
  readonly amountFen: number;
  /** The batches by name, or who is paid. */
  readonly party: string;
  readonly costs: readonly CostRow[];
  readonly harvest?: {
    readonly batch: Batch;
    readonly flushNo: number;
    readonly isLast: boolean;
    readonly weightMilli: number;
    readonly costFen: number;
    readonly places: readonly { readonly greenhouse: string; readonly milli: number }[];
  };
  readonly loss?: {
    readonly batch: Batch;
    readonly bags: number;
    readonly greenhouse: string;
    readonly reason: string;
    readonly costFen: number;
  };
  readonly drying?: {
    readonly freshProduct: string;
    readonly freshMilli: number;
    readonly freshFen: number;
    readonly dryProduct: string;
    readonly dryMilli: number;
    readonly otherFen: number;
  };
  readonly shares?: readonly {
    readonly batchId: number;
    readonly name: string;
    readonly amountFen: number;
  }[];
  readonly explanation?: readonly string[];
  readonly warnings?: readonly string[];
}

/** Where an event is resolved: the books, and the day. */
export interface Asked {
  readonly ctx: Reading;
  readonly entityId: number;
  readonly date: string;
}

/** A batch that takes part in an event of the day. */
export function openBatch(asked: Asked, id: number, field = 'batchId'): Result<Batch> {
  const batch = batchNamed(asked.ctx.db, asked.entityId, id, field);
  if (!batch.ok) return batch;
  return barTo(batch.value, asked.date) ?? batch;
}
