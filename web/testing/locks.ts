/** The Web Locks of one browser, for tests outside of one: exclusive, first come first served. */
export function newLocks(): Pick<LockManager, 'request'> {
  const tails = new Map<string, Promise<unknown>>();
  function request(name: string, ...rest: unknown[]): Promise<unknown> {
    const work = rest.at(-1) as (lock: Lock | null) => unknown;
    const { signal, ifAvailable = false } = (rest.length > 1 ? rest[0] : {}) as LockOptions;
    const before = tails.get(name);
    if (before !== undefined && ifAvailable) return Promise.resolve(work(null));
    const run = (before ?? Promise.resolve()).then(() =>
      signal?.aborted ? undefined : work({ name, mode: 'exclusive' }),
    );
    const tail = run
      .catch(() => undefined)
      .then(() => {
        if (tails.get(name) === tail) tails.delete(name);
      });
    tails.set(name, tail);
    return run;
  }
  return { request: request as LockManager['request'] };
}
