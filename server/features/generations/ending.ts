import { type GenerationProblem, generationProblems } from '@blossomer/contract';
import { ModelFailure } from '../../ai/model.ts';
import { type Caller, within } from '../../caller.ts';
import { Failure } from '../../failures.ts';
import { GenerationFailure, type Outcome } from '../../generation/generate.ts';
import { settlement, tokensUsed } from '../../limits/ledger.ts';
import type { Statement } from '../../segment.ts';
import { WebsiteFailure } from '../../website/website.ts';
import type { AttemptMade } from './attempts.ts';
import type { Generating } from './generating.ts';
import type { Known } from './known.ts';
import { storable } from './rows.ts';
import type { Taken } from './take-up.ts';
import { writeDocument } from './write-document.ts';

/** A run that ends without ending its generation: that has ended already, or goes on elsewhere. */
export class LetGo extends Error {
  readonly why: 'cancelled' | 'lost' | 'stopping';
  constructor(why: LetGo['why']) {
    super(why);
    this.why = why;
  }
}

const attemptsMax = 3;
const betweenMilliseconds = 500;

/** What was paid for is not lost because the database blinks: nothing has happened then, and it is tried again. */
export async function finish(generating: Generating, caller: Caller, made: Made): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await finishOnce(generating, caller, made);
    } catch (error) {
      const isOver = !(error instanceof Failure) || !transient.has(error.code) || attempt >= attemptsMax;
      if (isOver) throw error;
      await new Promise((resolve) => setTimeout(resolve, attempt * betweenMilliseconds));
    }
  }
}

/** `conflict` and `stale-version`: the person wrote between our read and our write. */
const transient: ReadonlySet<string> = new Set([
  'database-unreachable',
  'overloaded',
  'conflict',
  'stale-version',
]);

interface Made {
  taken: Taken;
  known: Known;
  outcome: Outcome;
  /** Those that are written already. */
  attempts: readonly AttemptMade[];
}

/** The document, what it was made of and what that cost, and the end of the generation: all of it or nothing. */
async function finishOnce(
  { operations }: Generating,
  caller: Caller,
  { taken, known, outcome, attempts }: Made,
): Promise<void> {
  const { id, run, start, kind, documentId, again, inputs } = taken;
  await caller.transaction('generation', async (tx) => {
    const ours = await tx.query(
      `select id from generations where id = $1 and run = $2 and state = 'running' for update`,
      [id, run],
    );
    if (ours.length === 0) throw new LetGo('lost');
    const { document } = outcome;
    const { parents } = known;
    const writing = { kind, documentId, again, parents, document, called: inputs.name };
    const { version, result, regeneration } = await writeDocument(operations, within(tx, caller), writing);
    const told = { documentId, documentVersion: version };
    await tx.run(
      {
        name: 'generations.made',
        text: `update generations set result = $2::jsonb, evidence = $3::jsonb, pages = $4::jsonb, upstream = $5::jsonb,
          regeneration = $6::jsonb, provider = $7, model = $8, document_version = $9 where id = $1`,
        values: [
          ...[id, storable(result), storable(outcome.evidence), storable(outcome.pages)],
          ...[JSON.stringify(known.upstream), regeneration && storable(regeneration)],
          ...[outcome.provider, outcome.model, version],
        ],
      },
      settlement(id, start, tokensUsed(attempts)),
      ended(id, run, 'done', told),
    );
  });
}

/** Whatever happened: the generation ends failed, or this run lets go of it, and what was used is settled. */
export async function endRun(
  generating: Generating,
  caller: Caller,
  { taken, error, used }: { taken: Taken; error: unknown; used: readonly AttemptMade[] | 'unknown' },
): Promise<void> {
  const { id, run, start } = taken;
  const settle = settlement(id, start, used === 'unknown' ? null : tokensUsed(used));
  if (error instanceof LetGo) {
    if (error.why !== 'stopping') return void (await caller.write(settle));
    await caller.write(settle, queuedAgain(id, run));
    throw error; // So that the queue gives it to another one.
  }
  // A database that is away cannot be told of it either: the queue brings it back.
  if (error instanceof Failure && (error.code === 'unauthenticated' || transient.has(error.code)))
    throw error;
  if (!(error instanceof GenerationFailure)) generating.log(error, id);
  await caller.write(settle, failed(id, run, error));
}

function queuedAgain(id: string, run: string): Statement {
  return {
    name: 'generations.queue-again',
    text: `update generations set state = 'queued', run = null, stage = null, fields = '[]'
      where id = $1 and run = $2 and state = 'running'`,
    values: [id, run],
  };
}

export function failed(id: string, run: string | null, error: unknown): Statement {
  return ended(id, run, 'failed', problemOf(error));
}

function ended(id: string, run: string | null, state: string, told: object): Statement {
  return {
    name: 'generations.end',
    text: 'select end_generation($1, $2, $3, $4::jsonb)',
    values: [id, run, state, storable(told)],
  };
}

/** What the person is told; of what nobody foresaw nothing but that it was ours. */
export function problemOf(error: unknown): GenerationProblem {
  const isKnown =
    error instanceof GenerationFailure || error instanceof ModelFailure || error instanceof WebsiteFailure;
  if (!isKnown) {
    const detail = 'Something went wrong on our side; nothing was written. Please try again.';
    return { code: 'internal', title: generationProblems.internal, detail, provider: null };
  }
  const provider = error instanceof WebsiteFailure ? null : error.provider;
  return { code: error.code, title: generationProblems[error.code], detail: error.message, provider };
}
