import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

/**
 * Loaded before the command line itself (package.json, `coop`): reading, stripping and compiling a few hundred source files takes half
 * of a short command's time, and Node keeps them between runs. Where that folder can't be written nothing is kept.
 */
enableCompileCache(join(import.meta.dirname, '../../node_modules/.cache/coop'));
