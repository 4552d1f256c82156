// Names the two suites that run without a server: the client's own tests and the house test.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        plugins: [svelte({ configFile: 'client-web/svelte.config.js' })],
        resolve: { conditions: ['browser'] },
        test: {
          name: 'client',
          include: ['client-web/src/**/*.test.ts', 'tests/client/**/*.test.ts'],
        },
      },
      { test: { name: 'house', include: ['tests/house/*.test.ts'] } },
    ],
  },
});
