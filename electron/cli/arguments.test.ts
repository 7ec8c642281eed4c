import { describe, expect, it } from 'vitest';
import { Misuse, readArguments } from './arguments.ts';

const shape = { positionals: ['FILE'], options: ['opening', 'year'], switches: ['json'] };

describe('readArguments', () => {
  it('takes a value that begins with a minus', () => {
    const read = readArguments(['a.coop', '--opening', '-23150.60', '--json'], shape);
    expect(read.positionals).toEqual(['a.coop']);
    expect(read.options.get('opening')).toBe('-23150.60');
    expect(read.switches.has('json')).toBe(true);
    expect(readArguments(['--opening=-1', 'a'], shape).options.get('opening')).toBe('-1');
  });

  it.each([
    [['a', '--nonsense'], '不认识的选项'],
    [['a', '--opening'], '缺少内容'],
    [['a', '--year', '1', '--year', '2'], '写了两次'],
    [[], '要写:FILE'],
    [['a', 'b'], '要写:FILE'],
    [['a', '--json=1'], '不认识的选项'],
  ])('refuses %j', (words, reason) => {
    expect(() => readArguments(words, shape)).toThrow(Misuse);
    expect(() => readArguments(words, shape)).toThrow(reason);
  });
});
