import { environment } from '@blossomer/server/config';
import { defineConfig, type ReporterDescription } from '@playwright/test';
import { chromium } from './chromium.ts';

/** A machine with two cores runs a browser, a server and a database for each worker: patience is cheap, sleeping is not. */
export default defineConfig({
  testDir: '.',
  testMatch: '**/*.test.ts',
  outputDir: '.results',
  globalSetup: './once.ts',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 240_000,
  expect: { timeout: 30_000 },
  reporter: reporters(),
  use: {
    launchOptions: chromium,
    actionTimeout: 20_000,
    navigationTimeout: 30_000,
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    trace: { mode: 'retain-on-failure', screenshots: false },
    screenshot: 'only-on-failure',
  },
});

/** `npm run check` counts the tests from the JSON report. */
function reporters(): ReporterDescription[] {
  const outputFile = environment().E2E_REPORT;
  return outputFile ? [['list'], ['json', { outputFile }]] : [['list']];
}
