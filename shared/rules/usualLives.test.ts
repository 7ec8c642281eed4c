import { expect, test } from 'vitest';
import { usualLife } from './usualLives.ts';

test.each([
  ['房屋建筑物', '冷库', '房屋建筑物', 240],
  ['机器设备', '手动液压叉车', '机器设备', 120],
  ['电子设备', '电脑', '电子设备', 36],
  ['', '办公电脑及打印机', '电子设备', 36],
  ['', '钢架大棚', '生产设施', 120],
  ['', '农用车辆', '运输工具', 48],
  ['工具', '推车', '工具器具家具', 60],
  ['库房', '', '房屋建筑物', 240],
])('%s %s: %s, %d months', (category, name, usual, months) => {
  expect(usualLife(category, name)).toMatchObject({ category: usual, lifeMonths: months, residual: '5' });
});

test('nothing is known of what is called anything', () => {
  expect(usualLife('奇物', '怪东西')).toBeNull();
  expect(usualLife('', '')).toBeNull();
});
