/** The floor: what Fastify costs to say 8 KB, without a person, a database or a header of ours. */
import Fastify from 'fastify';
import { listen } from './listen.js';

const app = Fastify();
const text = JSON.stringify({ hello: 'x'.repeat(8180) });
app.all('/api/*', (_request, reply) =>
  reply.header('content-type', 'application/json; charset=utf-8').send(text),
);
await listen(app);
