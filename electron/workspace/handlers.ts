import type { contract, Method, Output, Parsed } from '../../shared/contract/index.ts';
import type { Result } from '../../shared/rules/result.ts';
import type { Reading, Writing } from './context.ts';

type ContextOf<M extends Method> = (typeof contract)[M]['kind'] extends 'command' ? Writing : Reading;

/** The code behind a call: queries get a read-only context, commands a writing one inside their transaction. */
export type PlainHandler<M extends Method> = (context: ContextOf<M>, input: Parsed<M>) => Result<Output<M>>;

/**
 * A call that must first wait for something outside the database (unzip a workbook, say). `prepare` runs
 * before the transaction begins and sees no database; `run` is as synchronous as any other handler.
 */
export interface PreparedHandler<M extends Method> {
  readonly prepare: (input: Parsed<M>) => Promise<Result<unknown>>;
  readonly run: (context: ContextOf<M>, input: Parsed<M>, prepared: unknown) => Result<Output<M>>;
}

export type Handler<M extends Method> = PlainHandler<M> | PreparedHandler<M>;

/** Ties the two halves of a prepared handler together, so that each is typed by the other. */
export function prepared<M extends Method, P>(
  prepare: (input: Parsed<M>) => Promise<Result<P>>,
  run: (context: ContextOf<M>, input: Parsed<M>, prepared: P) => Result<Output<M>>,
): PreparedHandler<M> {
  return { prepare, run: (context, input, value) => run(context, input, value as P) };
}

/** What a book offers the office: its part of the contract, complete. */
export type Handlers<M extends Method> = { readonly [K in M]: Handler<K> };

/** The methods of one subject file of the contract. */
export type MethodsOf<S> = Extract<keyof S, Method>;
