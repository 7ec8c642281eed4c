import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { imports } from '../../../shared/contract/imports.ts';
import { ok, type Result } from '../../../shared/rules/result.ts';
import { type AssetRow, parseAssets } from '../../../shared/rules/sheet/kinds/assets.ts';
import { parseDeliveries, type DeliveryRow } from '../../../shared/rules/sheet/kinds/deliveries.ts';
import { type FundLoansParse, parseFundLoans } from '../../../shared/rules/sheet/kinds/fundLoans.ts';
import { parseHouseholds, type HouseholdsParse } from '../../../shared/rules/sheet/kinds/households.ts';
import type { ImportParse } from '../../../shared/rules/sheet/kinds/opening.ts';
import { type LabourRow, parseLabour } from '../../../shared/rules/sheet/kinds/labour.ts';
import { parseShares, type ShareRow } from '../../../shared/rules/sheet/kinds/shares.ts';
import type { Sheet } from '../../../shared/rules/sheet/sheet.ts';
import { readWorkbook } from './reading/readWorkbook.ts';

type Chosen = z.output<(typeof imports)['imports.preview']['input']>;

/** A file as far as it can be understood without the database. `fatal`: why it is refused whole. */
export type OpenedFile = { readonly sha256: string; readonly fatal: string | null } & (
  | { readonly kind: 'households'; readonly sheets: Sheet[]; readonly parse: HouseholdsParse }
  | { readonly kind: 'shares'; readonly sheets: Sheet[]; readonly parse: ImportParse<ShareRow> }
  | { readonly kind: 'deliveries'; readonly sheets: Sheet[]; readonly parse: ImportParse<DeliveryRow> }
  | { readonly kind: 'assets'; readonly sheets: Sheet[]; readonly parse: ImportParse<AssetRow> }
  | { readonly kind: 'labour'; readonly sheets: Sheet[]; readonly parse: ImportParse<LabourRow> }
  | { readonly kind: 'fund-loans'; readonly sheets: Sheet[]; readonly parse: FundLoansParse }
  | { readonly kind: 'unreadable' }
);

/** Decodes, unzips and parses a person's file. Never refuses: an unreadable file is a file with a `fatal`. */
export async function openFile(input: Chosen): Promise<Result<OpenedFile>> {
  const bytes = Buffer.from(input.dataBase64, 'base64');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const workbook = await readWorkbook(input.fileName, bytes);
  if (!workbook.ok) return ok({ kind: 'unreadable', sha256, fatal: workbook.error.message });
  const sheets = workbook.value;
  const options = {
    sheetName: input.sheet || undefined,
    mapping: lettersOf(input.mapping),
    unit: input.unit,
  };
  switch (input.kind) {
    case 'households': {
      const parse = parseHouseholds(sheets, options);
      return ok({ kind: 'households', sha256, sheets, parse, fatal: parse.fatal });
    }
    case 'shares': {
      const parse = parseShares(sheets, options);
      return ok({ kind: 'shares', sha256, sheets, parse, fatal: parse.fatal });
    }
    case 'deliveries': {
      const parse = parseDeliveries(sheets, options);
      return ok({ kind: 'deliveries', sha256, sheets, parse, fatal: parse.fatal });
    }
    case 'assets': {
      const parse = parseAssets(sheets, options);
      return ok({ kind: 'assets', sha256, sheets, parse, fatal: parse.fatal });
    }
    case 'labour': {
      const parse = parseLabour(sheets, options);
      return ok({ kind: 'labour', sha256, sheets, parse, fatal: parse.fatal });
    }
    case 'fund-loans': {
      const parse = parseFundLoans(sheets, options);
      return ok({ kind: 'fund-loans', sha256, sheets, parse, fatal: parse.fatal });
    }
  }
}

/** Columns as the sheet letters them; people type them in small letters too. */
function lettersOf(mapping: Chosen['mapping']): Record<string, string> | undefined {
  if (!mapping) return undefined;
  return Object.fromEntries(
    Object.entries(mapping).map(([field, letter]) => [field, letter.trim().toUpperCase()]),
  );
}
