import { depreciation } from '../../../shared/contract/depreciation.ts';
import { refuse } from '../../../shared/rules/result.ts';
import type { Handlers, MethodsOf } from '../../workspace/handlers.ts';

const pending = () => refuse('pending', '还没有做好。');

export const depreciationHandlers = Object.fromEntries(
  Object.keys(depreciation).map((method) => [method, pending]),
) as unknown as Handlers<MethodsOf<typeof depreciation>>;
