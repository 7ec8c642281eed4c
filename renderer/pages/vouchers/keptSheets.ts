import type { Sheet } from './sheet.ts';

/**
 * What was typed when somebody went to another page without saving. It is there again on coming back; for as long as the window
 * is open, and each workspace by itself.
 */
const kept = new Map<string, Sheet>();

export function keepSheet(place: string, sheet: Sheet): void {
  kept.set(place, sheet);
}

export function takeSheet(place: string): Sheet | undefined {
  const sheet = kept.get(place);
  kept.delete(place);
  return sheet;
}
