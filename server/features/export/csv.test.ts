import {
  AccountData,
  accounts,
  CampaignData,
  campaigns,
  companies,
  type ExportEntity,
  type ExportPreset,
  exportEntities,
  exportPresets,
  exports,
  PersonaData,
  personas,
} from '@blossomer/contract';
import { generatedWork } from '@blossomer/legacy/generated-documents';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { safeCell } from './cells.ts';
import { cellOf, columnsOf, extraOf, fieldsOf } from './fields.ts';
import { presetOf } from './presets.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

describe('a cell', () => {
  test.each([
    '=1+1',
    '=HYPERLINK("http://evil.test")',
    '+1+cmd|calc',
    '-2+3+cmd|" /C calc"!A0',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    '\tword',
    ' =1',
    '＝1',
    '＠x',
    '+',
    '-',
    '- item of a list',
    '+49 30 1234 or =1',
    '-5e',
    '+1(A1)',
  ])('%j gets an apostrophe', (text) => expect(safeCell(text)).toBe(`'${text}`));

  test.each([
    '+49 30 1234',
    '+1 (555) 123-4567',
    '+49/30-1234.5',
    '-5',
    '+5',
    '-0.5',
    '-1,200.50',
    '-1.5e-7',
    '5-6',
    'a=b',
    "'quoted",
    '',
    ' word',
    'https://acme.test/?a=b',
  ])('%j stays as it is', (text) => expect(safeCell(text)).toBe(text));

  test('never begins as a formula does, whatever it holds, unless it is a number', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => `=${text}`),
          fc.string().map((text) => `-${text}`),
        ),
        (text) => {
          const cell = safeCell(text);
          expect(/^[=@\t\r\n]/.test(cell)).toBe(false);
          if (/^[+-]/.test(cell)) expect(cell).toMatch(/^[+-][\d ().,/eE+-]*$/);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe.each(exportPresets.flatMap((preset) => exportEntities.map((entity) => [preset, entity] as const)))(
  'the preset %s for %s',
  (preset, entity) => {
    test('reads fields that exist, and names no column twice', () => {
      const { headers, fields } = presetOf(preset, entity);
      const known = new Set([...columnsOf[entity], ...fieldsOf(entity), 'extra']);
      expect(fields.filter((field) => !known.has(field))).toEqual([]);
      expect(new Set(headers).size).toBe(headers.length);
    });
  },
);

test.each(exportEntities)(
  'the generic table of %s has every field there is, and what is left last',
  (entity) => {
    const { fields } = presetOf('generic', entity);
    expect(fields).toEqual([...columnsOf[entity], ...fieldsOf(entity), 'extra']);
  },
);

test('the cells of a row give its document back, whatever it holds', () => {
  fc.assert(
    fc.property(generatedWork('nobody'), (work) => {
      for (const { entity, name, data } of rowsOf(work)) {
        const { fields, separator } = presetOf('generic', entity);
        const row = { columns: { name }, data };
        const cells = fields.map((field) =>
          safeCell(field === 'extra' ? extraOf(row, fields, separator) : cellOf(row, field, separator)),
        );
        expect(readBack(entity, fields, cells)).toEqual({ name, data });
      }
    }),
    { numRuns: 300 },
  );
});

describe('over HTTP', () => {
  test('it is RFC 4180 with a mark, every row, in order, of the company that was asked for', async () => {
    const ann = server.client('ann@example.test');
    const ids = [];
    for (const name of ['One', 'Two']) ids.push((await ann(companies.create, { body: { name } })).body.id);
    for (let n = 0; n < 30; n += 1) {
      const data = { description: `Line one\r\n"quoted", line ${n}`, rationale: ['a', 'b;c'] };
      await ann(accounts.create, {
        body: { name: n === 7 ? '=evil()' : `Account ${n}`, companyId: ids[n % 2]!, data },
      });
    }
    const text = await table('ann@example.test', { entity: 'accounts', companyId: ids[1]! });
    expect(text.startsWith('\ufeffid,companyId,')).toBe(true);
    const [head = [], ...rows] = parsed(text);
    expect(rows).toHaveLength(15);
    const names = rows.map((row) => row[head.indexOf('name')]);
    expect(names.slice(0, 4)).toEqual(['Account 1', 'Account 3', 'Account 5', "'=evil()"]);
    expect(rows[0]?.[head.indexOf('description')]).toBe('Line one\r\n"quoted", line 1');
    expect(rows[0]?.[head.indexOf('rationale')]).toBe('a; b;c');
    expect(JSON.parse(rows[0]?.at(-1) ?? '')).toEqual({ data: { rationale: ['a', 'b;c'] } });
    expect(JSON.parse(rows[3]?.at(-1) ?? '')).toMatchObject({ name: '=evil()' });
    expect(parsed(await table('ann@example.test', { entity: 'accounts' }))).toHaveLength(31);
  });

  test.each(exportEntities)('%s of somebody who has none are a head alone', async (entity) => {
    for (const preset of exportPresets) {
      const text = await table('nobody@example.test', { entity, preset });
      expect(parsed(text)).toEqual([presetOf(preset, entity).headers]);
    }
  });

  test('what a row belongs to stands in it', async () => {
    const bob = server.client('bob@example.test');
    const company = (await bob(companies.create, { body: { name: 'Acme', url: 'acme.test' } })).body;
    const account = (await bob(accounts.create, { body: { name: 'SaaS', companyId: company.id } })).body;
    const persona = (await bob(personas.create, { body: { name: 'VP', accountId: account.id } })).body;
    const parents = { accountId: account.id, personaId: persona.id };
    await bob(campaigns.create, {
      body: { name: 'Hello', ...parents, status: 'ready', data: { subject: '+49 30 1234' } },
    });
    const [head = [], row = []] = parsed(await table('bob@example.test', { entity: 'campaigns' }));
    const named = Object.fromEntries(head.map((name, index) => [name, row[index]]));
    expect(named).toMatchObject({
      ...parents,
      companyId: company.id,
      companyName: 'Acme',
      companyUrl: 'acme.test',
      accountName: 'SaaS',
      personaName: 'VP',
      status: 'ready',
      subject: '+49 30 1234',
      extra: '',
    });
    const [apollo] = parsed(await table('bob@example.test', { entity: 'personas', preset: 'apollo' }));
    expect(apollo).toContain('Management Level');
  });
});

async function table(
  email: string,
  query: { entity: ExportEntity; preset?: ExportPreset; companyId?: string },
): Promise<string> {
  // The client reads text, and reading takes the mark away.
  const search = new URLSearchParams({ format: 'csv', ...query });
  const reply = await fetch(`${server.url}${exports.whole.path}?${search}`, {
    headers: { authorization: `Bearer ${await server.token(email)}` },
  });
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await reply.arrayBuffer());
}

function rowsOf({
  accounts: list,
  campaigns: mails,
}: Parameters<Parameters<ReturnType<typeof generatedWork>['map']>[0]>[0]) {
  return [
    ...list.map(({ name, data }) => ({ entity: 'accounts' as const, name, data })),
    ...list.flatMap((account) =>
      account.personas.map(({ name, data }) => ({ entity: 'personas' as const, name, data })),
    ),
    ...mails.map(({ document: { name, data } }) => ({ entity: 'campaigns' as const, name, data })),
  ];
}

const schemas = { accounts: AccountData, personas: PersonaData, campaigns: CampaignData };

/** The reading that the table was made for: what is in `extra` goes before what a cell says. */
function readBack(entity: ExportEntity, fields: readonly string[], cells: readonly string[]) {
  const extra = JSON.parse(cells.at(-1) || '{}');
  const data: Record<string, unknown> = structuredClone(extra.data ?? {});
  for (const [index, field] of fields.entries()) {
    const cell = cells[index] ?? '';
    if (!field.startsWith('data.') || cell === '') continue;
    putMissing(data, field.split('.').slice(1), fieldValue(entity, field, cell));
  }
  const name = extra.name ?? cells[fields.indexOf('name')];
  return { name, data };
}

function putMissing(data: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [name = '', ...rest] = path;
  if (rest.length === 0) data[name] ??= value;
  else {
    data[name] ??= {};
    putMissing(data[name] as Record<string, unknown>, rest, value);
  }
}

/** The type of a field, asked of the schema by trying. */
function fieldValue(entity: ExportEntity, field: string, cell: string): unknown {
  const path = field.split('.').slice(1);
  const nested = (value: unknown) => path.reduceRight<unknown>((inner, name) => ({ [name]: inner }), value);
  const candidates = [cell, Number(cell), cell.split('; ')];
  return candidates.find((value) => schemas[entity].safeParse(nested(value)).success);
}

/** RFC 4180, read strictly. */
function parsed(text: string): string[][] {
  const rows: string[][] = [];
  const pattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  pattern.lastIndex = 1;
  let row: string[] = [];
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text);
    if (match === null) throw new Error('this is no RFC 4180');
    row.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === ',') continue;
    rows.push(row);
    row = [];
  }
  expect(row).toEqual([]);
  return rows;
}
