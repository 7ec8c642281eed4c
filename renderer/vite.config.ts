import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Builds the window's content into dist/renderer: relative addresses, no inline script, so script-src 'self' holds. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'chrome120',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
  },
});
