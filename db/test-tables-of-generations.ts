import { randomUUID } from 'node:crypto';

type Row = Record<string, unknown>;

/** The tables of generations, for the test of policies: what is planted, what is added, and what may change. */
export function tablesOfGenerations(generationOf: (person: string) => string) {
  const below = (person: string, parts: Row): Row => ({
    user_id: person,
    generation_id: generationOf(person),
    ...parts,
  });
  const generation = (person: string, id: string): Row => ({
    ...{
      user_id: person,
      id,
      kind: 'company',
      document_id: randomUUID(),
      again: false,
      digest: '',
      inputs: '{}',
    },
  });
  const used = { input_tokens: 1, output_tokens: 1, started_at: 'now', ended_at: 'now' };
  const attempt = (person: string, number: number) =>
    below(person, { number, provider: 'p', model: 'm', outcome: 'answered', raw: '', ...used });
  const another = () => Math.floor(Math.random() * 30_000) + 2;
  return [
    {
      table: 'generations',
      owner: 'user_id' as const,
      planted: (person: string) => generation(person, generationOf(person)),
      another: (person: string) => generation(person, randomUUID()),
      updatable: [
        ...['state', 'stage', 'fields', 'result', 'evidence', 'pages', 'upstream', 'regeneration', 'problem'],
        ...[
          'provider',
          'model',
          'input_tokens',
          'output_tokens',
          'cost_micros',
          'document_version',
          'last_event',
        ],
        ...['run', 'starts', 'lost', 'started_at', 'ended_at'],
      ],
      deletable: false,
    },
    {
      table: 'generation_attempts',
      owner: 'user_id' as const,
      planted: (person: string) => attempt(person, 1),
      another: (person: string) => attempt(person, another()),
      updatable: [],
      deletable: false,
    },
    {
      table: 'generation_events',
      owner: 'user_id' as const,
      planted: (person: string) => below(person, { seq: 1, event: 'stage', data: '{}' }),
      another: (person: string) => below(person, { seq: another(), event: 'stage', data: '{}' }),
      updatable: [],
      deletable: false,
    },
    {
      table: 'generation_spending',
      owner: 'user_id' as const,
      planted: (person: string) => below(person, { run: 1, reserved_tokens: 1 }),
      another: (person: string) => below(person, { run: another(), reserved_tokens: 1 }),
      updatable: ['used_tokens', 'settled_at'],
      deletable: false,
    },
    {
      table: 'website_pages',
      owner: 'user_id' as const,
      planted: (person: string) => ({ user_id: person, url: 'u', page: '{}', fetched_at: 'now' }),
      another: (person: string) => ({ user_id: person, url: randomUUID(), page: '{}', fetched_at: 'now' }),
      updatable: ['page', 'fetched_at'],
      deletable: true,
    },
  ];
}
