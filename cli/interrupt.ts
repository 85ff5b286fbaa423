/** Ctrl-C once: finish what is under way and stop. Twice: end at once, as without this. */
export function stopOnInterrupt(onStop: () => void): { signal: AbortSignal; release(): void } {
  const stopping = new AbortController();
  const stop = () => {
    for (const name of signals) process.off(name, stop);
    onStop();
    stopping.abort();
  };
  for (const name of signals) process.on(name, stop);
  return {
    signal: stopping.signal,
    release: () => {
      for (const name of signals) process.off(name, stop);
    },
  };
}

const signals = ['SIGINT', 'SIGTERM'] as const;
