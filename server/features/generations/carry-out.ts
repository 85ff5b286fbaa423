import { type Caller, callerInAbsence } from '../../caller.ts';
import { Failure } from '../../failures.ts';
import { GenerationFailure, type Outcome } from '../../generation/generate.ts';
import type { Job } from '../../jobs/jobs.ts';
import { type AttemptMade, meterOf } from './attempts.ts';
import { endRun, finish, LetGo } from './ending.ts';
import type { Generating } from './generating.ts';
import { readKnown } from './known.ts';
import { cachedPages } from './pages.ts';
import { type Taken, takeUp } from './take-up.ts';
import { openTelling } from './telling.ts';
import { documentGone } from './write-document.ts';

/**
 * One job: takes the generation up as its person, has it made while no transaction is open, tells of it as it goes, and
 * ends it in one transaction. Whoever was erased meanwhile has no row any more, and nobody is told.
 */
export async function carryOut(generating: Generating, job: Job, stopping: AbortSignal): Promise<void> {
  const caller = callerInAbsence(generating.database, job.userId, job.generationId);
  try {
    const taken = await takeUp(generating, caller, job.generationId);
    if (taken) await carryOutRun(generating, caller, taken, stopping);
  } catch (error) {
    if (error instanceof Failure && error.code === 'unauthenticated') return;
    throw error;
  }
}

async function carryOutRun(
  generating: Generating,
  caller: Caller,
  taken: Taken,
  stopping: AbortSignal,
): Promise<void> {
  const { listening } = generating;
  const { id } = taken;
  const ending = endingOf(stopping, (cancel) => listening.begin(id, cancel));
  const attempts: AttemptMade[] = [];
  const telling = openTelling(caller, listening, taken, {
    lose: () => ending.abort(new LetGo('lost')),
    onError: (error) => generating.log(error, id),
  });
  const meter = meterOf(generating.model, (attempt) => {
    attempts.push(attempt);
    telling.note(attempt);
  });
  try {
    const known = await readKnown(caller, taken.kind, taken.inputs);
    if (known === null) throw documentGone();
    const { company, account, persona } = known;
    const outcome = await within(ending.signal, () =>
      generating.generate(
        { kind: taken.kind, inputs: taken.inputs, company, account, persona },
        {
          ...{ model: meter.model, website: generating.website, cache: cachedPages(caller) },
          ...{ signal: ending.signal, tell: telling.tell },
        },
      ),
    );
    await telling.end();
    await finish(generating, caller, { taken, known, outcome, attempts });
  } catch (error) {
    await telling.end().catch((failed: unknown) => generating.log(failed, id));
    const used = meter.isRunning() ? 'unknown' : attempts;
    await endRun(generating, caller, { taken, error, used });
  } finally {
    ending.over();
    listening.tell(id);
  }
}

/** A run that takes longer is no use to anybody. */
const runMillisecondsMax = 10 * 60_000;

/** Everything that can end a run before it is through. */
function endingOf(stopping: AbortSignal, begin: (cancel: () => void) => () => void) {
  const controller = new AbortController();
  const abort = (reason: unknown) => controller.abort(reason);
  const stop = () => abort(new LetGo('stopping'));
  stopping.addEventListener('abort', stop);
  if (stopping.aborted) stop();
  const letGo = begin(() => abort(new LetGo('cancelled')));
  const late = setTimeout(() => {
    abort(
      new GenerationFailure(
        'model-failed',
        'It took longer than ten minutes and was stopped. Please try again.',
      ),
    );
  }, runMillisecondsMax);
  return {
    signal: controller.signal,
    abort,
    over() {
      clearTimeout(late);
      stopping.removeEventListener('abort', stop);
      letGo();
    },
  };
}

/** How long whoever was told to stop may take to say what it used. */
const lettingGoMilliseconds = 2000;

/** Rejects with the reason of the signal once that is aborted, whatever the work then does. */
async function within(signal: AbortSignal, work: () => Promise<Outcome>): Promise<Outcome> {
  signal.throwIfAborted();
  const working = work();
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => {
      const give = () => reject(signal.reason as Error);
      const timer = setTimeout(give, lettingGoMilliseconds);
      working.then(give, give).finally(() => clearTimeout(timer));
    });
  });
  return Promise.race([aborted, working.finally(() => signal.throwIfAborted())]);
}
