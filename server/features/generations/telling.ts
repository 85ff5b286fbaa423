import type { Caller } from '../../caller.ts';
import type { News } from '../../generation/generate.ts';
import type { Statement } from '../../segment.ts';
import { type AttemptMade, attemptsKept } from './attempts.ts';
import type { Listening } from './listening.ts';
import { storable } from './rows.ts';

/** One run of one generation, as the row knows it. */
export interface RunOf {
  id: string;
  run: string;
}

export interface Telling {
  tell(news: News): void;
  note(attempt: AttemptMade): void;
  /** Writes what is not written yet, and writes nothing from then on. */
  end(): Promise<void>;
}

/** News that come close together are one write; it also looks whether the run still has its generation. */
const gatherMilliseconds = 50;
const lookMilliseconds = 1000;

/**
 * Writes the news of a run as they come, a batch at a time. `lose` is called when the generation was cancelled or is another
 * run's by now, at the latest a second after. A database that is away for a moment costs nothing: news are kept until it is back.
 */
export function openTelling(
  caller: Caller,
  listening: Listening,
  { id, run }: RunOf,
  { lose, onError }: { lose: () => void; onError: (error: unknown) => void },
): Telling {
  let news: News[] = [];
  let attempts: AttemptMade[] = [];
  let writing = Promise.resolve();
  let gathering: NodeJS.Timeout | undefined;
  let isOver = false;
  const looking = setInterval(write, lookMilliseconds);

  function gather(): void {
    if (isOver) return;
    gathering ??= setTimeout(write, gatherMilliseconds);
  }

  function write(): void {
    clearTimeout(gathering);
    gathering = undefined;
    writing = writing.then(writeNow).catch(onError);
  }

  async function writeNow(): Promise<void> {
    const [told, made] = [news, attempts];
    news = [];
    attempts = [];
    try {
      const [rows] = await caller.write(
        told.length > 0 ? tellStatement(id, run, told) : stillOurs(id, run),
        ...attemptsKept(caller.identity.userId, id, made),
      );
      if (Number(rows?.[0]?.[0]) === 0) lose();
      else if (told.length > 0) listening.tell(id);
    } catch (error) {
      news = [...told, ...news];
      attempts = [...made, ...attempts];
      throw error;
    }
  }

  return {
    tell(one) {
      if (isOver) return;
      news.push(one);
      gather();
    },
    note(attempt) {
      attempts.push(attempt);
      gather();
    },
    async end() {
      isOver = true;
      clearInterval(looking);
      clearTimeout(gathering);
      await writing;
      if (news.length + attempts.length > 0) await writeNow();
    },
  };
}

function stillOurs(id: string, run: string): Statement {
  return {
    name: 'generations.still-ours',
    text: `select count(*) from generations where id = $1 and run = $2 and state = 'running'`,
    values: [id, run],
  };
}

function tellStatement(id: string, run: string, news: readonly News[]): Statement {
  const stage = news.findLast(({ event }) => event === 'stage') as { data: { stage: string } } | undefined;
  const restart = news.findLastIndex(({ event }) => event === 'restarted');
  const fields = news.slice(restart + 1).filter(({ event }) => event === 'field');
  return {
    name: 'generations.tell',
    text: 'select tell_generation($1, $2, $3::jsonb, $4, $5::jsonb, $6::jsonb)',
    values: [
      id,
      run,
      storable(news),
      stage?.data.stage ?? null,
      restart < 0 ? null : '[]',
      storable(fields.map(({ data }) => data)),
    ],
  };
}
