import type { WriteStream } from 'node:tty';
import { SingleBar } from 'cli-progress';

/** How far an upload is: one bar on a terminal, one plain line a stage elsewhere (a log, a pipe). */
export interface Progress {
  stage(name: string): void;
  /** Bytes that left for the server, of how many. */
  sent(bytes: number, total: number): void;
  /** A sentence that stays readable; on a terminal it follows the bar. */
  note(sentence: string): void;
  /** The bar ends where it is. May be called again. */
  stop(): void;
}

/** Where progress goes: standard error, so that standard output has the result alone. */
export type ProgressStream = Pick<WriteStream, 'write'> & NodeJS.WritableStream & { isTTY?: boolean };

export function startProgress(stream: ProgressStream, stage: string): Progress {
  return stream.isTTY ? bar(stream, stage) : lines(stream, stage);
}

function lines(stream: ProgressStream, stage: string): Progress {
  const say = (line: string) => void stream.write(`${line}\n`);
  say(stage);
  return { stage: say, sent: () => {}, note: say, stop: () => {} };
}

function bar(stream: ProgressStream, first: string): Progress {
  const notes: string[] = [];
  const single = new SingleBar({
    stream,
    format: '[{bar}] {percentage}%  {size}  {duration_formatted}  {stage}',
    barsize: 30,
    // A line too long wraps rather than leaving the terminal unable to, should this process be killed.
    linewrap: true,
  });
  single.start(1, 0, { stage: first, size: '' });
  return {
    stage: (stage) => single.update({ stage }),
    sent: (bytes, total) => {
      single.setTotal(total);
      single.update(bytes, { size: sizeOf(total) });
    },
    note: (sentence) => void notes.push(sentence),
    stop: () => {
      single.stop();
      for (const sentence of notes.splice(0)) stream.write(`${sentence}\n`);
    },
  };
}

function sizeOf(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
