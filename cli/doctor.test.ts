import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { blossomer, type Folder, openFolder } from './test-run.ts';

vi.setConfig({ testTimeout: 90_000 }); // Each command is a process of its own.

const fixtures = join(import.meta.dirname, '../legacy/fixtures');
let folder: Folder;
beforeAll(async () => {
  folder = await openFolder();
});
afterAll(() => folder?.remove());

async function examined(dump: object) {
  const file = await folder.write('dump.json', JSON.stringify(dump));
  const { code, stdout } = await blossomer(['doctor', file, '--json']);
  return { code, ...JSON.parse(stdout) };
}

test.each([
  ['handoff', { C4: 1, A5: 1, P2: 1, E3: 1 }],
  ['customer-profiles', { C2: 1, A0: 1, P0: 1, E1: 1 }],
  ['playground-drafts', { D2: 4 }],
])('%s can be imported without loss, and its generations are told', async (name, generations) => {
  const { code, stdout } = await blossomer(['doctor', join(fixtures, `${name}.json`), '--json']);
  expect(code).toBe(0);
  const { importable, leaves, classes, keys } = JSON.parse(stdout);
  expect(importable).toBe(true);
  expect(Object.values<number>(classes).reduce((sum, count) => sum + count, 0)).toBe(leaves);
  expect(keys.reduce((sum: number, key: { leaves: number }) => sum + key.leaves, 0)).toBe(leaves);
  const told: Record<string, number> = {};
  for (const key of keys) {
    for (const [one, count] of Object.entries<number>(key.generations)) told[one] = (told[one] ?? 0) + count;
  }
  expect(told).toEqual(generations);
});

test('everything that is wrong is named, and a secret by its key alone', async () => {
  const { code, ...found } = await examined({
    blossomer_api_key: 'sk-geheim',
    dashboard_overview: '{"companyName": broken',
    customer_profiles: '[{"id":"customer_1752000000000_a","name":"Twin"}]',
    target_accounts:
      '[{"id":"target_account_1752000000000_b","targetAccountName":"twin ","employees":12345678901234567890,"x":1,"x":2,"odd":"\\ud800\\u0000"}]',
    emailHistory:
      '[{"id":"1752000000001","subject":"Hi","config":{"selectedAccount":"gone","selectedPersona":"9"}}]',
    never_ours: 'text',
  });
  expect(code).toBe(1);
  expect(found.importable).toBe(false);
  expect(found.secrets).toEqual(['blossomer_api_key']);
  expect(found.keys).toContainEqual({
    key: 'dashboard_overview',
    holds: 'company',
    generations: {},
    bytes: 22,
    leaves: 1,
    fault: 'bad-json',
  });
  expect(
    found.oddities.map(({ code: odd, pointer }: Record<string, string>) => [odd, pointer]).sort(),
  ).toEqual([
    ['duplicate-key', '/0/x'],
    ['inexact-number', '/0/employees'],
    ['lone-surrogate', '/0/odd'],
    ['nul', '/0/odd'],
  ]);
  const codes = found.findings.map(({ code: finding }: { code: string }) => finding);
  expect(codes).toEqual(
    expect.arrayContaining([
      'recovered-parent',
      'same-name',
      'bad-json',
      'unknown-key',
      'refused-secret',
      'duplicate-key',
    ]),
  );
  expect(found.documents).toMatchObject({
    account: { made: 3, recovered: 1 },
    persona: { made: 1, recovered: 1 },
  });
  expect(JSON.stringify(found)).not.toContain('geheim');
});

test('the text for a person shows no control characters, and says what is kept only raw', async () => {
  const file = await folder.write('odd.json', JSON.stringify({ '\u001b[31mred': 'x', authState: 'geheim' }));
  const { code, stdout, stderr } = await blossomer(['doctor', file]);
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  expect(stdout).not.toContain('\u001b');
  expect(stdout).not.toContain('geheim');
  expect(stdout).toContain('Secrets, which an import leaves out: authState.\n');
  expect(stdout).toMatch(
    /\nIt can be imported, but 1 value would be kept with the raw import only \(quarantined\)\.\n$/,
  );
});

test('a file that is no dump is one sentence', async () => {
  const file = await folder.write('list.json', '[]');
  expect(await blossomer(['doctor', file])).toEqual({
    code: 1,
    stdout: '',
    stderr: `${file} holds a list; a dump is a JSON object of localStorage keys and their strings.\n`,
  });
  expect((await blossomer(['doctor'])).code).toBe(2);
});
