import { randomBytes } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The desk's clock in local time; `today` fixed when a door was told which day to work under. */
export function systemClock(today?: string): () => { today: string; now: string; nowMs: number } {
  return () => {
    const at = new Date();
    const pad = (n: number): string => String(n).padStart(2, '0');
    const day = `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}`;
    const time = `${pad(at.getHours())}:${pad(at.getMinutes())}:${pad(at.getSeconds())}`;
    return { today: today ?? day, now: `${today ?? day}T${time}`, nowMs: at.getTime() };
  };
}

export const systemRandomHex = (bytes: number): string => randomBytes(bytes).toString('hex');

/** Folder of this machine's preferences; COOPLEDGER_HOME moves it. */
export function preferencesFolder(): string {
  const named = process.env['COOPLEDGER_HOME'];
  if (named) return named;
  if (process.platform === 'win32') return join(process.env['APPDATA'] ?? homedir(), 'CoopLedger');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'CoopLedger');
  return join(process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'coopledger');
}
