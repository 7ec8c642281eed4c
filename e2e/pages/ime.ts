import type { CDPSession, Page } from '@playwright/test';

/** Pinyin as an input method sends it: a composition first, the words when the person picks them. */
type Key = 'Enter' | 'Escape' | 'Tab' | '=' | 'ArrowUp' | 'ArrowDown' | 'ArrowLeft';

interface Ime {
  /** The letters under way, one state after the other; an empty one drops them. */
  compose(...texts: string[]): Promise<void>;
  /** A key while composing, as the browser reports it. */
  press(key: Key): Promise<void>;
  /** The word chosen: the composition ends with it. */
  pick(text: string): Promise<void>;
}

/** The key code of whatever an input method has taken for itself. */
const TAKEN_BY_THE_INPUT_METHOD = 229;

export async function imeOf(page: Page): Promise<Ime> {
  const cdp: CDPSession = await page.context().newCDPSession(page);
  await page.evaluate(() => {
    const seen: string[] = [];
    (window as { inComposition?: string[] }).inComposition = seen;
    window.addEventListener('keydown', (event) => event.isComposing && seen.push(event.key), true);
  });
  const takenKey = async (key: string, code: string, during?: () => Promise<unknown>): Promise<void> => {
    const event = { key, code, windowsVirtualKeyCode: TAKEN_BY_THE_INPUT_METHOD };
    await cdp.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...event });
    await during?.();
    await cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
  };
  return {
    compose: async (...texts) => {
      for (const text of texts) {
        const [selectionStart, selectionEnd] = [text.length, text.length];
        await takenKey('Process', `Key${(text.at(-1) ?? 'a').toUpperCase()}`, () =>
          cdp.send('Input.imeSetComposition', { text, selectionStart, selectionEnd }),
        );
      }
    },
    press: async (key) => {
      // Windows and Linux say only that the input method has it, macOS says which key it was.
      await takenKey('Process', key);
      await takenKey(key, key);
    },
    pick: (text) => takenKey('Process', 'Space', () => cdp.send('Input.insertText', { text })),
  };
}

/** The keys the page was told of while a composition was under way: the proof that there was one. */
export function keysInComposition(page: Page): Promise<string[]> {
  return page.evaluate(() => (window as { inComposition?: string[] }).inComposition ?? []);
}
