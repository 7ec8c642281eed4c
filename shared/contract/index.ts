import type { z } from 'zod';
import { accounts } from './accounts.ts';
import { assets } from './assets.ts';
import { bank } from './bank.ts';
import { business } from './business.ts';
import { claims } from './claims.ts';
import { deliveries } from './deliveries.ts';
import { depreciation } from './depreciation.ts';
import { disposals } from './disposals.ts';
import { dividends } from './dividends.ts';
import { entities } from './entities.ts';
import { fund } from './fund.ts';
import { fundLoans } from './fundLoans.ts';
import { imports } from './imports.ts';
import { labour } from './labour.ts';
import { ledger } from './ledger.ts';
import { leases } from './leases.ts';
import { loans } from './loans.ts';
import type { MethodSpec } from './method.ts';
import { periods } from './periods.ts';
import { prints } from './prints.ts';
import { production } from './production.ts';
import { shares } from './shares.ts';
import { storage } from './storage.ts';
import { stocktakes } from './stocktakes.ts';
import { takeout } from './takeout.ts';
import { village } from './village.ts';
import { vouchers } from './vouchers.ts';
import { workspace } from './workspace.ts';

/** Every call there is, by name. The three doors carry these and nothing else. */
export const contract = {
  ...workspace,
  ...entities,
  ...village,
  ...shares,
  ...deliveries,
  ...business,
  ...assets,
  ...imports,
  ...dividends,
  ...accounts,
  ...vouchers,
  ...periods,
  ...ledger,
  ...takeout,
  ...bank,
  ...storage,
  ...leases,
  ...production,
  ...prints,
  ...depreciation,
  ...disposals,
  ...stocktakes,
  ...labour,
  ...fund,
  ...fundLoans,
  ...claims,
  ...loans,
} satisfies Record<string, MethodSpec>;

export type Method = keyof typeof contract;
/** What a caller sends. */
export type Input<M extends Method> = z.input<(typeof contract)[M]['input']>;
/** What a handler receives: parsed. */
export type Parsed<M extends Method> = z.output<(typeof contract)[M]['input']>;
export type Output<M extends Method> = z.output<(typeof contract)[M]['output']>;

/** The answer to every call; the message is for the person at the desk. */
export type Answer<T> =
  | { ok: true; value: T }
  | { ok: false; error: { code: string; message: string; fields?: Record<string, string> } };
