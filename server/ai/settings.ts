/** Where answers come from, in order of preference; none: there is no model. */
export interface ModelSettings {
  providers: ProviderSettings[];
}

export interface ProviderSettings {
  name: ProviderName;
  model: string;
  /** null: this server asks for none. Secret. */
  apiKey: string | null;
  /** Without a slash at the end. */
  baseUrl: string;
  /** US dollars for a million tokens, which is millionths of a dollar for one; null: not known. */
  price: { input: number; output: number } | null;
  /** Whether it takes a JSON schema; else the schema goes into the prompt. */
  structured: boolean;
}

export const providerNames = ['openai', 'anthropic', 'google', 'compatible'] as const;
export type ProviderName = (typeof providerNames)[number];

type Suffix = 'API_KEY' | 'MODEL' | 'BASE_URL' | 'PRICE_INPUT' | 'PRICE_OUTPUT';
export type ModelVariables = { AI_PROVIDERS?: string | undefined; AI_COMPATIBLE_STRUCTURED?: string } & {
  [Name in `AI_${Uppercase<ProviderName>}_${Suffix}`]?: string | undefined;
};

/** Settings that were read one by one, held against each other; else a sentence for each thing that is wrong. */
export function modelSettings(variables: ModelVariables): ModelSettings | { faults: string[] } {
  const names = (variables.AI_PROVIDERS ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
  const faults: string[] = [];
  const providers: ProviderSettings[] = [];
  for (const name of new Set(names)) {
    if (!isProviderName(name)) {
      faults.push(`AI_PROVIDERS names ${quoted(name)}; known are ${providerNames.join(', ')}.`);
      continue;
    }
    const read = providerSettings(name, variables);
    if ('faults' in read) faults.push(...read.faults);
    else providers.push(read);
  }
  return faults.length > 0 ? { faults } : { providers };
}

/** Explicit, so that variables which the libraries look for by themselves change nothing. */
const homes: Record<Exclude<ProviderName, 'compatible'>, string> = {
  openai: 'https://api.openai.com/v1',
  anthropic: 'https://api.anthropic.com/v1',
  google: 'https://generativelanguage.googleapis.com/v1beta',
};

function providerSettings(
  name: ProviderName,
  variables: ModelVariables,
): ProviderSettings | { faults: string[] } {
  const prefix = `AI_${name.toUpperCase() as Uppercase<ProviderName>}` as const;
  const apiKey = variables[`${prefix}_API_KEY`] ?? null;
  const model = variables[`${prefix}_MODEL`];
  const baseUrl = variables[`${prefix}_BASE_URL`] ?? (name === 'compatible' ? undefined : homes[name]);
  const input = variables[`${prefix}_PRICE_INPUT`];
  const output = variables[`${prefix}_PRICE_OUTPUT`];
  const faults: string[] = [];
  const missing = (setting: string, what: string) =>
    faults.push(`${setting} is not set, and AI_PROVIDERS names ${name}; set it to ${what}.`);
  if (apiKey === null && name !== 'compatible') missing(`${prefix}_API_KEY`, 'the key of your account there');
  if (model === undefined) missing(`${prefix}_MODEL`, 'the name of the model to ask');
  if (baseUrl === undefined) missing(`${prefix}_BASE_URL`, 'an address such as http://127.0.0.1:11434/v1');
  if ((input === undefined) !== (output === undefined))
    faults.push(`${prefix}_PRICE_INPUT and ${prefix}_PRICE_OUTPUT go together; set both or neither.`);
  if (faults.length > 0 || model === undefined || baseUrl === undefined) return { faults };
  return {
    name,
    model,
    apiKey,
    baseUrl: baseUrl.replace(/\/+$/, ''),
    price:
      input === undefined || output === undefined ? null : { input: Number(input), output: Number(output) },
    structured: name !== 'compatible' || variables.AI_COMPATIBLE_STRUCTURED !== 'false',
  };
}

function isProviderName(name: string): name is ProviderName {
  return (providerNames as readonly string[]).includes(name);
}

/** A key that was put into the wrong setting must not be printed. */
function quoted(name: string): string {
  return /^[a-z]{1,16}$/.test(name) ? `"${name}"` : 'something else';
}
