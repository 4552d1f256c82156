// Builds the client so that it runs under a content policy that allows nothing inline.
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { compressed } from '../scripts/lib/compressed.ts';
import { first_page } from '../scripts/lib/first_page.ts';
import { later_words } from '../scripts/lib/later_words.ts';

const root = fileURLToPath(new URL('.', import.meta.url));
const server = process.env['CIRCLEKEEPER_SERVER'] ?? 'http://localhost:8080';

export default defineConfig({
  root,
  plugins: [
    svelte({ configFile: `${root}svelte.config.js` }),
    later_words(),
    compressed({
      first: 'src/main.ts',
      first_load_max: 120_000,
      inside: 'screens/Gathered.svelte',
      inside_max: 170_000,
    }),
  ],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
    rolldownOptions: {
      output: { codeSplitting: { groups: [first_page(`${root}src/main.ts`)] } },
    },
  },
  server: { proxy: { '/circles': { target: server, ws: true } } },
});
