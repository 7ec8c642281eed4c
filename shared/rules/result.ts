/** Why something was refused: a code for programs, a sentence (Chinese) for the person, and one per input field. */
export type Refusal = { code: string; message: string; fields?: Record<string, string> };

/** A value, or the reason there is none. Whatever a user can cause travels this way; exceptions are for bugs. */
export type Result<T> = { ok: true; value: T } | { ok: false; error: Refusal };

export function ok<T>(value: T): { ok: true; value: T } {
  return { ok: true, value };
}

export function refuse(
  code: string,
  message: string,
  fields?: Record<string, string>,
): { ok: false; error: Refusal } {
  return { ok: false, error: fields ? { code, message, fields } : { code, message } };
}

/** States what the program relies on; throws when it does not hold, because then the program itself is wrong. */
export function invariant(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(`invariant broken: ${message}`);
}
