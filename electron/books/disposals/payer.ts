import type { Parsed } from '../../../shared/contract/index.ts';
import type { Payer } from '../../../shared/rules/posting/assets.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { memberById } from '../shares/index.ts';

type Given = NonNullable<Parsed<'disposals.record'>['proceeds']>['payer'];

/** Who pays, with a name for registers and sentences; a member must be one of these books. */
export function payerNamed(
  db: ReadableDb,
  entityId: number,
  given: Given,
  field: string,
): Result<{ payer: Payer; name: string }> {
  if (given.kind === 'money') return ok({ payer: given, name: '' });
  if (given.kind === 'party') return ok({ payer: given, name: given.name });
  const member = memberById(db, given.memberId);
  if (!member || member.entityId !== entityId) {
    return refuse('member_unknown', '没有这个社员，请重新选择。', { [field]: '没有这个社员' });
  }
  return ok({ payer: given, name: `${member.no} ${member.name}` });
}
