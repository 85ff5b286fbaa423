import { randomUUID } from 'node:crypto';
import { companies } from '@blossomer/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { exchange, newPerson, type Person } from '../hostile/person.ts';

let server: TestServer;
let ann: Person;
beforeAll(async () => {
  server = await startTestServer({ settings: { METRICS_PORT: '0' } });
  ann = await newPerson(server);
});
afterAll(() => server.stop());

const read = async () => (await fetch(`http://127.0.0.1:${server.running.metricsPort}/metrics`)).text();

/** Samples by name and labels; fails for a line that is not of the format. */
async function samples(): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (const line of (await read()).split('\n')) {
    if (line === '' || line.startsWith('# ')) continue;
    const [, name, value] = /^([a-z_][a-z0-9_]*(?:\{[^}]*\})?) (\S+)$/i.exec(line) ?? [];
    if (name === undefined) throw new Error(`no sample: ${line}`);
    found.set(name, Number(value));
  }
  return found;
}

test('count requests by endpoint and status, and problems by code', async () => {
  await ann.client(companies.list);
  await ann.client(companies.list);
  await ann.send('GET', `/api/company/${randomUUID()}`);
  const counted = await samples();
  expect(
    counted.get('http_request_duration_seconds_count{endpoint="companies.list",method="GET",status="200"}'),
  ).toBe(2);
  expect(counted.get('http_problems_total{code="not-found"}')).toBe(1);
  expect(counted.get('http_requests_in_flight')).toBe(0);
  expect(counted.get('http_request_database_seconds_count{endpoint="companies.list"}')).toBe(2);
  expect(counted.get('database_exclusive_connections{state="waiting"}')).toBe(0);
  expect(counted.get('database_pipelines_in_flight')).toBe(0);
  expect(counted.get('process_resident_memory_bytes')).toBeGreaterThan(1e6);
});

test('do not grow with what is asked', async () => {
  await ann.send('GET', '/nowhere');
  const ours = async () =>
    [...(await samples()).keys()].filter((name) => /^(http|database)_/.test(name)).sort();
  const before = await ours();
  for (let index = 0; index < 30; index += 1) {
    await ann.send('GET', `/${randomUUID()}/${randomUUID()}?q=${randomUUID()}`);
    await ann.send('GET', `/api/company/${randomUUID()}`);
  }
  expect(await ours()).toEqual(before);
  expect(await read()).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}/);
});

test('have a port of their own, where nothing else is, and are not on the port of the API', async () => {
  expect((await exchange(server.url, 'GET', '/metrics')).status).toBe(404);
  expect((await fetch(`http://127.0.0.1:${server.running.metricsPort}/api/me`)).status).toBe(404);
});
