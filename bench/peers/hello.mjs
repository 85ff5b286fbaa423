// The floor of HTTP: Fastify answers 8 KB that are there already, and nobody is asked who asks.
import fastify from 'fastify';
import { listen } from './identity.mjs';

const app = fastify();
const text = JSON.stringify({ data: 'x'.repeat(8000) });
app.get('/api/campaigns/:id', (_request, reply) => reply.type('application/json').send(text));
app.get('/api/campaigns', (_request, reply) => reply.type('application/json').send(text));
await listen(app);
