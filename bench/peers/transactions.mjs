// The usual way by hand: a pool, BEGIN, the identity, the statement, COMMIT; rows as objects.
import fastify from 'fastify';
import pg from 'pg';
import { listen, personOf } from './identity.mjs';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 12 });
const app = fastify();

async function asPerson(person, work) {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query({
      name: 'enter',
      text: "select set_config('app.user_id', $1, true)",
      values: [person],
    });
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

const columns = 'id, account_id, persona_id, name, type, status, data, version, created_at, updated_at';
const resource = (row) => ({
  id: row.id,
  accountId: row.account_id,
  personaId: row.persona_id,
  name: row.name,
  type: row.type,
  status: row.status,
  ...(row.data === undefined ? { description: row.summary } : { data: row.data }),
  version: row.version,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});
const one = { name: 'one', text: `select ${columns} from campaigns where id = $1` };

app.get('/api/campaigns/:id', async (request, reply) => {
  const person = await personOf(request);
  const { rows } = await asPerson(person, (client) => client.query({ ...one, values: [request.params.id] }));
  if (!rows[0]) return reply.code(404).send({});
  const etag = `"${rows[0].version}"`;
  if (request.headers['if-none-match'] === etag) return reply.code(304).send();
  return reply.header('etag', etag).send(resource(rows[0]));
});
app.get('/api/campaigns', async (request) => {
  const person = await personOf(request);
  const { rows } = await asPerson(person, (client) =>
    client.query({
      name: 'list',
      text: `select ${columns.replace('data', 'summary')} from campaigns order by created_at desc, id desc limit 51`,
    }),
  );
  return { items: rows.slice(0, 50).map(resource), nextCursor: rows.length > 50 ? rows[49].id : null };
});
app.post('/api/campaigns', async (request, reply) => {
  const person = await personOf(request);
  const { name, accountId, personaId, data } = request.body;
  const { rows } = await asPerson(person, (client) =>
    client.query({
      name: 'create',
      text: `insert into campaigns (user_id, id, account_id, persona_id, name, data)
        values ($1, gen_random_uuid(), $2, $3, $4, $5) returning ${columns}`,
      values: [person, accountId, personaId, name, data],
    }),
  );
  return reply.code(201).send(resource(rows[0]));
});
app.patch('/api/campaigns/:id', { bodyLimit: 1e6 }, async (request) => {
  const person = await personOf(request);
  const { rows } = await asPerson(person, async (client) => {
    const read = await client.query({ ...one, values: [request.params.id] });
    const next = { ...read.rows[0], ...request.body };
    return client.query({
      name: 'update',
      text: `update campaigns set name = $3, data = $4 where id = $1 and version = $2 returning ${columns}`,
      values: [request.params.id, read.rows[0].version, next.name, next.data],
    });
  });
  return resource(rows[0] ?? {});
});
app.addContentTypeParser(
  'application/merge-patch+json',
  { parseAs: 'string' },
  app.getDefaultJsonParser('error', 'error'),
);
await listen(app);
