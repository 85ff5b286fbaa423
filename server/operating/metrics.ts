import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Database } from '../database.ts';
import { timesOf } from './timing.ts';

/**
 * What Prometheus reads (prometheus.io, "Exposition formats"), on a port of its own that nobody outside reaches.
 * Labels are endpoints, methods, statuses and problem codes: their number is bounded, whatever is asked.
 */
export function observeRequests(app: FastifyInstance, database: Database): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'From the headers of a request to the end of its answer.',
    labelNames: ['endpoint', 'method', 'status'] as const,
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  });
  const databaseDuration = new Histogram({
    name: 'http_request_database_seconds',
    help: 'What a request waited for the database.',
    labelNames: ['endpoint'] as const,
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  });
  const underWay = new Gauge({ name: 'http_requests_in_flight', help: 'Requests under way.', registers });
  const problems = new Counter({
    name: 'http_problems_total',
    help: 'Answers that were problems, by code (docs/problems.md).',
    labelNames: ['code'] as const,
    registers,
  });
  observeDatabase(database, registers);
  const counted = new WeakSet<FastifyRequest>();
  const over = (request: FastifyRequest) => {
    if (counted.delete(request)) underWay.dec(); // An aborted request may also be answered.
  };
  app.addHook('onRequest', async (request) => {
    counted.add(request);
    underWay.inc();
  });
  app.addHook('onRequestAbort', async (request) => over(request));
  app.addHook('onResponse', async (request, reply) => {
    over(request);
    const { endpointId: endpoint = 'none' } = request.routeOptions.config as { endpointId?: string };
    const { db, total } = timesOf(request);
    duration.observe({ endpoint, method: request.method, status: String(reply.statusCode) }, total / 1000);
    databaseDuration.observe({ endpoint }, db / 1000);
    if (request.problemCode !== null) problems.inc({ code: request.problemCode });
  });
  return registry;
}

function observeDatabase(database: Database, registers: Registry[]): void {
  new Gauge({
    name: 'database_pipelines_in_flight',
    help: 'Segments that were sent and are not answered.',
    registers,
    collect() {
      this.set(database.load().inFlight);
    },
  });
  new Gauge({
    name: 'database_exclusive_connections',
    help: 'Connections for transactions: open, idle, and requests that wait for one.',
    labelNames: ['state'] as const,
    registers,
    collect() {
      const { open, idle, waiting } = database.load();
      this.set({ state: 'open' }, open);
      this.set({ state: 'idle' }, idle);
      this.set({ state: 'waiting' }, waiting);
    },
  });
}

/** Serves `/metrics` and nothing else. */
export async function serveMetrics(
  registry: Registry,
  { host, port }: { host: string; port: number },
): Promise<{ port: number; close(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') return void response.writeHead(404).end();
    try {
      response.writeHead(200, { 'content-type': registry.contentType }).end(await registry.metrics());
    } catch {
      response.writeHead(500).end();
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
