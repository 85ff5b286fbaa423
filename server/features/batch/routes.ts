import { batch } from '@blossomer/contract';
import { type Caller, within } from '../../caller.ts';
import { Failure, fromDatabase } from '../../failures.ts';
import type { Written } from '../../idempotency.ts';
import { type Answer, type Server, serve } from '../../serve.ts';
import { inOperation } from './faults.ts';
import { type Prepared, prepare } from './prepare.ts';

/** Everything is held against its own endpoint first; only what is whole opens a transaction. */
export function batchRoutes(server: Server): void {
  serve(
    server,
    batch.create,
    async ({ caller, body, spend }) => {
      await spend(body.operations.length); // Each is a write.
      const prepared = prepare(server.operations, body.operations);
      return answerOf(await caller.transaction('person', (tx) => runAll(prepared, within(tx, caller))));
    },
    async ({ caller, body }, written) => {
      const prepared = prepare(server.operations, body.operations);
      return answerOf(await replayAll(prepared, caller, written));
    },
  );
}

async function runAll(prepared: readonly Prepared[], caller: Caller): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const [index, { handler, ask }] of prepared.entries()) {
    answers.push(
      await handler({ ...ask, caller }).catch((error: unknown) => {
        throw inOperation(index, fromDatabase(error));
      }),
    );
  }
  return answers;
}

/** What there is now of each document that the first request was about; one that is gone answers like a delete. */
async function replayAll(
  prepared: readonly Prepared[],
  caller: Caller,
  written: readonly Written[],
): Promise<Answer[]> {
  const bodyIds = new Set(prepared.map(({ ask }) => (ask.body as { id?: string }).id));
  const minted = written.filter(({ id, op }) => op === 'insert' && !bodyIds.has(id));
  const answers: Answer[] = [];
  for (const { kind, isCreate, replay, ask } of prepared) {
    const isMinted = isCreate && (ask.body as { id?: string }).id === undefined;
    const next = isMinted ? minted.findIndex((one) => one.kind === kind) : -1;
    answers.push(
      await replay({ ...ask, caller }, next < 0 ? [] : minted.splice(next, 1)).catch((error: unknown) => {
        if (error instanceof Failure && error.code === 'not-found') return { status: 204 as const };
        throw error;
      }),
    );
  }
  return answers;
}

function answerOf(results: readonly Answer[]): Answer {
  return { status: 200, text: `{"results":[${results.map(resultText).join(',')}]}` };
}

function resultText({ status, version, text, headers }: Answer): string {
  const parts = [`"status":${status}`];
  if (version !== undefined) parts.push(`"version":${version}`);
  const trashId = headers?.['trash-id'];
  if (trashId !== undefined) parts.push(`"trashId":"${trashId}"`);
  if (text !== undefined) parts.push(`"body":${text}`);
  return `{${parts.join(',')}}`;
}
