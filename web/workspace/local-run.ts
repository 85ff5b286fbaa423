import { DemoEvent, type GenerationProblem } from '@blossomer/contract';
import { UnreachableError } from './errors.ts';
import { readEvents } from './event-stream.ts';
import { isEnd, type ToldEvent } from './generations.ts';
import type { StreamReply } from './transport.ts';

type ResultEvent = Extract<DemoEvent, { event: 'result' }>;

/** A guest's generation while its page is open: what it told so far, for whoever looks at it, from wherever they begin. */
export interface Run {
  told: readonly ToldEvent[];
  /** Resolves with the next change of `told`. */
  changed(): Promise<void>;
  abort: AbortController;
}

interface RunOptions {
  reply: StreamReply;
  abort: AbortController;
  /** Writes the document; answers with the version that it has then. */
  written(result: ResultEvent['data']): Promise<{ documentId: string; documentVersion: number }>;
  /** Called once, before the end is told. */
  ended(event: ToldEvent): Promise<void>;
}

export function startRun(options: RunOptions): Run {
  const told: ToldEvent[] = [];
  let wake: () => void = () => {};
  let next = new Promise<void>((resolve) => {
    wake = resolve;
  });
  const tell = (event: Omit<ToldEvent, 'id'>) => {
    told.push({ ...event, id: told.length + 1 } as ToldEvent);
    wake();
    next = new Promise((resolve) => {
      wake = resolve;
    });
  };
  void listen(options, tell);
  return { told, changed: () => next, abort: options.abort };
}

type Tell = (event: Omit<ToldEvent, 'id'>) => void;

async function listen({ reply, abort, written, ended }: RunOptions, tell: Tell): Promise<void> {
  const end = await heard({ reply, abort, written }, tell);
  const last = { ...end, id: 0 } as ToldEvent;
  await ended(last).catch(() => undefined); // No room for the row: what it wrote is there.
  tell(end);
}

/** Everything up to the end, which is given back. */
async function heard({ reply, abort, written }: Omit<RunOptions, 'ended'>, tell: Tell) {
  try {
    for await (const { event } of readEvents(reply.chunks(), DemoEvent)) {
      if (event.event === 'result') {
        tell({ event: 'stage', data: { stage: 'saving' } } as never);
        return { event: 'done', data: await written(event.data) } as const;
      }
      if (isEnd(event)) return event;
      tell(event);
    }
    return { event: 'failed', data: cutOff } as const;
  } catch (error) {
    if (abort.signal.aborted) return { event: 'cancelled', data: {} } as const;
    return { event: 'failed', data: problemOf(error) } as const;
  }
}

const cutOff: GenerationProblem = {
  code: 'server-stopped',
  title: 'The connection was lost in the middle',
  detail:
    'Nothing was written. Without an account a generation lives in the page that began it: start it again.',
  provider: null,
};

export const leftAlone: GenerationProblem = {
  ...cutOff,
  title: 'The page was left in the middle',
};

function problemOf(error: unknown): GenerationProblem {
  if (error instanceof UnreachableError) return cutOff;
  return {
    code: 'internal',
    title: 'What was generated could not be kept',
    detail: error instanceof Error ? error.message : 'Nothing was written.',
    provider: null,
  };
}
