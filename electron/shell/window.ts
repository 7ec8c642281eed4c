import { BrowserWindow, dialog } from 'electron';
import { join } from 'node:path';
import type { Dialogs } from './ipc.ts';
import type { PaperWindow } from './printer.ts';
import { APP_ORIGIN, guardContents } from './security.ts';

const SAFE = { sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false } as const;

export async function openMainWindow(preload: string): Promise<BrowserWindow> {
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    minWidth: 1024,
    minHeight: 640,
    title: '合作社台账',
    show: false,
    backgroundColor: '#f5f2ec',
    webPreferences: { ...SAFE, preload },
  });
  guardContents(window.webContents);
  window.removeMenu();
  window.once('ready-to-show', () => window.show());
  await window.loadURL(`${APP_ORIGIN}/`);
  return window;
}

/** For paper: unseen, without scripts, without a bridge. */
export function openPaperWindow(): PaperWindow {
  return new BrowserWindow({ show: false, webPreferences: { ...SAFE, javascript: false } });
}

const WORKSPACES = [{ name: '合作社台账', extensions: ['coop'] }];

export const systemDialogs: Dialogs = {
  async openWorkspace() {
    const { canceled, filePaths } = await dialog.showOpenDialog({
      title: '打开台账',
      filters: WORKSPACES,
      properties: ['openFile'],
    });
    return canceled ? null : (filePaths[0] ?? null);
  },
  async saveAs(suggested, kind) {
    const { canceled, filePath } = await dialog.showSaveDialog({
      title: '保存',
      defaultPath: suggested,
      ...(kind === 'workspace' ? { filters: WORKSPACES } : {}),
    });
    return canceled || !filePath ? null : filePath;
  },
};

export const preloadPath = (folder: string): string => join(folder, 'preload.cjs');
