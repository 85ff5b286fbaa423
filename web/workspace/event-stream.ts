import { createParser } from 'eventsource-parser';
import type { z } from 'zod';

/**
 * Server-sent events out of the bytes of an answer, each held against its schema as `{event, data}`. What a newer server
 * tells and this build does not know is passed over.
 */
export async function* readEvents<Event>(
  chunks: AsyncIterable<Uint8Array>,
  schema: z.ZodType<Event>,
): AsyncGenerator<{ id: number | null; event: Event }> {
  let ready: { id: number | null; event: Event }[] = [];
  const parser = createParser({
    onEvent: ({ id, event, data }) => {
      const told = schema.safeParse({ event, data: parsed(data) });
      if (told.success) ready.push({ id: numberOf(id), event: told.data });
    },
  });
  const decoder = new TextDecoder();
  for await (const chunk of chunks) {
    parser.feed(decoder.decode(chunk, { stream: true }));
    yield* ready;
    ready = [];
  }
}

function parsed(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}

function numberOf(id: string | undefined): number | null {
  return id !== undefined && /^\d{1,15}$/.test(id) ? Number(id) : null;
}
