import { readFileSync } from 'node:fs';
import { accounts, campaigns, companies, exports, imports, personas } from '@blossomer/contract';
import { plan } from '@blossomer/legacy';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../testing/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

test('smoke', async () => {
  const ann = server.client('ann@example.test');
  const dump = JSON.parse(readFileSync('legacy/fixtures/handoff.json', 'utf8'));
  await ann(imports.create, { body: { dump } });
  const { body, header } = await ann(exports.whole, { query: { format: 'localStorage' } });
  console.log(body.slice(0, 1500), header('content-disposition'), header('server-timing'));
  const again = await ann(imports.create, { body: { dump: JSON.parse(body) } });
  console.log(JSON.stringify(again.body, null, 1).slice(0, 1500));
  const { body: all } = await ann(exports.whole, { query: { format: 'json' } });
  console.log(Object.entries(JSON.parse(all)).map(([k, v]) => `${k} ${Array.isArray(v) ? v.length : v}`));
  for (const entity of ['accounts', 'personas', 'campaigns'] as const)
    for (const preset of ['generic', 'apollo'] as const) {
      const { body: csv } = await ann(exports.whole, { query: { format: 'csv', entity, preset } });
      console.log(csv);
    }
});
