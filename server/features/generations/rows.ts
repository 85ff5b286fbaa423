import { rfc3339 } from '../../document/table.ts';
import { Failure } from '../../failures.ts';

/** A generation as JSON text, from a row called `it`, as PostgreSQL writes it. */
const summaryMembers = `'id', it.id, 'kind', it.kind, 'documentId', it.document_id, 'again', it.again, 'state', it.state,
    'stage', it.stage, 'inputs', it.inputs, 'provider', it.provider, 'model', it.model, 'problem', it.problem,
    'usage', json_build_object('inputTokens', it.input_tokens, 'outputTokens', it.output_tokens,
      'costMicros', it.cost_micros),
    'documentVersion', it.document_version, 'createdAt', ${rfc3339('it.created_at')},
    'startedAt', ${rfc3339('it.started_at')}, 'endedAt', ${rfc3339('it.ended_at')}`;

export const summaryJson = `json_build_object(${summaryMembers})::text`;

export const generationJson = `json_build_object(${summaryMembers}, 'fields', it.fields, 'result', it.result,
    'evidence', it.evidence, 'pages', it.pages, 'upstream', it.upstream, 'regeneration', it.regeneration,
    'lastEventId', it.last_event)::text`;

/** The same for a generation of somebody else and for one that never was. */
export function noSuchGeneration(): Failure {
  return new Failure('not-found', 'There is no generation of yours with this id.');
}

/** jsonb and text take neither U+0000 nor half a surrogate pair, which a model may well answer. */
export function storable(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'string' ? storableText(part) : part,
  );
}

export function storableText(text: string): string {
  return text.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\ufffd');
}
