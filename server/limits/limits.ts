import { type LimitClass, mustBeCounted } from '@blossomer/contract';
import type { Caller } from '../caller.ts';
import { type Charge, freeCharge, takeFromAll, type Window } from './charge.ts';
import { createExemptions } from './exemption.ts';
import { limitHeaders, type Standing } from './headers.ts';
import { memoryCounter } from './memory.ts';
import { type Rate, type RateName, type Rates, rateNames, ratesOf } from './rates.ts';
import { redisCounter } from './redis.ts';
import { limitsUnreachable, rateLimited } from './refusal.ts';
import { openShared } from './shared.ts';

/**
 * How much anybody may ask for. A request pays before its body is read, from windows of its class, in this process or in
 * the Redis that processes share. Without that Redis, what is cheap goes on and what is expensive waits.
 */
export interface Limits {
  /** Throws the 429 when nothing is left. `caller`: asked for when it matters whether this is an admin. */
  charge(limit: LimitClass, key: string, caller: (() => Caller) | null): Promise<Charge>;
  /** What a person has, and what of it is left. Costs nothing. */
  look(key: string): Promise<Standing[]>;
  /** Resolves when Redis, if there is one, had its chance to answer. */
  connected(): Promise<void>;
  close(): Promise<void>;
}

export interface LimitSettings {
  rates: Rates;
  /** null: counted in this process alone. */
  redisUrl: string | null;
  redisPrefix: string;
}

export interface LimitParts {
  log: (message: string) => void;
  /** Milliseconds. */
  now?: () => number;
}

export function openLimits({ rates, redisUrl, redisPrefix }: LimitSettings, parts: LimitParts): Limits {
  const shared = redisUrl === null ? null : openShared({ url: redisUrl, ...parts });
  const here = windowsOf(rates, (_, rate) => memoryCounter(rate));
  const there =
    shared && windowsOf(rates, (name, rate) => redisCounter(shared.redis, redisPrefix, name, rate));
  const isExempt = createExemptions();

  /** undefined: Redis should have counted and could not. */
  async function countedThere<Result>(
    work: (windows: Windows) => Promise<Result>,
  ): Promise<Result | undefined> {
    return shared && there ? shared.attempt(() => work(there)) : undefined;
  }

  async function take(limit: Exclude<LimitClass, 'none'>, key: string, points: number) {
    const from = (windows: Windows) => takeFromAll(select(windows, ratesOf[limit]), key, points);
    const counted = await countedThere(from);
    if (counted) return { ...counted, windows: there ?? here };
    if (shared && mustBeCounted(limit)) throw limitsUnreachable();
    return { ...(await from(here)), windows: here };
  }

  function giveBack(windows: Windows, limit: Exclude<LimitClass, 'none'>, key: string, points: number): void {
    const give = () =>
      Promise.all(select(windows, ratesOf[limit]).map((each) => each.counter.giveBack(key, points)));
    if (windows === here) void give();
    else void shared?.attempt(give);
  }

  return {
    async charge(limit, key, caller) {
      if (limit === 'none') return freeCharge();
      const first = await take(limit, key, 1);
      if (!first.taken) {
        await refuseUnlessExempt(first.standings, 1, caller);
        return freeCharge(first.standings);
      }
      let { standings } = first;
      let paid = 1;
      return {
        headers: () => limitHeaders(standings),
        async spend(points) {
          if (points <= paid) return;
          const more = await take(limit, key, points - paid);
          standings = more.standings;
          if (more.taken) paid = points;
          else await refuseUnlessExempt(standings, points, caller);
        },
        refund() {
          giveBack(first.windows, limit, key, paid);
          standings = standings.map((standing) => withMore(standing, paid));
          paid = 0;
        },
      };
    },
    look: async (key) => {
      const lookAt = (windows: Windows) =>
        Promise.all(
          ofPeople.map(async (name) => {
            const { rate, counter } = windows[name];
            return { name, rate, count: await counter.look(key) };
          }),
        );
      return (await countedThere(lookAt)) ?? lookAt(here);
    },
    connected: async () => shared?.connected(),
    close: async () => shared?.close(),
  };

  async function refuseUnlessExempt(
    standings: readonly Standing[],
    points: number,
    caller: (() => Caller) | null,
  ): Promise<void> {
    const refusing = standings.filter(({ count }) => !count.taken);
    if (caller === null || !(await isExempt(caller(), refusing))) throw rateLimited(standings, points);
  }
}

type Windows = Readonly<Record<RateName, Window>>;

const ofPeople = rateNames.filter((name) => name !== 'guest' && name !== 'generate-guest');

function windowsOf(rates: Rates, counterOf: (name: RateName, rate: Rate) => Window['counter']): Windows {
  const windows = rateNames.map((name) => [
    name,
    { name, rate: rates[name], counter: counterOf(name, rates[name]) },
  ]);
  return Object.fromEntries(windows);
}

function select(windows: Windows, names: readonly RateName[]): Window[] {
  return names.map((name) => windows[name]);
}

function withMore({ name, rate, count }: Standing, points: number): Standing {
  const remaining = Math.min(count.remaining + points, rate.points);
  return { name, rate, count: { ...count, remaining } };
}
