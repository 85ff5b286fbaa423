import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** What was asked, whichever protocol it was asked in. */
export interface WireRequest {
  /** Counts from 0 in the order of arrival. */
  number: number;
  wire: Wire;
  model: string;
  /** null where the protocol has no place for it, as Google's has none. */
  schemaName: string | null;
  /** As it was sent, in the provider's dialect; from the prompt where the server takes no schema. */
  schema: JsonSchema | null;
  system: string;
  user: string;
  headers: IncomingHttpHeaders;
  body: Record<string, unknown>;
}

export const wires = ['openai', 'anthropic', 'google', 'compatible'] as const;
export type Wire = (typeof wires)[number];
export type JsonSchema = Record<string, unknown>;

export const wirePath: Record<Wire, string> = {
  openai: '/openai/v1',
  anthropic: '/anthropic/v1',
  google: '/google/v1beta',
  compatible: '/compatible/v1',
};

/** null: no provider has such an address. */
export function readWireRequest(request: IncomingMessage, text: string, number: number): WireRequest | null {
  const path = (request.url ?? '').split('?')[0] ?? '';
  const wire = wireOf(request.method ?? '', path);
  if (!wire) return null;
  const body: Record<string, unknown> = JSON.parse(text);
  const parts = partsOf(wire, path, body);
  const schema = parts.schema ?? schemaInPrompt(parts.system);
  const schemaName = parts.schemaName ?? (typeof schema?.title === 'string' ? schema.title : null);
  return { number, wire, ...parts, schema, schemaName, headers: request.headers, body };
}

function wireOf(method: string, path: string): Wire | null {
  if (method !== 'POST') return null;
  if (path === '/openai/v1/responses') return 'openai';
  if (path === '/anthropic/v1/messages') return 'anthropic';
  if (path === '/compatible/v1/chat/completions') return 'compatible';
  return /^\/google\/v1beta\/models\/[^/:]+:streamGenerateContent$/.test(path) ? 'google' : null;
}

interface Parts {
  model: string;
  schemaName: string | null;
  schema: JsonSchema | null;
  system: string;
  user: string;
}

function partsOf(wire: Wire, path: string, body: Record<string, unknown>): Parts {
  switch (wire) {
    case 'openai': {
      const format = at(body, 'text', 'format');
      return { ...named(format), ...spoken(body.input), model: String(body.model) };
    }
    case 'compatible': {
      const format = at(body, 'response_format', 'json_schema');
      return { ...named(format), ...spoken(body.messages), model: String(body.model) };
    }
    case 'anthropic': {
      const tool = at(body, 'tools', 0, 'input_schema');
      return {
        schemaName: null,
        schema: (at(body, 'output_config', 'format', 'schema') ?? tool ?? null) as JsonSchema | null,
        system: words(body.system),
        user: spoken(body.messages).user,
        model: String(body.model),
      };
    }
    case 'google':
      return {
        schemaName: null,
        schema: (at(body, 'generationConfig', 'responseSchema') ?? null) as JsonSchema | null,
        system: words(at(body, 'systemInstruction', 'parts')),
        user: spoken(body.contents).user,
        model: /models\/([^/:]+):/.exec(path)?.[1] ?? '',
      };
  }
}

function named(format: unknown): { schemaName: string | null; schema: JsonSchema | null } {
  const name = at(format, 'name');
  return {
    schemaName: typeof name === 'string' ? name : null,
    schema: (at(format, 'schema') ?? null) as JsonSchema | null,
  };
}

function spoken(messages: unknown): { system: string; user: string } {
  const of = (...roles: string[]) =>
    (Array.isArray(messages) ? messages : [])
      .filter((message) => roles.includes(String(at(message, 'role'))))
      .map((message) => words(at(message, 'content') ?? at(message, 'parts')))
      .join('\n');
  return { system: of('system', 'developer'), user: of('user') };
}

function words(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content.map((part) => String(at(part, 'text') ?? '')).join('\n');
}

function schemaInPrompt(system: string): JsonSchema | null {
  const line = system.split('\n').find((candidate) => /^\{.*"type":"object"/.test(candidate));
  return line ? JSON.parse(line) : null;
}

function at(value: unknown, ...path: (string | number)[]): unknown {
  let here = value;
  for (const step of path) {
    if (typeof here !== 'object' || here === null) return undefined;
    here = (here as Record<string, unknown>)[String(step)];
  }
  return here;
}
