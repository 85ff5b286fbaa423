import { rfc3339 } from '../../document/table.ts';
import type { Section } from './everything.ts';

/** What was generated for a person, from what, at what cost, and which pages were read for it. */
export const sectionsOfGenerations: readonly Section[] = [
  {
    member: 'generations',
    tables: ['generations'],
    query: `select (jsonb_build_object('id', id, 'kind', kind, 'documentId', document_id, 'again', again,
      'idempotencyKey', idempotency_key, 'state', state, 'stage', stage, 'inputs', inputs, 'fields', fields,
      'result', result, 'evidence', evidence, 'pages', pages, 'upstream', upstream, 'regeneration', regeneration,
      'problem', problem, 'provider', provider, 'model', model, 'inputTokens', input_tokens,
      'outputTokens', output_tokens, 'costMicros', cost_micros, 'documentVersion', document_version,
      'lastEvent', last_event, 'run', run, 'starts', starts, 'lost', lost)
      || jsonb_build_object('createdAt', ${rfc3339('created_at')}, 'startedAt', ${rfc3339('started_at')},
      'endedAt', ${rfc3339('ended_at')}))::text from generations order by user_id, id`,
  },
  {
    member: 'generationAttempts',
    tables: ['generation_attempts'],
    query: `select json_build_object('generationId', generation_id, 'number', number, 'provider', provider,
      'model', model, 'promptName', prompt_name, 'promptVersion', prompt_version, 'promptHash', prompt_hash,
      'schemaVersion', schema_version, 'outcome', outcome, 'status', status, 'raw', raw, 'error', error,
      'inputTokens', input_tokens, 'outputTokens', output_tokens, 'costMicros', cost_micros,
      'startedAt', ${rfc3339('started_at')}, 'endedAt', ${rfc3339('ended_at')})::text
      from generation_attempts order by user_id, generation_id, number`,
  },
  {
    member: 'generationEvents',
    tables: ['generation_events'],
    query: `select json_build_object('generationId', generation_id, 'seq', seq, 'event', event, 'data', data,
      'at', ${rfc3339('at')})::text from generation_events order by user_id, generation_id, seq`,
  },
  {
    member: 'generationSpending',
    tables: ['generation_spending'],
    query: `select json_build_object('generationId', generation_id, 'run', run, 'reservedTokens', reserved_tokens,
      'usedTokens', used_tokens, 'at', ${rfc3339('at')}, 'settledAt', ${rfc3339('settled_at')})::text
      from generation_spending order by user_id, generation_id, run`,
  },
  {
    member: 'websitePages',
    tables: ['website_pages'],
    query: `select json_build_object('url', url, 'page', page, 'fetchedAt', ${rfc3339('fetched_at')})::text
      from website_pages order by user_id, url`,
  },
];
