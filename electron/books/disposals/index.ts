import { disposals } from '../../../shared/contract/disposals.ts';
import { refuse } from '../../../shared/rules/result.ts';
import type { Handlers, MethodsOf } from '../../workspace/handlers.ts';

const pending = () => refuse('pending', '还没有做好。');

export const disposalsHandlers = Object.fromEntries(
  Object.keys(disposals).map((method) => [method, pending]),
) as unknown as Handlers<MethodsOf<typeof disposals>>;
