import { defineConfig } from '@playwright/test';
import journeys from './playwright.config.ts';

/** `npm run screens`: every screen as a picture, into docs/screens/. */
export default defineConfig(journeys, {
  testMatch: 'pictures.ts',
  workers: 1,
  timeout: 600_000,
  reporter: [['list']],
  use: { trace: 'off' },
});
