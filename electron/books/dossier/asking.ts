import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { invariant, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import type { Handlers } from '../../workspace/handlers.ts';
import { businessHandlers } from '../business/index.ts';
import { claimsHandlers } from '../claims/index.ts';
import { fundHandlers } from '../fund/index.ts';
import { leasesHandlers } from '../leases/index.ts';
import { loansHandlers } from '../loans/index.ts';

/** The calls whose answers a household's page is made of: it says what their own pages say. */
type Asked = 'business.balances' | 'claims.ofLoan' | 'fund.loans' | 'leases.list' | 'loans.list';

const HANDLERS: Handlers<Asked> = {
  ...businessHandlers,
  ...claimsHandlers,
  ...fundHandlers,
  ...leasesHandlers,
  ...loansHandlers,
};

function ask<M extends Asked>(reading: Reading, method: M, input: Parsed<M>): Result<Output<M>> {
  const handler = HANDLERS[method];
  invariant(typeof handler === 'function', `${method} answers at once`);
  return (handler as unknown as (reading: Reading, input: Parsed<M>) => Result<Output<M>>)(reading, input);
}

/** The answer, or nothing where there is no such book in the workspace. */
export function askOr<M extends Asked>(
  reading: Reading,
  method: M,
  input: Parsed<M>,
  otherwise: Output<M>,
): Output<M> {
  const answer = ask(reading, method, input);
  return answer.ok ? answer.value : otherwise;
}
