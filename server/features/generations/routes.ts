import { generations } from '@blossomer/contract';
import type { Server } from '../../serve.ts';
import { serve } from '../../serve.ts';
import { cancelGeneration } from './cancel.ts';
import { carryOut } from './carry-out.ts';
import { createdGeneration, createGeneration } from './create.ts';
import { openDemo } from './demo.ts';
import { openEventStreams } from './event-stream.ts';
import { positionOf, streamEvents } from './events.ts';
import type { Generating } from './generating.ts';
import { listGenerations, viewGeneration } from './history.ts';
import { listStale } from './stale.ts';

/** A generation is a row and a job; who asks gets the row at once, and hears of the rest. */
export function generationRoutes(server: Server, generating: Generating): void {
  const streams = openEventStreams((error) => generating.log(error, 'of a stream'));
  const demo = openDemo(generating, streams);
  serve(
    server,
    generations.create,
    (ask) => createGeneration(generating, ask),
    (ask) => createdGeneration(ask),
  );
  serve(server, generations.list, ({ caller, query }) => listGenerations(caller, query));
  serve(server, generations.stale, ({ caller }) => listStale(caller));
  serve(server, generations.view, ({ caller, params }) => viewGeneration(caller, params.id));
  serve(server, generations.events, (ask) => {
    const after = positionOf(ask.lastEventId);
    return streamEvents(generating, streams, ask.caller, { id: ask.params.id, after });
  });
  serve(
    server,
    generations.cancel,
    ({ caller, params }) => cancelGeneration(generating, caller, params.id),
    ({ caller, params }) => viewGeneration(caller, params.id),
  );
  serve(server, generations.demo, async ({ body, address = '' }) => demo(body, address));
  server.app.addHook('preClose', async () => streams.close());
  server.app.addHook('preClose', () => generating.jobs.stop());
  // Not before everything is served: a start that fails has taken up nothing.
  server.app.addHook('onReady', async () =>
    generating.jobs.begin(generating.workers, (job, stopping) => carryOut(generating, job, stopping)),
  );
}
