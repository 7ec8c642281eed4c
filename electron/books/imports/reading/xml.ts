/**
 * A small strict reader of the XML inside workbooks: elements, attributes, text, in document order. No DTD and
 * no entity but the five of XML and character references, so nothing can expand or reach outside. Names come
 * without their namespace prefix: writers disagree on prefixes, not on local names.
 */
type XmlHandler = {
  open?(name: string, attributes: Attributes): void;
  text?(text: string): void;
  close?(name: string): void;
};

/** Local name → value. Of `r:id` and `id` on one element both are kept, the first as `r:id`. */
export type Attributes = Record<string, string>;

/** The document isn't well-formed. Caught by the reader of the workbook, never seen by the person. */
export class XmlError extends Error {}

const MAX_DEPTH = 100;

/** Walks `xml` once. Throws XmlError. */
export function walkXml(xml: string, handler: XmlHandler): void {
  const openNames: string[] = [];
  let at = 0;
  let roots = 0;
  while (at < xml.length) {
    const tag = xml.indexOf('<', at);
    const end = tag < 0 ? xml.length : tag;
    if (end > at) {
      const text = xml.slice(at, end);
      if (openNames.length > 0) handler.text?.(decodeEntities(text));
      else if (/[^\s\ufeff]/.test(text)) throw new XmlError('text outside the root');
    }
    if (tag < 0) break;
    at = readMarkup(tag);
  }
  if (openNames.length > 0 || roots !== 1) throw new XmlError('unclosed or no root element');

  function readMarkup(start: number): number {
    switch (xml.charCodeAt(start + 1)) {
      case 0x3f: // <?
        return after('?>', start);
      case 0x21: // <!
        return readBang(start);
      case 0x2f: {
        const close = after('>', start);
        const name = xml.slice(start + 2, close - 1).trim();
        if (openNames.pop() !== name) throw new XmlError(`unexpected </${name}>`);
        handler.close?.(localName(name));
        return close;
      }
      default:
        return readElement(start);
    }
  }

  function readBang(start: number): number {
    if (xml.startsWith('<!--', start)) return after('-->', start + 4);
    if (xml.startsWith('<![CDATA[', start) && openNames.length > 0) {
      const close = after(']]>', start);
      handler.text?.(xml.slice(start + 9, close - 3));
      return close;
    }
    throw new XmlError('document type declarations are not accepted');
  }

  function readElement(start: number): number {
    const close = tagEnd(xml, start);
    const empty = xml.charCodeAt(close - 2) === 0x2f;
    const inside = xml.slice(start + 1, close - (empty ? 2 : 1));
    const name = /^[^\s/>="'<]+/.exec(inside)?.[0];
    if (!name) throw new XmlError('element without a name');
    if (openNames.length === 0) roots += 1;
    if (openNames.length >= MAX_DEPTH || roots > 1) throw new XmlError('too deep, or two roots');
    handler.open?.(localName(name), readAttributes(inside, name.length));
    if (empty) handler.close?.(localName(name));
    else openNames.push(name);
    return close;
  }

  function after(mark: string, from: number): number {
    const found = xml.indexOf(mark, from);
    if (found < 0) throw new XmlError(`missing ${mark}`);
    return found + mark.length;
  }
}

/** Behind the tag's `>`, skipping any `>` inside quotes. */
function tagEnd(xml: string, start: number): number {
  let at = start;
  for (;;) {
    const close = xml.indexOf('>', at);
    if (close < 0) throw new XmlError('unclosed tag');
    let quote = at;
    for (;;) {
      const next = nextQuote(xml, quote, close);
      if (next < 0) return close + 1;
      const mate = xml.indexOf(xml.charAt(next), next + 1);
      if (mate < 0) throw new XmlError('unclosed quote');
      quote = mate + 1;
      if (mate > close) break;
    }
    at = quote;
  }
}

function nextQuote(xml: string, from: number, to: number): number {
  for (let at = from; at < to; at += 1) {
    const code = xml.charCodeAt(at);
    if (code === 0x22 || code === 0x27) return at;
  }
  return -1;
}

const ATTRIBUTE = /\s+([^\s=/>"'<]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;

function readAttributes(inside: string, from: number): Attributes {
  const attributes: Attributes = {};
  ATTRIBUTE.lastIndex = from;
  let end = from;
  for (let match = ATTRIBUTE.exec(inside); match; match = ATTRIBUTE.exec(inside)) {
    end = ATTRIBUTE.lastIndex;
    const name = match[1] ?? '';
    const value = decodeEntities(match[2] ?? match[3] ?? '');
    attributes[name] = value;
    const local = localName(name);
    if (local !== name && !(local in attributes)) attributes[local] = value;
  }
  if (inside.slice(end).trim() !== '') throw new XmlError('malformed attributes');
  return attributes;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

const NAMED = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&([^;&\s]{0,10});?/g, (whole, body: string) => {
    const named = NAMED.get(body);
    if (!whole.endsWith(';')) throw new XmlError(`bad entity ${whole}`);
    if (named !== undefined) return named;
    const code = /^#x[0-9a-f]+$/i.test(body)
      ? parseInt(body.slice(2), 16)
      : /^#\d+$/.test(body)
        ? parseInt(body.slice(1), 10)
        : NaN;
    if (!(code > 0 && code <= 0x10ffff)) throw new XmlError(`bad entity ${whole}`);
    return String.fromCodePoint(code);
  });
}
