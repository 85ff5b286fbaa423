import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { withoutInjectedStyles } from './build/injected-styles.ts';

const proxied = ['api', 'dev-auth', 'docs', 'openapi.json', 'problems', 'health', 'ready'];

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react(), tailwindcss(), withoutInjectedStyles()],
  resolve: {
    alias: {
      // Both put a <style> element into the page, which the content security policy forbids.
      'react-style-singleton': fileURLToPath(new URL('ui/style-singleton.ts', import.meta.url)),
    },
  },
  build: {
    target: ['chrome123', 'firefox120', 'safari17.5'],
    assetsInlineLimit: 0, // The policy allows fonts and images from this origin alone.
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    manifest: true,
  },
  server: { proxy: Object.fromEntries(proxied.map((path) => [`/${path}`, { target: developmentServer() }])) },
});

/** What `npm run dev:web` asks for everything but the app itself: the server that `npm start` runs. */
function developmentServer(): string {
  try {
    return JSON.parse(readFileSync(new URL('../.data/server.json', import.meta.url), 'utf8')).url;
  } catch {
    return 'http://127.0.0.1:8000';
  }
}
