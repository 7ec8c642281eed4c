import type { z } from 'zod';
import type { printRequest } from '../../../shared/contract/prints.ts';
import { refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import type { Paper } from './paper.ts';

type Request = Extract<z.output<typeof printRequest>, { document: `subsidy-${string}` | `loan-${string}` }>;

/** The papers of subsidised loans and of the claims of their subsidies. */
export function loanPaper(_: Reading, request: Request): Result<Paper> {
  return refuse('not_yet', `${request.document} 正在建，还不能打印。`);
}
