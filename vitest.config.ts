import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      '{json,contract,merge,legacy,db,server,cli,web,deploy,scripts,testing,bench}/**/*.test.{ts,tsx}',
    ],
    globalSetup: ['testing/suite.ts'],
    setupFiles: ['testing/seed.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 180_000,
  },
});
