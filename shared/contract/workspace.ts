import { z } from 'zod';
import { office } from './method.ts';
import { name, nothing, path } from './values.ts';

const lockOwner = z.object({ host: z.string(), pid: z.int(), operator: z.string(), since: z.string() });

const openWorkspace = z.object({
  path: z.string(),
  fileName: z.string(),
  villageName: z.string(),
  /** True when another program has it open: queries work, commands are refused. */
  readOnly: z.boolean(),
  lockedBy: lockOwner.nullable(),
});

const recentFile = z.object({
  path: z.string(),
  fileName: z.string(),
  villageName: z.string(),
  lastOpened: z.string(),
  /** The file is no longer where it was. */
  missing: z.boolean(),
});

const status = z.object({
  open: openWorkspace.nullable(),
  recent: z.array(recentFile),
  /** Asked once, then kept with every entry; empty until given. */
  operator: z.string(),
  today: z.string(),
  /** Where a new workspace goes unless the person chooses another folder. */
  documentsFolder: z.string(),
  door: z.enum(['electron', 'browser', 'cli', 'test']),
});

const place = z.object({ name: z.string(), path: z.string() });

/** The file itself: create, open, close, copy out, verify. */
export const workspace = {
  'workspace.status': office('打开了什么', nothing, status),
  /** Folders and .coop files for the "open" and "save as" panels, only inside the person's own folders and drives. */
  'workspace.places': office(
    '浏览文件夹',
    z.object({ folder: path.nullable() }),
    z.object({
      folder: z.string(),
      parent: z.string().nullable(),
      folders: z.array(place),
      files: z.array(place.extend({ modified: z.string(), bytes: z.int() })),
    }),
  ),
  'workspace.create': office(
    '新建台账',
    z.object({ path, villageName: name, cooperativeName: name, from: z.string().optional() }),
    status,
  ),
  'workspace.demo': office('新建示范村', z.object({ path: path.nullable() }), status),
  'workspace.open': office(
    '打开台账',
    z.object({ path, /** Take a lock whose owner can't be reached. */ takeOver: z.boolean().optional() }),
    status,
  ),
  'workspace.close': office('关闭台账', nothing, status),
  'workspace.forget': office('从最近列表移除', z.object({ path }), status),
  'operator.set': office('登记经办人', z.object({ name }), status),
  /** Online copy, safe while in use: a USB stick, another disk. Never overwrites. */
  'workspace.backup': office(
    '备份',
    z.object({ path }),
    z.object({ path: z.string(), bytes: z.int(), verified: z.boolean() }),
  ),
  'workspace.verify': office(
    '核验',
    nothing,
    z.object({
      checks: z.array(
        z.object({
          name: z.string(),
          /** `warn`: to look at, nothing is broken. */
          level: z.enum(['block', 'warn']),
          ok: z.boolean(),
          left: z.string(),
          right: z.string(),
          /** What a difference comes from: the first of it. */
          rows: z.array(z.string()),
        }),
      ),
    }),
  ),
};
