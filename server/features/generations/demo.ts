import type { DemoGeneration } from '@blossomer/contract';
import { Unavailable } from '../../failures.ts';
import type { KnownDocument, News, Work } from '../../generation/generate.ts';
import type { Answer } from '../../serve.ts';
import { noModel } from './create.ts';
import { problemOf } from './ending.ts';
import { type EventSink, type EventStreams, eventStreamHeaders } from './event-stream.ts';
import type { Generating } from './generating.ts';
import { noPages } from './pages.ts';
import { storable } from './rows.ts';

/** As many guests at once as there may be generations of people: what waits for a model is no work for this process. */
const guestsAtOnceMax = 16;

/**
 * The same for somebody without an account: what is known comes with the request, news and result go out with the answer,
 * and neither is written anywhere. A guest who goes away takes the request to the model along.
 */
export function openDemo(generating: Generating, streams: EventStreams) {
  let underWay = 0;
  return function demo(body: DemoGeneration, address: string): Answer {
    if (body.kind !== 'company' && generating.model === null) throw noModel();
    if (underWay >= guestsAtOnceMax) {
      throw new Unavailable(
        'overloaded',
        'Too many guests generate at the moment; please try again in a moment.',
      );
    }
    underWay += 1;
    try {
      const stream = streams.open(`guest ${address}`, async (sink, signal) => {
        try {
          await generateFor(generating, body, sink, signal);
        } finally {
          underWay -= 1;
        }
      });
      return { status: 200, stream, headers: eventStreamHeaders };
    } catch (error) {
      underWay -= 1;
      throw error;
    }
  };
}

async function generateFor(
  generating: Generating,
  body: DemoGeneration,
  sink: EventSink,
  signal: AbortSignal,
): Promise<void> {
  const { model, website } = generating;
  let number = 0;
  let sending = Promise.resolve();
  const send = (event: string, data: unknown) => {
    number += 1;
    const id = String(number);
    sending = sending.then(() => sink.send({ id, event, data: storable(data) }));
  };
  try {
    const tell = ({ event, data }: News) => send(event, data);
    const tools = { model, website, cache: noPages, signal, tell };
    const { document, evidence, pages, ...by } = await generating.generate(workOf(body), tools);
    send('result', { document, evidence, pages, provider: by.provider, model: by.model });
  } catch (error) {
    if (signal.aborted) return;
    const problem = problemOf(error);
    if (problem.code === 'internal') generating.log(error, 'of a guest');
    send('failed', problem);
  }
  await sending;
}

function workOf(body: DemoGeneration): Work {
  const { kind, inputs } = body;
  const known = body as Partial<Record<'company' | 'account' | 'persona', KnownDocument>>;
  return {
    kind,
    inputs,
    company: known.company ?? null,
    account: known.account ?? null,
    persona: known.persona ?? null,
  };
}
