import type { Markup } from './markup.ts';

/** For tests: the text of each cell of each table row of a page, as a reader sees it. */
export function cellsOf(page: Markup): string[][] {
  const rows = [...page.markup.matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)].map((match) => match[1] ?? '');
  return rows.map((row) =>
    [...row.matchAll(/<t[dh][^>]*>(.*?)<\/t[dh]>/gs)].map((match) => textOf({ markup: match[1] ?? '' })),
  );
}

/** The text of a page without its tags, white space joined. */
export function textOf(page: Markup): string {
  return page.markup
    .replace(/<br \/>/g, '')
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replace(/[ \n]+/g, ' ')
    .trim();
}

/** A printed amount back in fen; a dash is zero. */
export function fenOf(printed: string): number {
  if (printed === '—') return 0;
  const [yuan = '', fen = ''] = printed.replaceAll(',', '').replace('−', '-').split('.');
  return Number(yuan + fen);
}
