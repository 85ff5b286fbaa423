// The usual way with an ORM: a transaction, the identity, typed queries, rows as objects.
import { desc, eq, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import fastify from 'fastify';
import pg from 'pg';
import { listen, personOf } from './identity.mjs';

const campaigns = pgTable('campaigns', {
  userId: text('user_id').notNull(),
  id: uuid('id').notNull(),
  accountId: uuid('account_id').notNull(),
  personaId: uuid('persona_id').notNull(),
  name: text('name').notNull(),
  type: text('type').notNull().default('email'),
  status: text('status').notNull().default('draft'),
  data: jsonb('data').notNull(),
  summary: text('summary').generatedAlwaysAs(sql`''`),
  version: integer('version').notNull().default(1),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
});
const { id, accountId, personaId, name, type, status, data, summary, version, createdAt, updatedAt } =
  campaigns;
const shape = { id, accountId, personaId, name, type, status, data, version, createdAt, updatedAt };
const summaryShape = {
  id,
  accountId,
  personaId,
  name,
  type,
  status,
  description: summary,
  version,
  createdAt,
  updatedAt,
};

const db = drizzle(new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 12 }));
const app = fastify();
const asPerson = (person, work) =>
  db.transaction(async (tx) => {
    await tx.execute(sql`select set_config('app.user_id', ${person}, true)`);
    return work(tx);
  });

app.get('/api/campaigns/:id', async (request, reply) => {
  const person = await personOf(request);
  const [row] = await asPerson(person, (tx) =>
    tx.select(shape).from(campaigns).where(eq(id, request.params.id)),
  );
  if (!row) return reply.code(404).send({});
  const etag = `"${row.version}"`;
  if (request.headers['if-none-match'] === etag) return reply.code(304).send();
  return reply.header('etag', etag).send(row);
});
app.get('/api/campaigns', async (request) => {
  const person = await personOf(request);
  const rows = await asPerson(person, (tx) =>
    tx.select(summaryShape).from(campaigns).orderBy(desc(createdAt), desc(id)).limit(51),
  );
  return { items: rows.slice(0, 50), nextCursor: rows.length > 50 ? rows[49].id : null };
});
app.post('/api/campaigns', async (request, reply) => {
  const person = await personOf(request);
  const { name, accountId, personaId, data } = request.body;
  const [row] = await asPerson(person, (tx) =>
    tx
      .execute(sql`insert into campaigns (user_id, id, account_id, persona_id, name, data)
      values (${person}, gen_random_uuid(), ${accountId}, ${personaId}, ${name}, ${JSON.stringify(data)})
      returning id, name, data, version`)
      .then(({ rows }) => rows),
  );
  return reply.code(201).send(row);
});
app.patch('/api/campaigns/:id', async (request) => {
  const person = await personOf(request);
  const [row] = await asPerson(person, async (tx) => {
    const [read] = await tx.select(shape).from(campaigns).where(eq(id, request.params.id));
    const next = { ...read, ...request.body };
    return tx
      .update(campaigns)
      .set({ name: next.name, data: next.data })
      .where(sql`${id} = ${request.params.id} and ${version} = ${read.version}`)
      .returning(shape);
  });
  return row ?? {};
});
app.addContentTypeParser(
  'application/merge-patch+json',
  { parseAs: 'string' },
  app.getDefaultJsonParser('error', 'error'),
);
await listen(app);
