/** The same routes as they are usually written on pg: four round trips, rows as objects. */
import { randomUUID } from 'node:crypto';
import Fastify from 'fastify';
import pg from 'pg';
import { createVerifier } from './identity.js';
import { given, listen } from './listen.js';

const pool = new pg.Pool({ connectionString: given.databaseUrl, max: 16 });
const verify = createVerifier(given);
const app = Fastify();
const parseAs = { parseAs: 'string' };
app.addContentTypeParser('application/merge-patch+json', parseAs, app.getDefaultJsonParser('error', 'error'));

async function asUser(request, work) {
  const userId = await verify(request);
  const client = await pool.connect();
  try {
    await client.query('begin');
    if (request.method === 'GET') await client.query('select enter($1)', [userId]);
    else await client.query('select enter($1, $2, $3)', [userId, 'person', randomUUID()]);
    const result = await work(client, userId);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

const resource = (row) => ({
  id: row.id,
  accountId: row.account_id,
  personaId: row.persona_id,
  name: row.name,
  type: row.type,
  status: row.status,
  data: row.data,
  version: row.version,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

const columns = 'id, account_id, persona_id, name, type, status, data, version, created_at, updated_at';

function answer(reply, status, row) {
  if (!row) return reply.code(404).send({ status: 404 });
  return reply.code(status).header('etag', `"${row.version}"`).send(resource(row));
}

app.get('/api/campaigns/:id', async (request, reply) => {
  const row = await asUser(request, async (client) => {
    const { rows } = await client.query(`select ${columns} from campaigns where id = $1`, [
      request.params.id,
    ]);
    return rows[0];
  });
  if (row && request.headers['if-none-match'] === `"${row.version}"`) {
    return reply.code(304).header('etag', `"${row.version}"`).send();
  }
  return answer(reply, 200, row);
});

app.get('/api/campaigns', async (request) => {
  const text = `select id, account_id, persona_id, name, type, status, summary, version, created_at, updated_at
    from campaigns order by created_at desc, id desc limit 51`;
  const { rows } = await asUser(request, (client) => client.query(text));
  const items = rows.slice(0, 50).map((row) => {
    const { data: _data, ...rest } = resource(row);
    return { ...rest, description: row.summary };
  });
  return { items, nextCursor: rows.length > 50 ? rows[49].id : null };
});

app.post('/api/campaigns', async (request, reply) => {
  const { accountId, personaId, name, data } = request.body;
  const row = await asUser(request, async (client, userId) => {
    const { rows } = await client.query(
      `insert into campaigns (user_id, id, account_id, persona_id, name, data)
        values ($1, $2, $3, $4, $5, $6) returning ${columns}`,
      [userId, randomUUID(), accountId, personaId, name, data],
    );
    return rows[0];
  });
  return answer(reply, 201, row);
});

app.patch('/api/campaigns/:id', async (request, reply) => {
  const row = await asUser(request, async (client) => {
    const { rows } = await client.query(`select ${columns} from campaigns where id = $1 for update`, [
      request.params.id,
    ]);
    const { name = rows[0].name, data = {} } = request.body;
    const updated = await client.query(
      `update campaigns set name = $2, data = $3 where id = $1 returning ${columns}`,
      [request.params.id, name, { ...rows[0].data, ...data }],
    );
    return updated.rows[0];
  });
  return answer(reply, 200, row);
});

await listen(app);
