/** 户类别 as papers write it. */
export const CATEGORY_WORDS = {
  一般: '一般贫困户',
  低保: '低保贫困户',
  五保: '五保贫困户',
  脱贫: '脱贫户',
  监测: '监测户',
  一般农户: '一般农户',
} as const;
