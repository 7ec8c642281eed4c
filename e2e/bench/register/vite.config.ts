import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Builds the measuring page as the program's own windows are built; the caller says where to. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  build: { target: 'chrome120', modulePreload: { polyfill: false }, chunkSizeWarningLimit: 1500 },
});
