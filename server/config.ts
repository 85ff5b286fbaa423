import { resolve } from 'node:path';
import { type Phase, phases } from '@blossomer/contract';
import { z } from 'zod';
import { type ModelSettings, modelSettings } from './ai/settings.ts';
import type { LimitSettings } from './limits/limits.ts';
import { readRate } from './limits/rates.ts';

/** Everything that can be set from outside, read once at start and checked before anything else happens. */
export interface Config {
  mode: 'production' | 'development' | 'test';
  host: string;
  /** null: 8000 or the next free one. */
  port: number | null;
  dataDir: string;
  /** null: the embedded PostgreSQL in dataDir. */
  databaseUrl: string | null;
  /** Runs migrations; the owner of the tables. */
  databaseOwnerUrl: string | null;
  /** `transaction`: a pooler such as PgBouncer gives each transaction whichever connection is free. */
  databasePooler: 'none' | 'transaction';
  identity:
    | { mode: 'stack'; projectId: string; apis: string[]; publishableClientKey: string | null }
    | { mode: 'development' };
  /** Of Svix, `whsec_...`; null: no webhooks are taken. */
  webhookSecret: string | null;
  trustProxy: string[] | false;
  logLevel: LogLevel;
  /** null: no metrics. */
  metrics: { host: string; port: number } | null;
  /** Shared pipelined connections, and those for one transaction each. */
  pool: { pipelines: number; exclusive: number; statementSeconds: number };
  /** How long a stopping server waits for what is under way. */
  drainSeconds: number;
  eventLoopMillisecondsMax: number;
  /** Threads that carry out imports, and the heap of each. */
  imports: { threads: number; memoryMegabytesMax: number };
  limits: LimitSettings;
  /** How many generations this process carries out at once; 0: it leaves them to others. */
  generationWorkers: number;
  /** Whether websites on this machine may be read; never in production. */
  websiteAllowLoopback: boolean;
  models: ModelSettings;
  /** No person is further than this on the way from the browser to the database. */
  migrationFurthest: Phase;
}

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** The only place that reads the environment of the process. */
export function environment(): Record<string, string | undefined> {
  return process.env;
}

const logLevels = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;
export type LogLevel = (typeof logLevels)[number];

