import { BrokenCircuitError, CircuitState, ConsecutiveBreaker, circuitBreaker, handleType } from 'cockatiel';
import type { Patience } from './patience.ts';

/** Leaves a provider alone after it failed so often in a row, then lets one request through to see. */
export interface Breaker {
  /**
   * Rejects with `Resting` without running. `run` calls `begun` with the first words of an answer, which is all that a provider
   * has to show to be well; `hasFailed` decides about a run that ended without.
   */
  pass<Result>(
    run: (begun: () => void) => Promise<Result>,
    hasFailed: (result: Result) => boolean,
  ): Promise<Result>;
}

export class Resting extends Error {
  override readonly name = 'Resting';
}

class Failed extends Error {}
class Undecided extends Error {}

export function openBreaker({ failuresMax, restMilliseconds }: Patience): Breaker {
  const policy = circuitBreaker(handleType(Failed), {
    halfOpenAfter: restMilliseconds,
    breaker: new ConsecutiveBreaker(failuresMax),
  });
  return {
    pass: (run, hasFailed) => {
      // The library would have everybody wait for the one who tries.
      if (policy.state === CircuitState.HalfOpen) return Promise.reject(new Resting());
      return new Promise((resolve, reject) => {
        const untilBegun = () =>
          new Promise<void>((begun, notBegun) => {
            run(begun).then(
              (result) => {
                resolve(result);
                notBegun(hasFailed(result) ? new Failed() : new Undecided());
              },
              (error: unknown) => {
                reject(error);
                notBegun(new Undecided());
              },
            );
          });
        policy.execute(untilBegun).catch((error: unknown) => {
          if (error instanceof BrokenCircuitError) reject(new Resting());
        });
      });
    },
  };
}
