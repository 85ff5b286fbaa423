import { companies } from '@blossomer/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { newPerson, type Person } from '../../hostile/person.ts';

let server: TestServer;
let ann: Person;
beforeAll(async () => {
  server = await startTestServer();
  ann = await newPerson(server);
});
afterAll(() => server.stop());

test.each([
  ...[
    '',
    'acme.com',
    'https://acme.com',
    'HTTP://ACME.COM',
    'acme.com/a?b=c#d',
    'localhost:3000',
    'https://localhost',
  ],
  ...[
    'https://münchen.example/ö',
    'https://acme.com:8443/a b'.replace(' ', '%20'),
    'sub.acme.co.uk',
    '127.0.0.1:80',
  ],
  `https://acme.com/${'ä'.repeat(2031)}`,
])('the address %s is kept as it was typed', async (url) => {
  const { body } = await ann.client(companies.create, { body: { name: 'Acme', url } });
  expect(body.url).toBe(url);
  expect((await ann.client(companies.view, { params: { id: body.id } })).body).toEqual(body);
});
