import { createHash } from 'node:crypto';
import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { ok, refuse, type Result } from '../../../shared/rules/result.ts';
import type { Reading, Writing } from '../../workspace/context.ts';
import { headOf, nameOfVoucher } from './lists.ts';

const MOST_BYTES = 10 * 1024 * 1024;
const MOST_FILES = 50;

/** Puts a scanned slip or photo into the workspace, beside its voucher. A posted voucher's can be added to, not taken from. */
export function addFile(ctx: Writing, input: Parsed<'vouchers.addFile'>): Result<{ id: number }> {
  const found = headOf(ctx.db, input.id);
  if (!found.ok) return found;
  if (found.value.state === 'void') {
    return refuse('voucher_void', `${nameOfVoucher(found.value)}已经作废，不能再附文件。`);
  }
  if (found.value.files >= MOST_FILES) {
    return refuse('files_too_many', `一张凭证最多附 ${MOST_FILES} 个文件。`);
  }
  const content = Buffer.from(input.dataBase64, 'base64');
  if (content.length === 0) return refuse('file_empty', `“${input.name}”是空文件。`);
  if (content.length > MOST_BYTES) {
    return refuse('file_too_large', `“${input.name}”超过 10 MB。请压缩图片或分成几个文件。`);
  }
  const sha256 = createHash('sha256').update(content).digest('hex');
  const twin = ctx.db.get<{ name: string }>(
    'SELECT name FROM voucher_file WHERE voucher_id = ? AND sha256 = ?',
    input.id,
    sha256,
  );
  if (twin) return refuse('file_twice', `同样的文件已经附过了（${twin.name}）。`);
  const { lastId } = ctx.db.run(
    `INSERT INTO voucher_file (voucher_id, name, sha256, size, content, operator, added_at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
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

export function readFile({ db }: Reading, { id }: Parsed<'vouchers.file'>): Result<Output<'vouchers.file'>> {
  const file = db.get<{ name: string; content: Buffer }>(
    'SELECT name, content FROM voucher_file WHERE id = ?',
    id,
  );
  if (!file) return refuse('file_unknown', '没有这个附件，可能已经取下。');
  return ok({ name: file.name, dataBase64: file.content.toString('base64') });
}

export function removeFile(ctx: Writing, { id }: Parsed<'vouchers.removeFile'>): Result<{ id: number }> {
  const file = ctx.db.get<{ voucherId: number }>(
    'SELECT voucher_id AS voucherId FROM voucher_file WHERE id = ?',
    id,
  );
  if (!file) return refuse('file_unknown', '没有这个附件，可能已经取下。');
  const found = headOf(ctx.db, file.voucherId);
  if (!found.ok) return found;
  if (found.value.state === 'posted') {
    return refuse('voucher_final', `${nameOfVoucher(found.value)}已经记账，附件不能取下。`);
  }
  ctx.db.run('DELETE FROM voucher_file WHERE id = ?', id);
  return ok({ id });
}
