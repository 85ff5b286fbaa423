import type { Attempt, Model, Prompt } from '../../ai/model.ts';
import { promptHash } from '../../ai/prompts/prompts.ts';
import type { Statement } from '../../segment.ts';
import { storable, storableText } from './rows.ts';

/** A request to a provider, with what was asked. */
export interface AttemptMade extends Attempt {
  prompt: { name: string; version: number; hash: string } | null;
}

export interface Meter {
  /** The same model, whose every request is noted as soon as it has ended. */
  model: Model | null;
  /** Whether one is under way, so that nobody knows yet what it uses. */
  isRunning(): boolean;
}

export function meterOf(model: Model | null, note: (attempt: AttemptMade) => void): Meter {
  let asked = 0;
  const metered: Model = {
    async generate(ask) {
      const prompt = fingerprintOf(ask.prompt);
      asked += 1;
      try {
        return await (model as Model).generate({
          ...ask,
          onAttempt(attempt) {
            note({ ...attempt, prompt });
            ask.onAttempt?.(attempt);
          },
        });
      } finally {
        asked -= 1;
      }
    },
  };
  return { model: model && metered, isRunning: () => asked > 0 };
}

function fingerprintOf(prompt: Prompt): AttemptMade['prompt'] {
  const { name, version } = prompt;
  return { name, version, hash: promptHash(prompt, schemaVersion) };
}

/** Of the documents that are written; what an attempt was held against. */
const schemaVersion = 1;

/** Adds attempts to those that are there, and what they used to the generation. */
export function attemptsKept(userId: string, id: string, attempts: readonly AttemptMade[]): Statement[] {
  if (attempts.length === 0) return [];
  const rows = attempts.map(({ prompt, raw, error, startedAt, endedAt, ...rest }) => ({
    ...rest,
    raw: storableText(raw),
    error: error === null ? null : storableText(error),
    startedAt: startedAt.toISOString(),
    endedAt: endedAt.toISOString(),
    promptName: prompt?.name,
    promptVersion: prompt?.version,
    promptHash: prompt?.hash,
  }));
  return [
    {
      name: 'generations.attempts',
      text: insertAttempts,
      values: [userId, id, storable(rows), schemaVersion],
    },
    { name: 'generations.usage', text: sumUsage, values: [id] },
  ];
}

const insertAttempts = `
  insert into generation_attempts (user_id, generation_id, number, provider, model, prompt_name, prompt_version,
    prompt_hash, schema_version, outcome, status, raw, error, input_tokens, output_tokens, cost_micros, started_at, ended_at)
  select $1, $2::uuid,
    nth + (select coalesce(max(number), 0) from generation_attempts where generation_id = $2::uuid),
    provider, model, "promptName", "promptVersion", "promptHash", $4::integer, outcome, status, raw, error,
    "inputTokens", "outputTokens", "costMicros", "startedAt", "endedAt"
  from rows from (jsonb_to_recordset($3::jsonb) as (provider text, model text, "promptName" text,
    "promptVersion" integer, "promptHash" text, outcome text, status integer, raw text, error text,
    "inputTokens" integer, "outputTokens" integer, "costMicros" bigint, "startedAt" timestamptz,
    "endedAt" timestamptz)) with ordinality as attempt(provider, model, "promptName", "promptVersion", "promptHash",
    outcome, status, raw, error, "inputTokens", "outputTokens", "costMicros", "startedAt", "endedAt", nth)`;

/** The price of all is known when that of each is. */
const sumUsage = `
  update generations set (input_tokens, output_tokens, cost_micros) = (
    select coalesce(sum(input_tokens), 0), coalesce(sum(output_tokens), 0),
      case when count(cost_micros) = count(*) then sum(cost_micros) end
    from generation_attempts where generation_id = $1)
  where id = $1`;
