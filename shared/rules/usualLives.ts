/**
 * Lives that are usual for a category (会计制度 names none; the tax law's shortest: 房屋 20, 机器 10, 器具 5, 车辆 4, 电子设备 3 years, 企业所得税法
 * 实施条例 Art. 60), and the residual in percent. Only offered: the cooperative decides.
 */
export interface UsualLife {
  readonly category: string;
  readonly lifeMonths: number;
  readonly residual: string;
  /** What else it is called. */
  readonly words: RegExp;
}

export const USUAL_LIVES: readonly UsualLife[] = [
  { category: '生产设施', lifeMonths: 120, residual: '5', words: /大棚|温室|棚|生产设施|设施/u },
  { category: '电子设备', lifeMonths: 36, residual: '5', words: /电子|电脑|计算机|打印|监控/u },
  { category: '运输工具', lifeMonths: 48, residual: '5', words: /运输|车辆|汽车|货车/u },
  { category: '机器设备', lifeMonths: 120, residual: '5', words: /机器|机械|设备|机组/u },
  { category: '工具器具家具', lifeMonths: 60, residual: '5', words: /工具|器具|家具|办公/u },
  { category: '房屋建筑物', lifeMonths: 240, residual: '5', words: /房|建筑|仓库|库|厂/u },
];

/** What is usual for a category, or for a thing of that name; null: nothing is known. */
export function usualLife(category: string, name: string): UsualLife | null {
  const of = (text: string): UsualLife | undefined =>
    text === ''
      ? undefined
      : (USUAL_LIVES.find((one) => one.category === text) ?? USUAL_LIVES.find((one) => one.words.test(text)));
  return of(category) ?? of(name) ?? null;
}