const filled = (value: unknown) => (value === '' ? undefined : value);
const postgresUrl = z.string().regex(/^postgres(ql)?:\/\//, 'must begin with postgres://');

function wholeNumber(least: number, most: number) {
  const message = `must be a whole number from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d{1,6}$/, message)
    .transform(Number)
    .refine((value) => value >= least && value <= most, { error: message });
}
const redisUrl = z.string().regex(/^rediss?:\/\/./, 'must begin with redis:// or rediss://');

/** A key travels to it. */
const apiUrl = z
  .url('must be an address such as https://models.example/v1')
  .refine((text) => isSafeApi(text), {
    error: 'must be https unless it is on this machine, and have no user name, query or fragment',
  });
const price = z
  .string()
  .regex(/^\d{1,4}(\.\d{1,4})?$/, 'must be US dollars for a million tokens, such as 3 or 0.25');
const apiKey = z.string().regex(/^[\x21-\x7e]{1,512}$/, 'must be one word, without spaces');
const modelName = z.string().regex(/^[\w.:/@+-]{1,128}$/, 'must be the name of a model');

const rate = (points: number, seconds: number) =>
  z
    .string()
    .default(String(points))
    .transform((text, { addIssue }) => {
      const read = readRate(text, seconds);
      if (!read)
        addIssue(
          'must be a count from 1 to 1000000000, with or without a window of at most 7d: 600 or 600/1m',
        );
      return read ?? { points, seconds };
    });

const Environment = z.object({
  NODE_ENV: z.preprocess(filled, z.string().optional()),
  HOST: z.preprocess(filled, z.string().default('127.0.0.1')),
  PORT: z.preprocess(filled, wholeNumber(0, 65535).optional()),
  DATA_DIR: z.preprocess(filled, z.string().default('.data')),
  DATABASE_URL: z.preprocess(filled, postgresUrl.optional()),
  DATABASE_OWNER_URL: z.preprocess(filled, postgresUrl.optional()),
  DATABASE_POOLER: z.preprocess(filled, z.enum(['none', 'transaction']).default('none')),
  STACK_PROJECT_ID: z.preprocess(filled, z.uuid('must be the UUID of the Stack Auth project').optional()),
  STACK_API_URL: z.preprocess(
    filled,
    z.url('must be an address such as https://api.stack-auth.com').optional(),
  ),
  STACK_PUBLISHABLE_CLIENT_KEY: z.preprocess(filled, z.string().optional()),
  STACK_WEBHOOK_SECRET: z.preprocess(
    filled,
    z
      .string()
      .regex(/^whsec_[A-Za-z0-9+/]{20,}={0,2}$/, 'must be the signing secret of the webhook, whsec_...')
      .optional(),
  ),
  TRUST_PROXY: z.preprocess(filled, z.string().optional()),
  METRICS_PORT: z.preprocess(filled, wholeNumber(0, 65535).optional()),
  METRICS_HOST: z.preprocess(filled, z.string().default('127.0.0.1')),
  DATABASE_PIPELINES: z.preprocess(filled, wholeNumber(1, 64).default(4)),
  DATABASE_EXCLUSIVE: z.preprocess(filled, wholeNumber(1, 64).default(4)),
  STATEMENT_SECONDS: z.preprocess(filled, wholeNumber(1, 600).default(30)),
  DRAIN_SECONDS: z.preprocess(filled, wholeNumber(0, 600).default(25)),
  EVENT_LOOP_MS_MAX: z.preprocess(filled, wholeNumber(50, 60_000).default(1000)),
  IMPORT_THREADS: z.preprocess(filled, wholeNumber(1, 16).default(2)),
  IMPORT_MEMORY_MB: z.preprocess(filled, wholeNumber(128, 16_384).default(1024)),
  MIGRATION_FURTHEST: z.preprocess(filled, z.enum(phases).default('db-only')),
  LOG_LEVEL: z.preprocess(filled, z.enum(logLevels).optional()),
  REDIS_URL: z.preprocess(filled, redisUrl.optional()),
  REDIS_PREFIX: z.preprocess(filled, z.string().default('blossomer:limit:')),
  LIMIT_GUEST: z.preprocess(filled, rate(300, 60)),
  LIMIT_READ: z.preprocess(filled, rate(3000, 60)),
  LIMIT_WRITE: z.preprocess(filled, rate(600, 60)),
  LIMIT_IMPORT: z.preprocess(filled, rate(60, 3600)),
  LIMIT_GENERATE_COMPANY: z.preprocess(filled, rate(10, 3600)),
  LIMIT_GENERATE_ACCOUNT: z.preprocess(filled, rate(20, 3600)),
  LIMIT_GENERATE_PERSONA: z.preprocess(filled, rate(20, 3600)),
  LIMIT_GENERATE_CAMPAIGN: z.preprocess(filled, rate(5, 3600)),
  LIMIT_GENERATE_DAY: z.preprocess(filled, rate(100, 86_400)),
  LIMIT_GENERATE_GUEST: z.preprocess(filled, rate(5, 3600)),
  LIMIT_GENERATE_TOKENS: z.preprocess(filled, rate(500_000, 86_400)),
  GENERATION_WORKERS: z.preprocess(filled, wholeNumber(0, 64).default(4)),
  WEBSITE_ALLOW_LOOPBACK: z.preprocess(filled, z.enum(['true', 'false']).default('false')),
  AI_PROVIDERS: z.preprocess(filled, z.string().optional()),
  AI_OPENAI_API_KEY: z.preprocess(filled, apiKey.optional()),
  AI_OPENAI_MODEL: z.preprocess(filled, modelName.optional()),
  AI_OPENAI_BASE_URL: z.preprocess(filled, apiUrl.optional()),
  AI_OPENAI_PRICE_INPUT: z.preprocess(filled, price.optional()),
  AI_OPENAI_PRICE_OUTPUT: z.preprocess(filled, price.optional()),
  AI_ANTHROPIC_API_KEY: z.preprocess(filled, apiKey.optional()),
  AI_ANTHROPIC_MODEL: z.preprocess(filled, modelName.optional()),
  AI_ANTHROPIC_BASE_URL: z.preprocess(filled, apiUrl.optional()),
  AI_ANTHROPIC_PRICE_INPUT: z.preprocess(filled, price.optional()),
  AI_ANTHROPIC_PRICE_OUTPUT: z.preprocess(filled, price.optional()),
  AI_GOOGLE_API_KEY: z.preprocess(filled, apiKey.optional()),
  AI_GOOGLE_MODEL: z.preprocess(filled, modelName.optional()),
  AI_GOOGLE_BASE_URL: z.preprocess(filled, apiUrl.optional()),
  AI_GOOGLE_PRICE_INPUT: z.preprocess(filled, price.optional()),
  AI_GOOGLE_PRICE_OUTPUT: z.preprocess(filled, price.optional()),
  AI_COMPATIBLE_API_KEY: z.preprocess(filled, apiKey.optional()),
  AI_COMPATIBLE_MODEL: z.preprocess(filled, modelName.optional()),
  AI_COMPATIBLE_BASE_URL: z.preprocess(filled, apiUrl.optional()),
  AI_COMPATIBLE_PRICE_INPUT: z.preprocess(filled, price.optional()),
  AI_COMPATIBLE_PRICE_OUTPUT: z.preprocess(filled, price.optional()),
  AI_COMPATIBLE_STRUCTURED: z.preprocess(filled, z.enum(['true', 'false']).default('true')),
});

/** The vendor renamed itself; its tokens carry the name of whichever host the browser spoke to, under the same keys. */
const vendorApis = ['https://api.stack-auth.com', 'https://api.hexclave.com'];

/** Throws `ConfigError` with one sentence for each thing that is wrong. */
export function readConfig(variables: Record<string, string | undefined>): Config {
  const parsed = Environment.safeParse(variables);
  if (!parsed.success) {
    throw new ConfigError(
      parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}.`).join(' '),
    );
  }
  const env = parsed.data;
  if (env.DATABASE_OWNER_URL && !env.DATABASE_URL) {
    throw new ConfigError(
      'DATABASE_OWNER_URL is set and DATABASE_URL is not; set both, or neither for the embedded database.',
    );
  }
  return {
    mode: env.NODE_ENV === 'development' || env.NODE_ENV === 'test' ? env.NODE_ENV : 'production',
    host: env.HOST,
    port: env.PORT ?? null,
    dataDir: resolve(env.DATA_DIR),
    databaseUrl: env.DATABASE_URL ?? null,
    databaseOwnerUrl: env.DATABASE_OWNER_URL ?? env.DATABASE_URL ?? null,
    databasePooler: env.DATABASE_POOLER,
    identity: identityFrom(env),
    webhookSecret: env.STACK_WEBHOOK_SECRET ?? null,
    trustProxy: env.TRUST_PROXY ? env.TRUST_PROXY.split(',').map((part) => part.trim()) : false,
    metrics: env.METRICS_PORT === undefined ? null : { host: env.METRICS_HOST, port: env.METRICS_PORT },
    pool: {
      pipelines: env.DATABASE_PIPELINES,
      exclusive: env.DATABASE_EXCLUSIVE,
      statementSeconds: env.STATEMENT_SECONDS,
    },
    drainSeconds: env.DRAIN_SECONDS,
    eventLoopMillisecondsMax: env.EVENT_LOOP_MS_MAX,
    imports: { threads: env.IMPORT_THREADS, memoryMegabytesMax: env.IMPORT_MEMORY_MB },
    logLevel: env.LOG_LEVEL ?? (env.NODE_ENV === 'development' ? 'warn' : 'info'),
    limits: limitsFrom(env),
    generationWorkers: env.GENERATION_WORKERS,
    websiteAllowLoopback: loopbackFrom(env),
    models: modelsFrom(env),
    migrationFurthest: env.MIGRATION_FURTHEST,
  };
}

