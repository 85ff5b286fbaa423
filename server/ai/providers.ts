import { createAnthropic } from '@ai-sdk/anthropic';
import { createGoogleGenerativeAI } from '@ai-sdk/google';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { jsonSchema, type LanguageModel, Output, type streamText } from 'ai';
import type { z } from 'zod';
import { type JsonSchema, type PortableSchema, portableSchema } from './portable-schema.ts';
import type { ProviderName, ProviderSettings } from './settings.ts';

type StreamTextOptions = Parameters<typeof streamText>[0];

/** One provider's own: the model to ask through this `fetch`, and what it has to be told besides. */
export function languageModel(settings: ProviderSettings, fetch: typeof globalThis.fetch): LanguageModel {
  const { name, model, baseUrl: baseURL, structured: supportsStructuredOutputs } = settings;
  const apiKey = settings.apiKey ?? '';
  switch (name) {
    case 'openai':
      return createOpenAI({ apiKey, baseURL, fetch }).responses(model);
    case 'anthropic':
      return createAnthropic({ apiKey, baseURL, fetch })(model);
    case 'google':
      return createGoogleGenerativeAI({ apiKey, baseURL, fetch })(model);
    case 'compatible':
      return createOpenAICompatible({
        name,
        baseURL,
        fetch,
        supportsStructuredOutputs,
        includeUsage: true,
        ...(settings.apiKey === null ? {} : { apiKey }),
      })(model);
  }
}

/** How a provider is asked for JSON of this schema. */
export function askedFor(settings: ProviderSettings, schema: z.ZodType, schemaName: string): AskedFor {
  const portable = portableSchema(schema, isStrictAbout[settings.name] ? 'nullable' : 'absent');
  return {
    output: wholeOutput(portable.json, schemaName),
    providerOptions: optionsFor(portable),
    systemMore: settings.structured ? '' : inWords(portable.json),
    characters: JSON.stringify(portable.json).length,
  };
}

export interface AskedFor {
  output: Output.Output<unknown, unknown>;
  providerOptions: NonNullable<StreamTextOptions['providerOptions']>;
  systemMore: string;
  /** Of the schema, for the estimate of what the request used. */
  characters: number;
}

/** Those that hold an answer to the schema only if every member is required. */
const isStrictAbout: Record<ProviderName, boolean> = {
  openai: true,
  compatible: true,
  anthropic: false,
  google: false,
};

/**
 * The library would parse everything that came so far with each piece of it, where `AnswerReader` reads each piece once. It
 * passes a piece on when the partial output is another than before, so the length stands for it.
 */
function wholeOutput(json: JsonSchema, name: string): Output.Output<unknown, unknown> {
  const output = Output.object({ schema: jsonSchema(json), name });
  return { ...output, parsePartialOutput: async ({ text }) => ({ partial: text.length }) };
}

function optionsFor({ isStrict }: PortableSchema): AskedFor['providerOptions'] {
  return {
    openai: { strictJsonSchema: isStrict, store: false },
    compatible: { strictJsonSchema: isStrict },
  };
}

function inWords(json: JsonSchema): string {
  return `\n\nAnswer with one JSON object and nothing else. It must be valid against this JSON schema:\n${JSON.stringify(json)}`;
}

// It would write to the console what it thinks of a request.
globalThis.AI_SDK_LOG_WARNINGS = false;
