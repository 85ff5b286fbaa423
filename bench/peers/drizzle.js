/** The same routes with an ORM, as its documentation writes them. */
import { randomUUID } from 'node:crypto';
import { desc, eq, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import Fastify from 'fastify';
import pg from 'pg';
import { createVerifier } from './identity.js';
import { given, listen } from './listen.js';

const db = drizzle(new pg.Pool({ connectionString: given.databaseUrl, max: 16 }));
const verify = createVerifier(given);
const app = Fastify();
const parseAs = { parseAs: 'string' };
app.addContentTypeParser('application/merge-patch+json', parseAs, app.getDefaultJsonParser('error', 'error'));

const campaigns = pgTable('campaigns', {
  userId: text('user_id').notNull(),
  id: uuid('id').notNull(),
  accountId: uuid('account_id').notNull(),
  personaId: uuid('persona_id').notNull(),
  name: text('name').notNull(),
  type: text('type').notNull(),
  status: text('status').notNull(),
  data: jsonb('data').notNull(),
  description: text('summary'),
  version: integer('version').notNull(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
  updatedAt: timestamp('updated_at', { withTimezone: true }).notNull(),
});
// What the app may insert; an ORM names every column of a table, and the rights are by column.
const newCampaigns = pgTable('campaigns', {
  userId: text('user_id').notNull(),
  id: uuid('id').notNull(),
  accountId: uuid('account_id').notNull(),
  personaId: uuid('persona_id').notNull(),
  name: text('name').notNull(),
  data: jsonb('data').notNull(),
});
const { id, accountId, personaId, name, type, status, data, description, version, createdAt, updatedAt } =
  campaigns;
const head = { id, accountId, personaId, name, type, status };
const tail = { version, createdAt, updatedAt };
const resource = { ...head, data, ...tail };
const summary = { ...head, description, ...tail };

async function asUser(request, work) {
  const userId = await verify(request);
  return db.transaction(async (tx) => {
    if (request.method === 'GET') await tx.execute(sql`select enter(${userId})`);
    else await tx.execute(sql`select enter(${userId}, ${'person'}, ${randomUUID()})`);
    return work(tx, userId);
  });
}

function answer(reply, code, row) {
  if (!row) return reply.code(404).send({ status: 404 });
  return reply.code(code).header('etag', `"${row.version}"`).send(row);
}

app.get('/api/campaigns/:id', async (request, reply) => {
  const [row] = await asUser(request, (tx) =>
    tx.select(resource).from(campaigns).where(eq(campaigns.id, request.params.id)),
  );
  if (row && request.headers['if-none-match'] === `"${row.version}"`) {
    return reply.code(304).header('etag', `"${row.version}"`).send();
  }
  return answer(reply, 200, row);
});

app.get('/api/campaigns', async (request) => {
  const order = [desc(campaigns.createdAt), desc(campaigns.id)];
  const rows = await asUser(request, (tx) =>
    tx
      .select(summary)
      .from(campaigns)
      .orderBy(...order)
      .limit(51),
  );
  return { items: rows.slice(0, 50), nextCursor: rows.length > 50 ? rows[49].id : null };
});

app.post('/api/campaigns', async (request, reply) => {
  const { accountId, personaId, name, data } = request.body;
  const [row] = await asUser(request, (tx, userId) => {
    const values = { userId, id: randomUUID(), accountId, personaId, name, data };
    return tx.insert(newCampaigns).values(values).returning(resource);
  });
  return answer(reply, 201, row);
});

app.patch('/api/campaigns/:id', async (request, reply) => {
  const here = eq(campaigns.id, request.params.id);
  const [row] = await asUser(request, async (tx) => {
    const [current] = await tx.select(resource).from(campaigns).where(here).for('update');
    const { name = current.name, data = {} } = request.body;
    const values = { name, data: { ...current.data, ...data } };
    return tx.update(campaigns).set(values).where(here).returning(resource);
  });
  return answer(reply, 200, row);
});

await listen(app);
