import { setTimeout as wait } from 'node:timers/promises';
import type { z } from 'zod';
import { type Breaker, Resting } from './breaker.ts';
import { type Failure, labelOf, late, unavailable } from './failure.ts';
import { type Attempt, type ModelAnswer, type ModelAsk, ModelFailure } from './model.ts';
import type { Correction, Reply } from './model-request.ts';
import { type Patience, waitBefore } from './patience.ts';
import type { Secrets } from './secrets.ts';
import { send } from './send.ts';
import type { ProviderSettings } from './settings.ts';

export interface Participant {
  provider: ProviderSettings;
  breaker: Breaker;
}

interface Surroundings {
  participants: readonly Participant[];
  patience: Patience;
  secrets: Secrets;
  now: () => Date;
  log: { warn(fields: object, message: string): void } | undefined;
}

/** How one provider came out of it. */
type Ending<Value> = { value: Value } | { failure: Failure } | { invalid: Correction };

/**
 * One ask from beginning to end: the providers in their order, each with its retries. As soon as one has begun to answer, no
 * other is asked: what it wrote is paid for, and has been shown to the person.
 */
export class Conversation<Schema extends z.ZodType> {
  readonly #ask: ModelAsk<Schema>;
  readonly #around: Surroundings;
  readonly #attempts: Attempt[] = [];
  readonly #deadline = new AbortController();
  /** Whether somebody has begun to answer. */
  #hasBegun = false;

  constructor(ask: ModelAsk<Schema>, around: Surroundings) {
    this.#ask = ask;
    this.#around = around;
  }

  async answer(): Promise<ModelAnswer<z.output<Schema>>> {
    const { patience, participants } = this.#around;
    const timer = setTimeout(() => this.#deadline.abort(), patience.totalMilliseconds);
    const failures: Failure[] = [];
    let last = participants[0]!.provider;
    try {
      for (const participant of participants) {
        const { provider } = participant;
        const before = failures.at(-1);
        if (before) this.#ask.onRestart(this.#around.secrets.removedFrom(before.sentence), provider.name);
        last = provider;
        const ending = await this.#askOne(participant);
        if ('value' in ending) {
          const { name, model } = provider;
          return { value: ending.value, provider: name, model, attempts: this.#attempts };
        }
        if ('invalid' in ending) throw this.#invalid(provider, ending.invalid);
        failures.push(ending.failure);
        if (this.#hasBegun || this.#deadline.signal.aborted) break;
      }
    } finally {
      clearTimeout(timer);
    }
    throw this.#failed(last, failures);
  }

  async #askOne(participant: Participant): Promise<Ending<z.output<Schema>>> {
    const { patience } = this.#around;
    let [retries, reasks] = [0, 0];
    let correction: Correction | null = null;
    for (;;) {
      const reply = await this.#send(participant, correction);
      if (reply === 'resting') return { failure: this.#resting(participant) };
      const { verdict } = reply;
      if (verdict.is === 'answered') return { value: verdict.value };
      if (verdict.is === 'aborted') throw this.#ask.signal.reason;
      if (verdict.is === 'invalid') {
        if (reasks === patience.reasksMax) return { invalid: verdict.correction };
        reasks += 1;
        correction = verdict.correction;
      } else {
        if (!(await this.#waitFor(verdict.failure, retries))) return { failure: verdict.failure };
        retries += 1;
      }
      if (reply.hasBegun) this.#ask.onRestart(reply.attempt.error ?? '', participant.provider.name);
    }
  }

  async #send(
    participant: Participant,
    correction: Correction | null,
  ): Promise<Reply<z.output<Schema>> | 'resting'> {
    const { patience, secrets, now } = this.#around;
    const { provider, breaker } = participant;
    this.#ask.signal.throwIfAborted();
    try {
      const reply = await breaker.pass<Reply<z.output<Schema>>>(
        (begun) =>
          send({
            provider,
            ask: this.#ask,
            correction,
            patience,
            secrets,
            now,
            deadline: this.#deadline.signal,
            onBegin: () => {
              this.#hasBegun = true;
              begun();
            },
          }),
        ({ verdict }) => verdict.is === 'failed' && verdict.failure.kind === 'unavailable',
      );
      this.#note(reply.attempt);
      return reply;
    } catch (error) {
      if (error instanceof Resting) return 'resting';
      throw error;
    }
  }

  /** false: it is no use, or it would take too long. */
  async #waitFor({ isPassing, retryAfterMilliseconds }: Failure, retries: number): Promise<boolean> {
    const { patience } = this.#around;
    if (!isPassing || retries >= patience.retriesMax) return false;
    if ((retryAfterMilliseconds ?? 0) > patience.retryAfterMillisecondsMax) return false;
    const { signal } = this.#ask;
    const until = AbortSignal.any([signal, this.#deadline.signal]);
    await wait(waitBefore(retries, patience, retryAfterMilliseconds), null, { signal: until }).catch(
      () => {},
    );
    signal.throwIfAborted();
    return !this.#deadline.signal.aborted;
  }

  #note(attempt: Attempt): void {
    this.#attempts.push(attempt);
    this.#ask.onAttempt?.(attempt);
    const { provider, model, outcome, status, error, startedAt, endedAt } = attempt;
    if (outcome === 'answered') return;
    const totalMs = endedAt.getTime() - startedAt.getTime();
    this.#around.log?.warn({ provider, model, outcome, status, error, totalMs }, 'a model gave no answer');
  }

  #resting({ provider }: Participant): Failure {
    return {
      ...unavailable(
        `${labelOf(provider)} did not answer several times in a row and is left alone for a moment. Try again in a minute.`,
      ),
      isPassing: false,
    };
  }

  #invalid(provider: ProviderSettings, { fault: { pointer, message } }: Correction): ModelFailure {
    const where = pointer === '' ? 'the answer' : `"${pointer}"`;
    return this.#failure(
      'answer-invalid',
      `${labelOf(provider)} was asked ${this.#around.patience.reasksMax + 1} times and gave no usable answer (${where}: ${message}). Try again, or write it by hand.`,
      provider,
    );
  }

  #failed(provider: ProviderSettings, failures: Failure[]): ModelFailure {
    if (this.#deadline.signal.aborted) failures.push(late(provider, this.#around.patience));
    const detail = [...new Set(failures.map(({ sentence }) => sentence))].join(' ');
    if (failures.at(-1)?.kind === 'declined') return this.#failure('answer-invalid', detail, provider);
    const isLimited = failures.every(({ kind }) => kind === 'limited');
    return this.#failure(isLimited ? 'model-limited' : 'model-failed', detail, provider);
  }

  #failure(code: ModelFailure['code'], detail: string, provider: ProviderSettings): ModelFailure {
    return new ModelFailure(code, this.#around.secrets.removedFrom(detail), provider.name, this.#attempts);
  }
}
