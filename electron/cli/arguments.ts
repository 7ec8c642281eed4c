/** What each command takes: positionals by name, options with a value, switches without. */
export interface Shape {
  readonly positionals: readonly string[];
  readonly options: readonly string[];
  readonly switches: readonly string[];
}

export interface Arguments {
  readonly positionals: readonly string[];
  readonly options: ReadonlyMap<string, string>;
  readonly switches: ReadonlySet<string>;
}

/** Taken by every command. */
const COMMON_OPTIONS = ['today', 'operator'];

/** Wrong use: the text says what is wrong. */
export class Misuse extends Error {}

/**
 * Reads a command's words. The word after an option is its value whatever it looks like, so that
 * `--opening -23150.60` needs no quoting; `--opening=-23150.60` works too.
 */
export function readArguments(words: readonly string[], shape: Shape): Arguments {
  const positionals: string[] = [];
  const options = new Map<string, string>();
  const switches = new Set<string>();
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    if (!word.startsWith('--')) {
      positionals.push(word);
      continue;
    }
    const equals = word.indexOf('=');
    const name = word.slice(2, equals < 0 ? undefined : equals);
    if (shape.switches.includes(name) && equals < 0) {
      switches.add(name);
    } else if (shape.options.includes(name) || COMMON_OPTIONS.includes(name)) {
      const value = equals < 0 ? words[++i] : word.slice(equals + 1);
      if (value === undefined) throw new Misuse(`--${name} 后面缺少内容`);
      if (options.has(name)) throw new Misuse(`--${name} 写了两次`);
      options.set(name, value);
    } else {
      throw new Misuse(`不认识的选项 --${name}`);
    }
  }
  if (positionals.length !== shape.positionals.length) {
    throw new Misuse(`要写:${shape.positionals.join(' ')}`);
  }
  return { positionals, options, switches };
}
