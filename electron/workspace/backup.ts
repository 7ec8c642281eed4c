import { existsSync, rmSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { ok, refuse, type Result } from '../../shared/rules/result.ts';
import { type Connection, openReader } from './database.ts';

/** Online copy to another place, safe while in use; the copy is checked before it is called one. */
export async function backUp(
  source: Connection,
  path: string,
): Promise<Result<{ path: string; bytes: number; verified: boolean }>> {
  if (existsSync(path)) {
    return refuse('exists', `${basename(path)} 已经存在,备份不会覆盖它。请换一个文件名。`, {
      path: '文件已存在',
    });
  }
  try {
    await source.backup(path);
    const copy = openReader(path);
    const found = String(copy.pragma('integrity_check(1)'));
    copy.close();
    for (const suffix of ['-wal', '-shm']) rmSync(path + suffix, { force: true });
    if (found !== 'ok') return refuse('damaged', `备份出来的文件核验不过(${found}),请换一个 U 盘再试。`);
    return ok({ path, bytes: statSync(path).size, verified: true });
  } catch (error) {
    rmSync(path, { force: true });
    return refuse('backup', `备份没有成功:${(error as Error).message}。请检查目标位置是否可写、空间是否够。`);
  }
}
