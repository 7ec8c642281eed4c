import iconv from 'iconv-lite';

/** Encodings that Chinese banks and offices still ask for. GBK is Windows code page 936: 21,791 signs and the euro. */
export type TextEncoding = 'GBK' | 'GB18030' | 'UTF-8';

const CODECS: Record<TextEncoding, string> = { GBK: 'cp936', GB18030: 'gb18030', 'UTF-8': 'utf8' };

/**
 * `text` in `encoding`, without a byte-order mark. `unencodable` lists, once each, the characters that the encoding
 * can't hold (𬭎 in GBK); the bytes have a question mark in their place, so a caller must not hand such bytes on
 * unless somebody agreed.
 */
export function encodeText(
  text: string,
  encoding: TextEncoding,
): { bytes: Uint8Array; unencodable: string[] } {
  const codec = CODECS[encoding];
  const bytes = iconv.encode(text, codec);
  if (iconv.decode(bytes, codec, { stripBOM: false }) === text) return { bytes, unencodable: [] };
  const lost = new Set<string>();
  for (const character of text) {
    if (iconv.decode(iconv.encode(character, codec), codec, { stripBOM: false }) !== character)
      lost.add(character);
  }
  return { bytes, unencodable: [...lost] };
}

/**
 * The text of a file whose encoding nobody stated: a byte-order mark decides; else zero bytes mean UTF-16 (no
 * other text has them); else strict UTF-8; else GB18030, which includes GBK and GB2312. Null: no text at all.
 */
export function decodeText(bytes: Uint8Array): string | null {
  for (const encoding of candidates(bytes)) {
    const text = decodeStrictly(bytes, encoding);
    if (text !== null) return looksLikeText(text) ? text : null;
  }
  return null;
}

function candidates(bytes: Uint8Array): string[] {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return ['utf-8'];
  if (first === 0xff && second === 0xfe) return ['utf-16le'];
  if (first === 0xfe && second === 0xff) return ['utf-16be'];
  const zeros = [0, 0];
  bytes.subarray(0, 4096).forEach((byte, index) => {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  if (even + odd > 0) return odd > even ? ['utf-16le'] : ['utf-16be'];
  return ['utf-8', 'gb18030'];
}

function decodeStrictly(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Control signs other than tab and line ends don't occur in a table of text. */
function looksLikeText(text: string): boolean {
  return !/[\u0000-\u0008\u000e-\u001b]/.test(text);
}
