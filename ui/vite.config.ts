import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/* In production the service itself serves the pages; these addresses are for `npm run dev` only. */
const service = process.env['PLUMBLINE_SERVICE'] ?? 'http://localhost:8080';
const proxy = Object.fromEntries(
  ['/api', '/health', '/openapi.yaml', '/docs', '/metrics'].map((path) => [path, service]),
);

export default defineConfig({
  plugins: [react()],
  server: { port: 5173, proxy },
  preview: { port: 4173, proxy },
  build: {
    target: 'es2023',
    cssTarget: ['chrome123', 'firefox121', 'safari17.5'],
    sourcemap: false,
    /* The content security policy is 'self': nothing may be inlined as a data address. */
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['src/testing/setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    pool: 'threads',
    maxWorkers: 1,
    restoreMocks: true,
    env: { TZ: 'UTC' },
  },
});
