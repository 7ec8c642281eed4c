import type { Result } from '../../../shared/rules/result.ts';
import { Refusal } from '../../api.ts';

/** What was typed, or the refusal that a form shows at its fields. */
export function taken<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Refusal(result.error.code, result.error.message, result.error.fields);
}
