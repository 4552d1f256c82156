// Says in which browser and at which two sizes the journeys are walked. TRACE=1 records each, which
// takes as long again.
import { defineConfig } from '@playwright/test';

const launchOptions = {
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium-headless-shell',
  args: [
    '--no-sandbox',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-gpu',
    '--disable-quic',
  ],
};

export default defineConfig({
  testDir: 'tests/browser',
  outputDir: 'test-results',
  timeout: 60_000,
  // On a loaded machine a press comes to nothing now and then, and why is not known yet: who fails is
  // walked once more, and the report names who needed it.
  retries: 1,
  expect: { timeout: 15_000 },
  workers: 2,
  fullyParallel: true,
  forbidOnly: Boolean(process.env['CI']),
  reporter: process.env['CIRCLEKEEPER_REPORT']
    ? [['list'], ['json', { outputFile: process.env['CIRCLEKEEPER_REPORT'] }]]
    : [['list']],
  use: { browserName: 'chromium', launchOptions, trace: process.env['TRACE'] ? 'on' : 'off' },
  projects: [
    {
      name: 'phone',
      use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
    },
    { name: 'desktop', use: { viewport: { width: 1280, height: 800 } } },
  ],
});
