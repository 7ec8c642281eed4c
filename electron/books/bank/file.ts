import { createHash } from 'node:crypto';
import type { Parsed } from '../../../shared/contract/index.ts';
import { ok, type Result } from '../../../shared/rules/result.ts';
import {
  parseBankStatement,
  type BankStatementParse,
} from '../../../shared/rules/sheet/kinds/bankStatement.ts';
import { readWorkbook } from '../imports/index.ts';

/** A statement's file as far as it can be understood without the database. */
export interface StatementFile {
  readonly sha256: string;
  readonly sheets: readonly string[];
  readonly parse: BankStatementParse;
}

/** Decodes, unzips and parses. Never refuses: an unreadable file is one with a `fatal`. */
export async function openStatement(input: Parsed<'bank.import'>): Promise<Result<StatementFile>> {
  const bytes = Buffer.from(input.dataBase64, 'base64');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const workbook = await readWorkbook(input.fileName, bytes);
  if (!workbook.ok) {
    const nothing = {
      info: null,
      records: [],
      openingFen: null,
      from: null,
      to: null,
      refused: [],
      warnings: [],
    };
    return ok({ sha256, sheets: [], parse: { ...nothing, fatal: workbook.error.message } });
  }
  const sheets = workbook.value.filter(({ hidden }) => !hidden).map(({ name }) => name);
  return ok({ sha256, sheets, parse: parseBankStatement(workbook.value, input.sheet || undefined) });
}
