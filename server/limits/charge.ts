import type { Counter } from './counter.ts';
import { limitHeaders, type Standing } from './headers.ts';
import type { Rate, RateName } from './rates.ts';

/** One rate, counted here or where processes share it. */
export interface Window {
  name: RateName;
  rate: Rate;
  counter: Counter;
}

/** What one request has paid. */
export interface Charge {
  headers(): Record<string, string>;
  /** Pays for as many points as the request turns out to be worth, the one that it paid to get in among them. */
  spend(points: number): Promise<void>;
  /** Gives everything back. The headers say so at once. */
  refund(): void;
}

/** From all windows or from none: what one refuses, the others get back. */
export async function takeFromAll(
  windows: readonly Window[],
  key: string,
  points: number,
): Promise<{ taken: boolean; standings: Standing[] }> {
  const [only] = windows;
  if (only && windows.length === 1) {
    const count = await only.counter.take(key, points);
    return { taken: count.taken, standings: [{ name: only.name, rate: only.rate, count }] };
  }
  const standings = await Promise.all(
    windows.map(async ({ name, rate, counter }) => ({ name, rate, count: await counter.take(key, points) })),
  );
  const taken = standings.every(({ count }) => count.taken);
  if (taken) return { taken, standings };
  await Promise.all(
    windows.map(async ({ counter }, index) => {
      const standing = standings[index];
      if (!standing?.count.taken) return;
      await counter.giveBack(key, points);
      standing.count.remaining += points;
    }),
  );
  return { taken, standings };
}

/** Without limits, or without being held to them. */
export function freeCharge(standings: readonly Standing[] = []): Charge {
  const headers = limitHeaders(standings);
  return { headers: () => headers, spend: async () => {}, refund: () => {} };
}
