import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { startTestServer } from '../../testing/server.ts';
import { exchange, newPerson, problemOf, type Reply } from '../hostile/person.ts';
import { lastingFor } from './overload.ts';

/** The server shares this process, so what blocks here blocks it. */
function block(milliseconds: number): void {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
}

test('an event loop that stays too slow refuses with 503 and Retry-After, and still says how it is', async () => {
  const server = await startTestServer({ settings: { EVENT_LOOP_MS_MAX: '50' } });
  try {
    const ann = await newPerson(server);
    expect((await ann.send('GET', '/api/me')).status).toBe(200);
    let refused: Reply | undefined;
    for (let tries = 0; tries < 200 && !refused; tries += 1) {
      block(150);
      await turn();
      const reply = await ann.send('GET', '/api/me');
      if (reply.status !== 200) refused = reply;
    }
    if (!refused) throw new Error('nothing was refused');
    expect(problemOf(refused)).toMatchObject({ status: 503, code: 'overloaded' });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    for (const path of ['/health', '/ready']) {
      block(150);
      expect((await exchange(server.url, 'GET', path)).status).toBe(200);
    }
  } finally {
    await server.stop();
  }
});

test('one long turn is no overload, two far apart are none, and a delay that stays is', () => {
  const lasts = lastingFor(1000);
  expect([0, 400, 900].map(lasts)).toEqual([false, false, false]);
  expect([5000, 5600].map(lasts)).toEqual([false, false]);
  expect([6100, 6500].map(lasts)).toEqual([true, true]);
  expect(lasts(9000)).toBe(false);
});
