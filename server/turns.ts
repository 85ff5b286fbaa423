import { busy } from './pipelines.ts';

/** At most so many at once; others wait in line, and more than may wait are refused as overloaded. */
export function createTurns(atOnceMax: number, waitingMax: number) {
  const waiting: (() => void)[] = [];
  let taken = 0;
  return async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    if (taken < atOnceMax) taken += 1;
    else if (waiting.length >= waitingMax) throw busy();
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else taken -= 1;
    }
  };
}
