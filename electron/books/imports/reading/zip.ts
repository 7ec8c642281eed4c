import { crc32, inflateRawSync } from 'node:zlib';
import { ok, refuse, type Result } from '../../../../shared/rules/result.ts';

/**
 * The parts of a zip file, read on request. Problem: a workbook from a stranger may be damaged, or a bomb.
 * Decision: trust only the central directory, inflate no part beyond the size it declares, keep a budget over
 * all parts, and check each part's CRC, so that a flipped bit on a USB stick can't change an amount unseen.
 */
export type Archive = {
  names: readonly string[];
  /** Null: no such part. */
  read(name: string): Result<Uint8Array> | null;
};

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
const ZIP64_LOCATOR = 0x07064b50;
const ZIP64_END = 0x06064b50;
const MAX_ENTRIES = 10_000;

type Entry = {
  method: number;
  encrypted: boolean;
  crc: number;
  packed: number;
  size: number;
  offset: number;
};

/** Opens `bytes`; `maxUnpacked` bounds the sum of what `read` hands out. Errors: damaged, encrypted, too big. */
export function openArchive(bytes: Uint8Array, maxUnpacked: number): Result<Archive> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const entries = readDirectory(buffer);
    let budget = maxUnpacked;
    return ok({
      names: [...entries.keys()],
      read(name) {
        const entry = entries.get(name);
        if (!entry) return null;
        if (entry.encrypted)
          return refuse('file_encrypted', '文件有密码。请在 Excel 或 WPS 里去掉密码，另存后再导入。');
        budget -= entry.size;
        if (budget < 0)
          return refuse('file_too_large', '文件太大，解开后超过 500 MB。请拆成几个文件，分别导入。');
        return unpack(buffer, entry);
      },
    });
  } catch (error) {
    if (error instanceof RangeError || error instanceof Damaged) return damaged();
    throw error;
  }
}

class Damaged extends Error {}

/** The refusal of a file whose bytes contradict each other. */
export function damaged(): Result<never> {
  return refuse('file_damaged', '文件已损坏，读不出来。请用 Excel 或 WPS 打开原文件，另存为 .xlsx 再导入。');
}

function readDirectory(buffer: Buffer): Map<string, Entry> {
  let { count, offset } = findDirectory(buffer);
  if (count > MAX_ENTRIES) throw new Damaged();
  const entries = new Map<string, Entry>();
  for (; count > 0; count -= 1) {
    if (buffer.readUInt32LE(offset) !== DIRECTORY_ENTRY) throw new Damaged();
    const nameLength = buffer.readUInt16LE(offset + 28);
    const extraLength = buffer.readUInt16LE(offset + 30);
    const name = buffer.toString('utf8', offset + 46, offset + 46 + nameLength);
    const extra = buffer.subarray(offset + 46 + nameLength, offset + 46 + nameLength + extraLength);
    if (entries.has(name)) throw new Damaged(); // two parts of one name: which one would a spreadsheet show?
    entries.set(
      name.replace(/^\//, ''),
      widen(
        {
          method: buffer.readUInt16LE(offset + 10),
          encrypted: (buffer.readUInt16LE(offset + 8) & 1) === 1,
          crc: buffer.readUInt32LE(offset + 16),
          packed: buffer.readUInt32LE(offset + 20),
          size: buffer.readUInt32LE(offset + 24),
          offset: buffer.readUInt32LE(offset + 42),
        },
        extra,
      ),
    );
    offset += 46 + nameLength + extraLength + buffer.readUInt16LE(offset + 32);
  }
  return entries;
}

/** The directory's place, from the record at the file's end; before it a comment of up to 64 KB may stand. */
function findDirectory(buffer: Buffer): { count: number; offset: number } {
  for (let at = buffer.length - 22; at >= Math.max(0, buffer.length - 22 - 0xffff); at -= 1) {
    if (buffer.readUInt32LE(at) !== END_OF_DIRECTORY) continue;
    const count = buffer.readUInt16LE(at + 10);
    const offset = buffer.readUInt32LE(at + 16);
    const wide = count === 0xffff || offset === 0xffffffff;
    if (!wide) return { count, offset };
    if (at < 20 || buffer.readUInt32LE(at - 20) !== ZIP64_LOCATOR) throw new Damaged();
    const end = wideNumber(buffer, at - 12);
    if (buffer.readUInt32LE(end) !== ZIP64_END) throw new Damaged();
    return { count: wideNumber(buffer, end + 32), offset: wideNumber(buffer, end + 48) };
  }
  throw new Damaged();
}

/** Some writers always use the 64-bit fields, even for small files. */
function widen(entry: Entry, extra: Buffer): Entry {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    let field = at + 4;
    const take = (): number => wideNumber(extra, (field += 8) - 8);
    const size = entry.size === 0xffffffff ? take() : entry.size;
    const packed = entry.packed === 0xffffffff ? take() : entry.packed;
    const offset = entry.offset === 0xffffffff ? take() : entry.offset;
    return { ...entry, size, packed, offset };
  }
  return entry;
}

function wideNumber(buffer: Buffer, at: number): number {
  const value = buffer.readBigUInt64LE(at);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new Damaged();
  return Number(value);
}

function unpack(buffer: Buffer, entry: Entry): Result<Uint8Array> {
  try {
    if (buffer.readUInt32LE(entry.offset) !== LOCAL_HEADER) return damaged();
    const start =
      entry.offset + 30 + buffer.readUInt16LE(entry.offset + 26) + buffer.readUInt16LE(entry.offset + 28);
    const packed = buffer.subarray(start, start + entry.packed);
    if (packed.length !== entry.packed || (entry.method !== 0 && entry.method !== 8)) return damaged();
    const data =
      entry.method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.size) });
    if (data.length !== entry.size || crc32(data) !== entry.crc) return damaged();
    return ok(data);
  } catch {
    return damaged(); // zlib's and Buffer's complaints all mean the same to the person
  }
}
