/** Ends one request: when it is told to, when nothing came for too long, or with the signals it listens to. */
export class Watch {
  readonly #controller = new AbortController();
  readonly #signals: readonly AbortSignal[];
  #timer: NodeJS.Timeout | undefined;
  readonly #follow = () => this.stop();

  constructor(signals: readonly AbortSignal[]) {
    this.#signals = signals;
    for (const signal of signals) {
      if (signal.aborted) this.stop();
      signal.addEventListener('abort', this.#follow, { once: true });
    }
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Set when it was silence that ended it. */
  hasTimedOut = false;

  /** From now on so long without another call ends it. */
  expectWithin(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.hasTimedOut = true;
      this.stop();
    }, milliseconds);
  }

  stop(): void {
    this.#controller.abort();
  }

  /** Whatever is still open is closed; nothing listens any more. */
  end(): void {
    clearTimeout(this.#timer);
    for (const signal of this.#signals) signal.removeEventListener('abort', this.#follow);
    this.stop();
  }
}
