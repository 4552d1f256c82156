// Names the suites that need no browser: the client's own tests, the house, what the bench makes of
// its figures, and the server as a process.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { later_words } from './scripts/lib/later_words.ts';

export default defineConfig({
  test: {
    projects: [
      {
        plugins: [svelte({ configFile: 'client-web/svelte.config.js' }), later_words()],
        resolve: { conditions: ['browser'] },
        test: {
          name: 'client',
          testTimeout: 30_000,
          setupFiles: ['tests/client/speaking.ts'],
          include: ['client-web/src/**/*.test.ts', 'tests/client/**/*.test.ts'],
        },
      },
      { test: { name: 'house', testTimeout: 30_000, include: ['tests/house/*.test.ts'] } },
      { test: { name: 'bench', include: ['tests/bench/*.test.ts'] } },
      {
        test: {
          name: 'process',
          include: ['tests/process/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
