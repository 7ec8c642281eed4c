import type { PrintHeader } from '../../../shared/print/page.ts';
import { invariant } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';

/** The head of the village's own papers: its committee's, in no cooperative's name. */
export function villageHead({ db, today, operator }: Reading, before: number): PrintHeader {
  const found = db.get<{ name: string }>('SELECT village_name AS name FROM workspace_info');
  invariant(found !== undefined, 'a workspace has a village');
  return {
    cooperativeName: `${found.name.replace(/村$/u, '')}村民委员会`,
    villageName: found.name,
    printedOn: today,
    operator,
    reprint: before === 0 ? null : before,
  };
}