function limitsFrom(env: z.infer<typeof Environment>): LimitSettings {
  return {
    redisUrl: env.REDIS_URL ?? null,
    redisPrefix: env.REDIS_PREFIX,
    rates: {
      guest: env.LIMIT_GUEST,
      read: env.LIMIT_READ,
      write: env.LIMIT_WRITE,
      import: env.LIMIT_IMPORT,
      'generate-company': env.LIMIT_GENERATE_COMPANY,
      'generate-account': env.LIMIT_GENERATE_ACCOUNT,
      'generate-persona': env.LIMIT_GENERATE_PERSONA,
      'generate-campaign': env.LIMIT_GENERATE_CAMPAIGN,
      'generate-day': env.LIMIT_GENERATE_DAY,
      'generate-guest': env.LIMIT_GENERATE_GUEST,
      'generate-tokens': env.LIMIT_GENERATE_TOKENS,
    },
  };
}

function loopbackFrom({ WEBSITE_ALLOW_LOOPBACK, NODE_ENV }: z.infer<typeof Environment>): boolean {
  if (WEBSITE_ALLOW_LOOPBACK === 'false') return false;
  // An allow-list here too: whoever may type an address would reach whatever listens beside the server.
  if (NODE_ENV === 'development' || NODE_ENV === 'test') return true;
  throw new ConfigError(
    'WEBSITE_ALLOW_LOOPBACK lets anybody have the server read this machine; it is for development and tests. Leave it out.',
  );
}

function modelsFrom(env: z.infer<typeof Environment>): ModelSettings {
  const read = modelSettings(env);
  if ('faults' in read) throw new ConfigError(read.faults.join(' '));
  return read;
}

function identityFrom(env: z.infer<typeof Environment>): Config['identity'] {
  if (env.STACK_PROJECT_ID) {
    return {
      mode: 'stack',
      projectId: env.STACK_PROJECT_ID.toLowerCase(),
      apis: env.STACK_API_URL ? [checkedApi(env.STACK_API_URL)] : vendorApis,
      publishableClientKey: env.STACK_PUBLISHABLE_CLIENT_KEY ?? null,
    };
  }
  // An allow-list: a deployment that forgot NODE_ENV must not find a door open.
  if (env.NODE_ENV === 'development' || env.NODE_ENV === 'test') return { mode: 'development' };
  throw new ConfigError(
    'STACK_PROJECT_ID is not set, so nobody could sign in. Set it to the id of the Stack Auth project, or run "npm start" for a development server.',
  );
}

function checkedApi(address: string): string {
  const { protocol, hostname } = new URL(address);
  if (protocol !== 'https:' && !loopbackHosts.has(hostname)) {
    throw new ConfigError('STACK_API_URL must be https unless it is on this machine.');
  }
  return address.replace(/\/+$/, '');
}

export const loopbackHosts: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '::1', '[::1]']);

function isSafeApi(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username, password, search, hash } = new URL(address);
  const isSafe = protocol === 'https:' || (protocol === 'http:' && loopbackHosts.has(hostname));
  return isSafe && username + password + search + hash === '';
}
