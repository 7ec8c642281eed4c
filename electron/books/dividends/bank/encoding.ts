import iconv from 'iconv-lite';

/** Encodings that banks ask for. */
export type BankEncoding = 'GBK' | 'GB18030' | 'UTF-8';

/**
 * GBK is taken as Windows code page 936, which is what the banks' own programs mean by it: iconv's plain `gbk`
 * also writes signs that those programs read back as something else.
 */
const CODECS: Record<BankEncoding, string> = { GBK: 'cp936', GB18030: 'gb18030', 'UTF-8': 'utf8' };

/** The characters of `text` that the encoding can't hold, once each. By code point: 𬭎 is one. */
export function unencodable(text: string, encoding: BankEncoding): string[] {
  return [...new Set(text)].filter((character) => {
    const bytes = iconv.encode(character, CODECS[encoding]);
    return iconv.decode(bytes, CODECS[encoding], { stripBOM: false }) !== character;
  });
}

/** `text` as bytes, without a byte-order mark. Throws when a character would be lost: ask `unencodable` first. */
export function encode(text: string, encoding: BankEncoding): Uint8Array {
  const bytes = iconv.encode(text, CODECS[encoding]);
  if (iconv.decode(bytes, CODECS[encoding], { stripBOM: false }) !== text) {
    throw new Error(`text cannot be written in ${encoding}`);
  }
  return bytes;
}
