/**
 * Does the work for each item, so many at a time. Once stopped, or once a work throws, it begins no further item; what
 * is under way comes to its end, and the first error is thrown.
 */
export async function forEach<Item>(
  items: AsyncIterable<Item>,
  { concurrency, signal }: { concurrency: number; signal: AbortSignal },
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const iterator = items[Symbol.asyncIterator]();
  const errors: unknown[] = [];
  const waiting = new Set<() => void>();
  const stop = () => {
    for (const end of waiting) end();
  };
  signal.addEventListener('abort', stop, { once: true });
  const isOver = () => signal.aborted || errors.length > 0;
  /** An input that brings nothing (somebody's terminal) must not hold up the end. */
  const nextOrStop = () =>
    new Promise<IteratorResult<Item> | undefined>((resolve, reject) => {
      const end = () => resolve(undefined);
      waiting.add(end);
      const settled = () => waiting.delete(end);
      iterator.next().then(resolve, reject).finally(settled);
    });
  const worker = async () => {
    while (!isOver()) {
      const next = await nextOrStop();
      if (next === undefined || next.done || isOver()) return;
      await work(next.value);
    }
  };
  const caught = () => worker().catch((error: unknown) => void errors.push(error));
  await Promise.all(Array.from({ length: concurrency }, caught)).finally(stop);
  signal.removeEventListener('abort', stop);
  if (errors.length > 0) throw errors[0];
}
