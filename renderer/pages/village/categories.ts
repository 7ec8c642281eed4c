import type { Input } from '../../../shared/contract/index.ts';

export type Category = NonNullable<Input<'households.list'>['category']>;

/** 户类别 in the words of the village office. */
export const CATEGORIES: readonly { value: Category; label: string }[] = [
  { value: '一般', label: '一般贫困户' },
  { value: '低保', label: '低保贫困户' },
  { value: '五保', label: '五保贫困户' },
  { value: '脱贫', label: '脱贫户' },
  { value: '监测', label: '监测户' },
  { value: '一般农户', label: '一般农户' },
];

export const categoryWords: Readonly<Record<string, string>> = Object.fromEntries(
  CATEGORIES.map((one) => [one.value, one.label]),
);
