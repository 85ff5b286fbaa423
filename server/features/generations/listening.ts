/**
 * Who waits for news of a generation, and which are under way in this process. News lie in the database; here somebody is only
 * woken up. Of what another process carries out nobody is told, so whoever waits looks again by themselves.
 */
export interface Listening {
  /** Something of it was written. */
  tell(generationId: string): void;
  /** Somebody who waits for it from now on: nothing that is told between two questions is missed. */
  listen(generationId: string): Listener;
  /** Marks it as under way here until `let go` is called. `cancel`: called when somebody cancels it. */
  begin(generationId: string, cancel: () => void): () => void;
  /** Stops it if it is under way here. */
  cancel(generationId: string): void;
}

interface Listener {
  /** Resolves when something was told since the last time, after a while, or when the signal aborts. */
  next(signal: AbortSignal): Promise<void>;
  close(): void;
}

/** What runs elsewhere is looked at each second, what runs here only in case a word was lost. */
const elsewhereMilliseconds = 1000;
const hereMilliseconds = 10_000;

export function openListening(): Listening {
  const listening = new Map<string, Set<() => void>>();
  const here = new Map<string, () => void>();
  return {
    tell(generationId) {
      for (const wake of listening.get(generationId) ?? []) wake();
    },
    listen(generationId) {
      const all = listening.get(generationId) ?? new Set();
      listening.set(generationId, all);
      let isTold = false;
      let wake = () => {};
      const told = () => {
        isTold = true;
        wake();
      };
      all.add(told);
      return {
        async next(signal) {
          const patience = here.has(generationId) ? hereMilliseconds : elsewhereMilliseconds;
          if (!isTold && !signal.aborted) await woken(signal, patience, (end) => (wake = end));
          isTold = false;
        },
        close() {
          all.delete(told);
          if (all.size === 0) listening.delete(generationId);
        },
      };
    },
    begin(generationId, cancel) {
      here.set(generationId, cancel);
      return () => {
        if (here.get(generationId) === cancel) here.delete(generationId);
      };
    },
    cancel: (generationId) => here.get(generationId)?.(),
  };
}

function woken(signal: AbortSignal, milliseconds: number, give: (end: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end);
    give(end);
  });
}
