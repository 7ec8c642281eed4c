import { expect, test } from 'vitest';
import { combination, isComposing } from './keys.ts';

const event = (key: string, held: string[] = []) => ({
  key,
  ctrlKey: held.includes('ctrl'),
  metaKey: held.includes('meta'),
  altKey: held.includes('alt'),
  shiftKey: held.includes('shift'),
});

test.each([
  [event('n', ['ctrl']), 'ctrl+n'],
  [event('N', ['ctrl']), 'ctrl+n'],
  [event('k', ['meta']), 'ctrl+k'],
  [event('1', ['alt']), 'alt+1'],
  [event('Enter', ['shift']), 'shift+enter'],
  [event('F2'), 'f2'],
])('%o is %s', (pressed, name) => expect(combination(pressed)).toBe(name));

test('keys of an input method are not ours', () => {
  expect(isComposing({ isComposing: true, keyCode: 13 })).toBe(true);
  expect(isComposing({ isComposing: false, keyCode: 229 })).toBe(true);
  expect(isComposing({ isComposing: false, keyCode: 13 })).toBe(false);
});
