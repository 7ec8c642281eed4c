import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseDeliveries } from '../../../../shared/rules/sheet/kinds/deliveries.ts';
import { parseHouseholds } from '../../../../shared/rules/sheet/kinds/households.ts';
import { parseShares } from '../../../../shared/rules/sheet/kinds/shares.ts';
import { type Sheet } from '../../../../shared/rules/sheet/sheet.ts';
import { readWorkbook } from './readWorkbook.ts';

/** Sample workbooks of one village office with separately computed results, where they are present beside the checkout. */
const FOLDER = join(import.meta.dirname, '../../../../../shared/data');

type Expected = {
  files: {
    '入股花名册.xlsx': {
      rows: { no: string; name: string; id: string; capital: number; date: string; source: string }[];
    };
  };
};

async function sample(name: string): Promise<Sheet[]> {
  const result = await readWorkbook(name, readFileSync(join(FOLDER, name)));
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

describe.skipIf(!existsSync(FOLDER))('sample workbooks', () => {
  test('411 households, 1,384 people, by category', async () => {
    const parsed = parseHouseholds(await sample('户籍花名册.xlsx'));
    expect(parsed).toMatchObject({
      fatal: null,
      refused: [],
      warnings: [],
      people: { total: 1384, refused: [] },
    });
    expect(parsed.records).toHaveLength(411);
    const counted: Record<string, [number, number]> = {};
    for (const { category, people } of parsed.records) {
      const [households, persons] = counted[category ?? ''] ?? [0, 0];
      counted[category ?? ''] = [households + 1, persons + people.length];
    }
    expect(counted).toEqual({ 一般: [158, 549], 低保: [60, 166], 五保: [13, 16], 一般农户: [180, 653] });
  });

  test('47 contributions, each as expected', async () => {
    const { files } = JSON.parse(readFileSync(join(FOLDER, 'expected.json'), 'utf8')) as Expected;
    const parsed = parseShares(await sample('入股花名册.xlsx'));
    expect(parsed).toMatchObject({ fatal: null, refused: [], warnings: [] });
    expect(parsed.info).toMatchObject({ headerRows: [3, 4], unitStated: '元' });
    expect(parsed.info?.proved.map((one) => one.sum)).toEqual(['920', '920000']);
    const found = parsed.records.map((one) => ({
      no: one.memberNo,
      name: one.name,
      id: one.idNumber,
      capital: one.amountFen,
      date: one.date,
      source: one.source,
    }));
    found.sort((a, b) => a.no.localeCompare(b.no));
    expect(found).toEqual(files['入股花名册.xlsx'].rows);
    expect(parsed.records.filter((one) => one.groupNo === 6)).toHaveLength(5);
  });

  test('114 deliveries, 696,739.35', async () => {
    const parsed = parseDeliveries(await sample('交售明细.xlsx'));
    expect(parsed).toMatchObject({ fatal: null, refused: [], warnings: [] });
    expect(parsed.records).toHaveLength(114);
    expect(parsed.records.reduce((sum, one) => sum + one.amountFen, 0)).toBe(69_673_935);
    expect(new Set(parsed.records.map((one) => one.idNumber)).size).toBe(32);
    expect(parsed.records.some((one) => one.product === '质量奖' && one.quantityThousandths === null)).toBe(
      true,
    );
  });
});
