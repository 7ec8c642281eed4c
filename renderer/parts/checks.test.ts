import { expect, test } from 'vitest';
import { checkTone, groupedChecks, type Check } from './checks.ts';

const check = (id: string, tier: number, level: Check['level'], ok: boolean): Check => ({
  id,
  tier,
  name: id,
  level,
  ok,
  leftLabel: '',
  left: '0.00',
  rightLabel: '',
  right: ok ? '0.00' : '1.00',
  rows: [],
});

const CHECKS = [
  check('资产负债表平衡', 3, 'block', true),
  check('全部记账', 1, 'block', false),
  check('没有附单据', 1, 'warn', false),
  check('股金', 2, 'block', false),
  check('现金', 2, 'warn', true),
];

test('tiers stand in order, each with what fails and what is to look at', () => {
  expect(
    groupedChecks(CHECKS).map(({ name, checks, failing, warning }) => [
      name,
      checks.length,
      failing,
      warning,
    ]),
  ).toEqual([
    ['一、凭证', 2, 1, 1],
    ['二、账账相符', 2, 1, 0],
    ['三、报表', 1, 0, 0],
  ]);
  expect(groupedChecks([])).toEqual([]);
});

test('what does not block is to look at', () => {
  expect(checkTone({ ok: false, level: 'warn' })).toBe('attention');
  expect(checkTone({ ok: false, level: 'block' })).toBe('bad');
  expect(checkTone({ ok: true, level: 'block' })).toBe('good');
});
