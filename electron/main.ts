import { app, BrowserWindow, ipcMain, protocol, session } from 'electron';
import { resolve } from 'node:path';
import { readAssets } from './office/assets.ts';
import { systemClock, systemRandomHex } from './office/clock.ts';
import { Office } from './office/office.ts';
import { answerWindow } from './shell/ipc.ts';
import { Printer } from './shell/printer.ts';
import { APP_SCHEME, guardSession, serveApp } from './shell/security.ts';
import { openMainWindow, openPaperWindow, preloadPath, systemDialogs } from './shell/window.ts';

/** Entry of the desktop shell. */
protocol.registerSchemesAsPrivileged([
  { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);

if (!app.requestSingleInstanceLock()) {
  // A second start brings the first window forward; two programs on one file would only lock each other out.
  app.quit();
} else {
  app.on('second-instance', () => {
    const [window] = BrowserWindow.getAllWindows();
    window?.restore();
    window?.focus();
  });
  void start();
}

async function start(): Promise<void> {
  await app.whenReady();
  const office = new Office({
    door: 'electron',
    home: app.getPath('userData'),
    paths: 'own-folders',
    remember: true,
    clock: systemClock(),
    randomHex: systemRandomHex,
    onBug: (method, error) => console.error(`程序内部出错(${method}):`, error),
  });
  const assets = readAssets(resolve(import.meta.dirname, '../renderer'));
  guardSession(session.defaultSession);
  protocol.handle(APP_SCHEME, (request) => serveApp(request, assets));
  answerWindow(ipcMain, office, new Printer(openPaperWindow), systemDialogs);
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', () => office.close());
  await openMainWindow(preloadPath(import.meta.dirname));
}
