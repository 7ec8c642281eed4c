import { expect, test } from 'vitest';
import { decodeText, encodeText } from './encoding.ts';

test.each([
  ['周文龑、张喆、€、·', 'GBK', []],
  ['何𬭎', 'GBK', ['𬭎']],
  ['㛃䶮ḿ何𬭎𬭎?', 'GBK', ['㛃', '䶮', 'ḿ', '𬭎']],
  ['㛃䶮何𬭎', 'GB18030', []],
  ['㛃䶮何𬭎', 'UTF-8', []],
] as const)('%s in %s can not hold %j', (text, encoding, unencodable) => {
  const encoded = encodeText(text, encoding);
  expect(encoded.unencodable).toEqual(unencodable);
  if (unencodable.length === 0) expect(decodeText(encoded.bytes)).toBe(text);
});

test('the bytes of GBK are those of code page 936', () => {
  expect(Buffer.from(encodeText('龑喆镕', 'GBK').bytes).toString('hex')).toBe('fd8c86b4e946');
  expect(Buffer.from(encodeText('𬭎', 'GB18030').bytes).toString('hex')).toBe('9933a932');
});
