import { openModel } from '@blossomer/server/ai/open-model';
import { languageModel } from '@blossomer/server/ai/providers';
import { startWireServer } from '@blossomer/server/ai/wire';
import { generate } from '@blossomer/server/generation/pipeline';
import { streamText } from 'ai';
import { answer, pages, work } from './subject.ts';

export const wayNames = ['fetch', 'streamText', 'pipeline'] as const;
export type WayName = (typeof wayNames)[number];

/** One answer from its first byte to its last. `onContent`: something of it has come. */
export type Way = (signal: AbortSignal, onContent: () => void) => Promise<void>;

/** All three send the same bytes to the provider and get the same ones. */
export async function openWay(name: WayName, baseUrl: string): Promise<Way> {
  if (name === 'pipeline') return pipeline(baseUrl);
  const { body, system, user } = await recorded();
  return name === 'fetch' ? plainFetch(baseUrl, body) : sdkAlone(baseUrl, system, user);
}

/** The floor: the request, and its bytes read and thrown away. */
function plainFetch(baseUrl: string, body: string): Way {
  return async (signal, onContent) => {
    const headers = { 'Content-Type': 'application/json' };
    const response = await fetch(`${baseUrl}/chat/completions`, { method: 'POST', headers, body, signal });
    if (!response.ok || !response.body) throw new Error(`the provider answered ${response.status}`);
    for await (const bytes of response.body) if (bytes.length > 0) onContent();
  };
}

/** The usual way: the SDK, its text read to the end and parsed once. */
function sdkAlone(baseUrl: string, system: string, prompt: string): Way {
  const model = languageModel(providerAt(baseUrl), fetch);
  return async (abortSignal, onContent) => {
    let failure: unknown = null;
    const onError = ({ error }: { error: unknown }) => {
      failure = error;
    };
    const { textStream } = streamText({ model, system, prompt, abortSignal, onError });
    let text = '';
    for await (const part of textStream) {
      text += part;
      onContent();
    }
    if (failure !== null) throw failure;
    JSON.parse(text);
  };
}

/** Ours: pages on file, prompt, schema, fields told as they close, checks, evidence, document. */
async function pipeline(baseUrl: string): Promise<Way> {
  const model = await openModel({ providers: [providerAt(baseUrl)] });
  const onFile = new Map(pages.map((page) => [page.url, page]));
  const cache = { get: async (url: string) => onFile.get(url) ?? null, put: async () => {} };
  const website = { read: () => Promise.reject(new Error('an account reads no website')) };
  return async (signal, onContent) => {
    const tools = { model, website, cache, signal, tell: onContent };
    const { document, evidence } = await generate(work, tools);
    const found = evidence.filter((one) => one.found).length;
    if (document.name !== answer.name.trim() || found !== answer.evidence.length)
      throw new Error(`it wrote another document: ${found} quotes found`);
  };
}

function providerAt(baseUrl: string) {
  const secret = { apiKey: null, price: null };
  return { name: 'compatible' as const, model: 'bench', baseUrl, structured: true, ...secret };
}

/** What our pipeline asks a provider, taken down from the wire. */
async function recorded(): Promise<{ body: string; system: string; user: string }> {
  const wire = await startWireServer({ answer: () => ({ value: answer }) });
  try {
    await (await pipeline(wire.baseUrl('compatible')))(new AbortController().signal, () => {});
    const [asked] = wire.served;
    if (!asked) throw new Error('nothing was asked');
    return { body: JSON.stringify(asked.body), system: asked.system, user: asked.user };
  } finally {
    await wire.stop();
  }
}
