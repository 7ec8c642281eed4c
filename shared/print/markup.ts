/**
 * A piece of finished HTML. Text becomes Markup only through {@link html}, which escapes it, so there is one
 * place where a hostile name is made harmless and no way around it by accident.
 */
export interface Markup {
  readonly markup: string;
}

type Piece = string | number | Markup | readonly Markup[];

/** Template tag: text and numbers are escaped, Markup (or a list of it) stands as it is. Attributes need double quotes. */
export function html(literals: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  let markup = literals[0] ?? '';
  pieces.forEach((piece, index) => {
    markup += written(piece) + (literals[index + 1] ?? '');
  });
  return { markup };
}

/** Nothing at all, for the branch of a template that prints nothing. */
export const NOTHING: Markup = { markup: '' };

function written(piece: Piece): string {
  if (typeof piece === 'string') return escapeHtml(piece);
  if (typeof piece === 'number') return String(piece);
  if (isList(piece)) return piece.map((part) => part.markup).join('');
  return piece.markup;
}

function isList(piece: Markup | readonly Markup[]): piece is readonly Markup[] {
  return Array.isArray(piece);
}

/**
 * Text as HTML text or attribute value. Control characters are dropped, and so are the marks that turn the writing
 * direction: with one of them in a name, the amount beside it would print backwards. Half a surrogate pair becomes U+FFFD.
 */
function escapeHtml(text: string): string {
  return text
    .toWellFormed()
    .replace(UNPRINTABLE, '')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

const UNPRINTABLE = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/g;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
