import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { firstLoadBudget } from './first-load-budget.ts';

const server = `http://127.0.0.1:${process.env['PORT'] ?? '4100'}`;

/** What Home needs in Chinese: the larger of the translations counts. */
const firstVisit = ['/home/home-page.tsx', '/i18n/app/zh-Hant.json', '/antd/es/locale/zh_TW.js'];

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [react(), firstLoadBudget({ kilobytes: 285, modules: firstVisit })],
  build: { outDir: '../dist/admin', emptyOutDir: true, target: 'es2023', reportCompressedSize: false },
  server: { port: 4180, proxy: { '/api': server, '/v1': server, '/health': server } },
});
