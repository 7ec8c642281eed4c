import { dossierDocument } from '../../../shared/print/dossier.ts';
import { ok, type Result } from '../../../shared/rules/result.ts';
import type { Reading } from '../../workspace/context.ts';
import { dossierOf } from '../dossier/index.ts';
import { printedBefore } from './counting.ts';
import type { Paper } from './paper.ts';
import { villageHead } from './villageHead.ts';

/** 一户一档 on a day. Printed anew whenever somebody goes to the house, so it says no 补打. */
export function dossierPaper(
  reading: Reading,
  { householdId, asOf }: { readonly householdId: number; readonly asOf: string },
): Result<Paper> {
  const dossier = dossierOf(reading, { householdId, asOf });
  if (!dossier.ok) return dossier;
  const printed = { document: 'household-dossier', subject: `household ${householdId} ${asOf}` };
  return ok({
    document: dossierDocument(villageHead(reading, 0), dossier.value),
    printed: [printed],
    before: printedBefore(reading.db, printed),
    unmarked: true,
  });
}
