import { describe, expect, test } from 'vitest';
import { normaliseName, pinyinKeys } from './names.ts';

describe('people', () => {
  test.each([
    ['张守田', '张守田'],
    [' 张\u3000守 田\u00a0', '张守田'],
    ['何𬭎', '何𬭎'],
    ['周文龑', '周文龑'],
    ['买买提•艾力', '买买提·艾力'],
    ['买买提・艾力', '买买提·艾力'],
    ['买买提．艾力', '买买提·艾力'],
    ['买买提 . 艾力', '买买提·艾力'],
    ['王〇', '王〇'],
    ['\u2f45正', '方正'], // a Kangxi radical
    ['\uf90a', '金'], // a compatibility ideograph
    ['葛\u{e0100}', '葛'],
    ['𬭎'.repeat(50), '𬭎'.repeat(50)],
  ])('%j → %j', (text, expected) => {
    expect(normaliseName(text)).toEqual({ ok: true, value: expected });
  });

  test.each([
    ['', 'empty', '没有填写'],
    [' \u3000\u200b', 'empty', '没有填写'],
    ['张三1', 'character', '“1”'],
    ['张三A', 'character', '“A”'],
    ['张三（大）', 'character', '“（”'],
    ['张三,李四', 'character', '“,”'],
    ['𬭎?', 'character', '“?”'],
    ['何\ue863', 'private_character', '重新录入'],
    ['何\ufffd', 'private_character', '重新录入'],
    ['·张三', 'dot', '两个字中间'],
    ['张三·', 'dot', '两个字中间'],
    ['买··提', 'dot', '两个字中间'],
    ['𬭎'.repeat(51), 'length', '51 个'],
  ])('%j is refused: %s', (text, cause, words) => {
    const result = normaliseName(text);
    expect(result).toMatchObject({ ok: false, error: { code: `name_${cause}` } });
    expect(!result.ok && result.error.message).toContain(words);
  });
});

describe('organisations', () => {
  test.each([
    ['略阳县 鑫杰香菇 专业合作社', '略阳县鑫杰香菇专业合作社'],
    ['绿源（陕西）农业公司', '绿源（陕西）农业公司'],
    ['绿源(陕西)农业公司', '绿源（陕西）农业公司'],
    ['ＡＢＣ  Foods Co.  Ltd．', 'ABC Foods Co. Ltd.'],
    ['第2供销社 A 店', '第2供销社A店'],
  ])('%j → %j', (text, expected) => {
    expect(normaliseName(text, 'organisation')).toEqual({ ok: true, value: expected });
  });

  test('other signs are refused', () => {
    expect(normaliseName('合作社*', 'organisation')).toMatchObject({
      ok: false,
      error: { code: 'name_character' },
    });
  });
});

test('normalising twice changes nothing', () => {
  for (const name of [' 张 守田', '买买提．艾力', 'A B  C社', '绿源（陕西）']) {
    const once = normaliseName(name, 'organisation');
    expect(once.ok && normaliseName(once.value, 'organisation')).toEqual(once);
  }
});

describe('pinyin keys', () => {
  test.each([
    ['张守田', 'zst', 'zhangshoutian'],
    ['单田芳', 'stf', 'shantianfang'],
    ['曾国藩', 'zgf', 'zengguofan'],
    ['解缙', 'xj', 'xiejin'],
    ['仇英', 'qy', 'qiuying'],
    ['尉迟恭', 'ycg', 'yuchigong'],
    ['吕布', 'lb', 'lvbu'],
    ['周文龑', 'zwy', 'zhouwenyan'],
    ['何𬭎', 'hh', 'hehong'],
    ['买买提·艾力', 'mmtal', 'maimaitiaili'],
    ['何\u{2ebe0}', 'h', 'he'], // a character without a known reading
    ['\u{2ebe0}', '', ''],
    ['', '', ''],
  ])('%s: %s, %s', (name, initials, full) => {
    expect(pinyinKeys(name)).toEqual({ initials, full });
  });

  test('an organisation’s first character is no surname', () => {
    expect(pinyinKeys('解放村AB2社', 'organisation')).toEqual({
      initials: 'jfcab2s',
      full: 'jiefangcunab2she',
    });
    expect(pinyinKeys('解放', 'person').full).toBe('xiefang');
  });
});
