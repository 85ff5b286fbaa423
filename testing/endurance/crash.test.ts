import { expect, test } from 'vitest';
import { crash } from './crash.ts';
import { crashImports } from './crash-imports.ts';

/** The small form of `npm run crash`, which kills 50 times. */
test('kill -9 of the server and of PostgreSQL: what was acknowledged is there, nothing is half there', async () => {
  const { wrong, kills, acknowledged } = await crash([
    'server',
    'postmaster and backends',
    'server',
    'one backend',
    'server',
    'postmaster and backends',
  ]);
  expect(wrong).toEqual([]);
  expect(kills).toEqual({ server: 3, 'postmaster and backends': 2, 'one backend': 1 });
  expect(acknowledged).toBeGreaterThanOrEqual(60);
}, 180_000);

/** The small form of `npm run crash -- imports`. */
test('kill -9 during imports: each is whole or absent, and the next try brings it once', async () => {
  const { wrong, kills, acknowledged } = await crashImports([
    'server',
    'postmaster and backends',
    'server',
    'one backend',
  ]);
  expect(wrong).toEqual([]);
  expect(kills).toEqual({ server: 2, 'postmaster and backends': 1, 'one backend': 1 });
  expect(acknowledged).toBeGreaterThanOrEqual(8);
}, 240_000);
