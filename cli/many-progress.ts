import { SingleBar } from 'cli-progress';
import { printable } from './printable.ts';
import type { ProgressStream } from './progress.ts';
import type { Outcome } from './tally.ts';

/** How far an import of many is: a bar on a terminal, a line now and then elsewhere. */
export interface ManyProgress {
  settled(outcome: Outcome): void;
  /** A request waits, because the server asked for it or the connection was lost. */
  waiting(seconds: number, why: string): void;
  stop(): void;
}

/** `total` is undefined for an input of unknown length. */
export function startManyProgress(
  stream: ProgressStream,
  total: number | undefined,
  now: () => number = () => performance.now(),
): ManyProgress {
  const pace = newPace(total, now);
  const view = stream.isTTY ? bar(stream, pace, now) : lines(stream, pace, now);
  let told = 0;
  return {
    settled: (outcome) => {
      pace.done += 1;
      if (outcome.status === 'skipped') pace.skipped += 1;
      if (outcome.status === 'failed') {
        pace.failed += 1;
        if (told < failuresTold) view.say(failureLine(outcome));
        else if (told === failuresTold)
          view.say('Further failures are counted, and in the report (--report).');
        told += 1;
      }
      view.draw();
    },
    waiting: (seconds, why) => view.wait(seconds, why),
    stop: () => view.stop(),
  };
}

const failuresTold = 20;
const quietMilliseconds = 5000;

interface Pace {
  total: number | undefined;
  began: number;
  done: number;
  failed: number;
  skipped: number;
  elapsed(): number;
}

interface View {
  draw(): void;
  say(line: string): void;
  wait(seconds: number, why: string): void;
  stop(): void;
}

function newPace(total: number | undefined, now: () => number): Pace {
  const began = now();
  return { total, began, done: 0, failed: 0, skipped: 0, elapsed: () => (now() - began) / 1000 };
}

function lines(stream: ProgressStream, pace: Pace, now: () => number): View {
  let last = now();
  let lastWait = Number.NEGATIVE_INFINITY;
  const say = (line: string) => void stream.write(`${line}\n`);
  const draw = () => {
    last = now();
    say(`${describe(pace)}.`);
  };
  return {
    draw: () => {
      if (now() - last >= quietMilliseconds) draw();
    },
    say,
    wait: (seconds, why) => {
      if (now() - lastWait < quietMilliseconds) return;
      lastWait = now();
      say(`${why}; trying again in ${Math.ceil(seconds)} s.`);
    },
    stop: draw,
  };
}

function bar(stream: ProgressStream, pace: Pace, now: () => number): View {
  const kept: string[] = [];
  let waitsUntil = 0;
  let why = '';
  const single = new SingleBar({ stream, format: '[{bar}] {text}', barsize: 30, linewrap: true });
  const text = () => `${describe(pace)}${now() < waitsUntil ? `; ${why}, waiting` : ''}`;
  single.start(pace.total ?? 1, 0, { text: text() });
  const draw = () => single.update(pace.total === undefined ? 0 : pace.done, { text: text() });
  return {
    draw,
    say: (line) => void kept.push(line),
    wait: (seconds, reason) => {
      waitsUntil = now() + seconds * 1000;
      why = reason;
      draw();
    },
    stop: () => {
      waitsUntil = 0;
      draw();
      single.stop();
      for (const line of kept.splice(0)) stream.write(`${line}\n`);
    },
  };
}

/** `24 of 60 done, 1 failed, 12/s, 3 s left`. Those who were skipped cost nothing and say nothing of the rate. */
function describe(pace: Pace): string {
  const { total, done, failed, skipped } = pace;
  const worked = done - skipped;
  const rate = worked / Math.max(pace.elapsed(), 0.001);
  const parts = [`${written(done)}${total === undefined ? '' : ` of ${written(total)}`} done`];
  if (skipped > 0) parts.push(`${written(skipped)} of them before`);
  if (failed > 0) parts.push(`${written(failed)} failed`);
  if (worked > 0) parts.push(`${rate < 10 ? rate.toFixed(1) : written(Math.round(rate))}/s`);
  if (worked > 0 && total !== undefined && done < total) parts.push(`${timeOf((total - done) / rate)} left`);
  return parts.join(', ');
}

function written(count: number): string {
  return count.toLocaleString('en');
}

function timeOf(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 120) return `${whole} s`;
  return whole < 7200 ? `${Math.round(whole / 60)} min` : `${(whole / 3600).toFixed(1)} h`;
}

function failureLine({ position, user, reason }: Outcome & { status: 'failed' }): string {
  const who = user === undefined ? position : `${position} (${user})`;
  return printable(`${who}: ${reason.sentence}`);
}
