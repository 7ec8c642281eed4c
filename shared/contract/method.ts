import type { z } from 'zod';

/**
 * What a call is. `office`: needs no open workspace (opening one, for instance). `query`: runs on a
 * read-only handle. `command`: runs inside exactly one transaction and leaves an audit row.
 */
export type MethodKind = 'office' | 'query' | 'command';

/** Who may call. Sign-in comes later; until then everybody at the desk is the accountant. */
export type Role = 'anyone' | 'accountant';

export interface MethodSpec<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly kind: MethodKind;
  readonly role: Role;
  /** What the audit log and the error texts call it, in Chinese. */
  readonly title: string;
  readonly input: I;
  readonly output: O;
}

export function office<I extends z.ZodType, O extends z.ZodType>(title: string, input: I, output: O) {
  return { kind: 'office', role: 'anyone', title, input, output } as const satisfies MethodSpec<I, O>;
}

export function query<I extends z.ZodType, O extends z.ZodType>(title: string, input: I, output: O) {
  return { kind: 'query', role: 'accountant', title, input, output } as const satisfies MethodSpec<I, O>;
}

export function command<I extends z.ZodType, O extends z.ZodType>(title: string, input: I, output: O) {
  return { kind: 'command', role: 'accountant', title, input, output } as const satisfies MethodSpec<I, O>;
}
