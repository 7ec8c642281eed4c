import { withoutSpaces } from '../../fullwidth.ts';
import { saysNothing, type Parsed } from '../cells.ts';
import { cellText, type CellValue } from '../sheet.ts';

/** 户类别 as the register keeps it. 一般 is 一般贫困户, a registered poor household; 一般农户 is not. */
export type Category = '一般' | '低保' | '五保' | '脱贫' | '监测' | '一般农户';

const SPELLINGS: Record<Category, readonly string[]> = {
  一般: ['一般', '一般贫困户', '一般贫困', '贫困户', '建档立卡户', '建档立卡贫困户'],
  低保: ['低保', '低保贫困户', '低保户', '低保贫困', '最低生活保障户'],
  五保: [
    '五保',
    '五保贫困户',
    '五保户',
    '特困',
    '特困户',
    '特困供养户',
    '特困供养',
    '分散供养户',
    '特困供养贫困户',
  ],
  脱贫: ['脱贫', '脱贫户', '已脱贫', '已脱贫户'],
  监测: ['监测', '监测户', '监测对象', '边缘户', '边缘易致贫户', '脱贫不稳定户', '突发严重困难户'],
  一般农户: ['一般农户', '农户', '普通农户', '非贫困户', '一般户', '其他农户'],
};

const BY_SPELLING = new Map(
  Object.entries(SPELLINGS).flatMap(([category, spellings]) =>
    spellings.map((spelling) => [spelling, category as Category] as const),
  ),
);

/** The household's category; null for a blank, which states nothing. */
export function parseCategory(cell: CellValue | undefined): Parsed<Category | null> {
  const text = withoutSpaces(cellText(cell));
  if (saysNothing(text)) return { ok: true, value: null };
  const category = BY_SPELLING.get(text);
  if (category) return { ok: true, value: category };
  return {
    ok: false,
    reason: `户类别“${text}”认不出来，请用：一般贫困户、低保户、五保户、脱贫户、监测户、一般农户`,
  };
}
