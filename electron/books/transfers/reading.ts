import type { Result } from '../../../shared/rules/result.ts';
import { readWorkbook } from '../imports/index.ts';
import { readReturn, type ReturnFile } from './returnFile.ts';

/** Reads the rows of a bank's return; the half that needs no database. */
export async function prepareReturn(input: {
  readonly fileName: string;
  readonly dataBase64: string;
}): Promise<Result<ReturnFile>> {
  const sheets = await readWorkbook(input.fileName, Buffer.from(input.dataBase64, 'base64'));
  return sheets.ok ? readReturn(sheets.value) : sheets;
}
