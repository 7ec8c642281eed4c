import { createHash } from 'node:crypto';
import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import type { ReadableDb } from '../../workspace/database.ts';
import { nameOf, standingCard } from './card.ts';

const MOST_BYTES = 10 * 1024 * 1024;
const MOST_FILES = 50;

/** By the ending of its name; what is not known is handed out as bytes. */
const TYPES: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
  bmp: 'image/bmp',
  pdf: 'application/pdf',
};

const typeOf = (name: string): string =>
  TYPES[/\.([a-z]+)$/iu.exec(name)?.[1]?.toLowerCase() ?? ''] ?? 'application/octet-stream';

/** Puts a photo or a paper of a card (验收单, 合同, 确权证) into the workspace. */
export function addFile(ctx: Writing, input: Parsed<'assets.addFile'>): Result<Output<'assets.addFile'>> {
  const found = standingCard(ctx.db, input.id);
  if (!found.ok) return found;
  const have = ctx.db.get<{ count: number }>(
    'SELECT COUNT(*) AS count FROM asset_file WHERE asset_id = ?',
    input.id,
  )!;
  if (have.count >= MOST_FILES) return refuse('files_too_many', `一张卡片最多附 ${MOST_FILES} 个文件。`);
  const content = Buffer.from(input.dataBase64, 'base64');
  if (content.length === 0) return refuse('file_empty', `“${input.name}”是空文件。`);
  if (content.length > MOST_BYTES) {
    return refuse('file_too_large', `“${input.name}”超过 10 MB。请压缩图片或分成几个文件。`);
  }
  const sha256 = createHash('sha256').update(content).digest('hex');
  const twin = ctx.db.get<{ name: string }>(
    'SELECT name FROM asset_file WHERE asset_id = ? AND sha256 = ?',
    input.id,
    sha256,
  );
  if (twin) return refuse('file_twice', `${nameOf(found.value)} 已经附过同样的文件（${twin.name}）。`);
  const { lastId } = ctx.db.run(
    'INSERT INTO asset_file (asset_id, name, sha256, size, content, operator, added_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
    input.id,
    input.name,
    sha256,
    content.length,
    content,
    ctx.operator,
    ctx.now,
  );
  return ok({ id: lastId });
}

export function readFile({ db }: Reading, { fileId }: Parsed<'assets.file'>): Result<Output<'assets.file'>> {
  const file = db.get<{ name: string; content: Buffer }>(
    'SELECT name, content FROM asset_file WHERE id = ?',
    fileId,
  );
  if (!file) return refuse('file_unknown', '没有这个附件，可能已经取下。');
  return ok({ name: file.name, type: typeOf(file.name), dataBase64: file.content.toString('base64') });
}

export function removeFile(ctx: Writing, { fileId }: Parsed<'assets.removeFile'>): Result<{ done: true }> {
  const { changes } = ctx.db.run('DELETE FROM asset_file WHERE id = ?', fileId);
  return changes === 0 ? refuse('file_unknown', '没有这个附件，可能已经取下。') : ok({ done: true });
}

export function listFiles(db: ReadableDb, assetId: number): Output<'assets.get'>['files'] {
  return db
    .all<Omit<Output<'assets.get'>['files'][number], 'isPicture'>>(
      'SELECT id, name, size, operator, added_at AS addedAt FROM asset_file WHERE asset_id = ? ORDER BY id',
      assetId,
    )
    .map((file) => ({ ...file, isPicture: typeOf(file.name).startsWith('image/') }));
}
