/** The Web Locks of one browser, for tests outside of one: exclusive, first come first served. */
export function newLocks(): Pick<LockManager, 'request'> {
  const tails = new Map<string, Promise<unknown>>();
  function request(name: string, ...rest: unknown[]): Promise<unknown> {
    const work = rest.at(-1) as (lock: Lock | null) => unknown;
    const { signal } = (rest.length > 1 ? rest[0] : {}) as LockOptions;
    const before = tails.get(name) ?? Promise.resolve();
    const run = before.then(() => (signal?.aborted ? undefined : work({ name, mode: 'exclusive' })));
    tails.set(
      name,
      run.catch(() => undefined),
    );
    return run;
  }
  return { request: request as LockManager['request'] };
}
