import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig } from '../config.ts';
import { providerNames } from './settings.ts';

const read = (variables: Record<string, string>) => readConfig({ NODE_ENV: 'test', ...variables }).models;
const keyed = (name: string, more: Record<string, string> = {}) => ({
  AI_PROVIDERS: name,
  [`AI_${name.toUpperCase()}_API_KEY`]: 'canary-0123456789',
  [`AI_${name.toUpperCase()}_MODEL`]: 'some/model-1:latest',
  ...(name === 'compatible' ? { AI_COMPATIBLE_BASE_URL: 'http://127.0.0.1:11434/v1/' } : {}),
  ...more,
});

test('without settings there is no model, also when keys lie about', () => {
  expect(read({})).toEqual({ providers: [] });
  expect(read({ AI_PROVIDERS: '', AI_OPENAI_API_KEY: 'x', OPENAI_API_KEY: 'y' })).toEqual({ providers: [] });
  expect(read({ AI_PROVIDERS: ' , ' })).toEqual({ providers: [] });
});

test('providers come in the order of preference, each once, with their prices', () => {
  const variables = {
    ...keyed('openai'),
    ...keyed('anthropic', { AI_ANTHROPIC_PRICE_INPUT: '3', AI_ANTHROPIC_PRICE_OUTPUT: '15.25' }),
    ...keyed('compatible', { AI_COMPATIBLE_STRUCTURED: 'false', AI_COMPATIBLE_API_KEY: '' }),
    AI_PROVIDERS: 'compatible, Anthropic,openai,anthropic',
    OPENAI_BASE_URL: 'https://elsewhere.example',
  };
  expect(read(variables).providers).toEqual([
    {
      name: 'compatible',
      model: 'some/model-1:latest',
      apiKey: null,
      baseUrl: 'http://127.0.0.1:11434/v1',
      price: null,
      structured: false,
    },
    {
      name: 'anthropic',
      model: 'some/model-1:latest',
      apiKey: 'canary-0123456789',
      baseUrl: 'https://api.anthropic.com/v1',
      price: { input: 3, output: 15.25 },
      structured: true,
    },
    expect.objectContaining({ name: 'openai', baseUrl: 'https://api.openai.com/v1', price: null }),
  ]);
});

describe.each(providerNames)('%s', (name) => {
  const prefix = `AI_${name.toUpperCase()}`;

  test.each(['API_KEY', 'MODEL', 'BASE_URL'])('says that %s is missing where it is needed', (suffix) => {
    const isNeeded = name === 'compatible' ? suffix !== 'API_KEY' : suffix !== 'BASE_URL';
    const start = () => read({ ...keyed(name), [`${prefix}_${suffix}`]: '' });
    if (isNeeded)
      expect(start).toThrow(new RegExp(`^${prefix}_${suffix} is not set, and AI_PROVIDERS names ${name};`));
    else expect(start().providers).toHaveLength(1);
  });

  test.each([
    ['http://models.example/v1', false],
    ['https://models.example/v1', true],
    ['http://localhost:1234/v1', true],
    ['http://[::1]:1234', true],
    ['https://ann:secret@models.example', false],
    ['https://models.example/v1?key=secret', false],
    ['https://models.example/v1#x', false],
    ['ftp://127.0.0.1', false],
    ['models.example', false],
  ])('its address %s is taken: %s', (address, isTaken) => {
    const start = () => read(keyed(name, { [`${prefix}_BASE_URL`]: address }));
    if (isTaken) expect(start().providers[0]?.baseUrl).toBe(address);
    else expect(start).toThrow(new RegExp(`^${prefix}_BASE_URL must be`));
  });

  test('a price alone, or one that is none, is refused', () => {
    expect(() => read(keyed(name, { [`${prefix}_PRICE_INPUT`]: '3' }))).toThrow(/go together/);
    expect(() => read(keyed(name, { [`${prefix}_PRICE_OUTPUT`]: '-1' }))).toThrow(/must be US dollars/);
  });

  test('no sentence about a wrong setting holds a key', () => {
    const wrong = [
      { [`${prefix}_API_KEY`]: 'canary 0123456789' },
      { [`${prefix}_MODEL`]: 'canary-0123456789 x' },
      { [`${prefix}_BASE_URL`]: 'http://x.example/?canary-0123456789' },
      { [`${prefix}_PRICE_INPUT`]: 'canary-0123456789' },
      { AI_PROVIDERS: 'canary-0123456789' },
    ];
    for (const more of wrong) {
      const failed = caught(() => read(keyed(name, more)));
      expect(failed).toBeInstanceOf(ConfigError);
      expect(String(failed)).not.toContain('0123456789');
    }
  });
});

test('an unknown provider is refused, with those that are known', () => {
  expect(() => read({ AI_PROVIDERS: 'opnai' })).toThrow(
    'AI_PROVIDERS names "opnai"; known are openai, anthropic, google, compatible.',
  );
});

function caught(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  return null;
}
