import { z } from 'zod';
import { command, query } from './method.ts';
import { base64, entityId, shortText } from './values.ts';

export const importKind = z.enum(['households', 'shares', 'deliveries', 'assets', 'labour', 'fund-loans']);

/** Where something stands in the person's own file: the sheet's row number and column letter. */
const finding = z.object({
  sheet: z.string(),
  row: z.int(),
  column: z.string().nullable(),
  reason: z.string(),
});

const source = z.object({
  entityId,
  kind: importKind,
  fileName: shortText,
  dataBase64: base64,
});

const chosen = source.extend({
  /** Left out: the first sheet that fits. */
  sheet: shortText.optional(),
  /** Field → column letter; left out: matched by title. */
  mapping: z.record(z.string().max(40), z.string().max(3)).optional(),
  unit: z.enum(['元', '万元']).optional(),
});

const importSummary = z.object({
  total: z.int(),
  created: z.int(),
  changed: z.int(),
  same: z.int(),
  /** Households only: persons in the file. */
  people: z.int().optional(),
  refused: z.array(finding),
  warnings: z.array(finding),
});

export const imports = {
  /** What is in the file: sheets, where the header is, which column seems to be which field. */
  'imports.inspect': query(
    '读取表格',
    chosen,
    z.object({
      sheets: z.array(z.object({ name: z.string(), rows: z.int(), hidden: z.boolean() })),
      sheet: z.string(),
      headerRows: z.array(z.int()),
      columns: z.array(z.object({ letter: z.string(), title: z.string(), samples: z.array(z.string()) })),
      fields: z.array(z.object({ field: z.string(), title: z.string(), required: z.boolean() })),
      mapping: z.record(z.string(), z.string()),
      unit: z.enum(['元', '万元']),
      problem: z.string().nullable(),
    }),
  ),
  /** The dry run: each row as new, changed, same or refused. Writes nothing. */
  'imports.preview': query(
    '试导入',
    chosen,
    z.object({
      summary: importSummary,
      /** Set when the whole file is refused (unreadable, or its 合计 is wrong). */
      fatal: z.string().nullable(),
      rows: z.array(
        z.object({
          sheet: z.string(),
          row: z.int(),
          outcome: z.enum(['created', 'changed', 'same', 'refused']),
          title: z.string(),
          detail: z.string(),
          column: z.string().nullable(),
          reason: z.string(),
        }),
      ),
    }),
  ),
  /** One transaction: the good rows together; refused rows are reported and left out. */
  'imports.commit': command('导入', chosen, importSummary),
  'imports.history': query(
    '导入记录',
    z.object({}),
    z.array(
      z.object({
        time: z.string(),
        kind: importKind,
        fileName: z.string(),
        created: z.int(),
        changed: z.int(),
        same: z.int(),
        refused: z.int(),
        operator: z.string(),
      }),
    ),
  ),
};
