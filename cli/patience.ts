import { setTimeout as sleep } from 'node:timers/promises';
import type { Transport } from '@blossomer/contract';
import { CommandError, LostConnection } from './command-error.ts';

export interface Patience {
  /** How often a request is sent again after a lost connection or a gateway's excuse. */
  repeats: number;
  /** Ends a wait at once; the request is then left with `StoppedWaiting`. */
  signal?: AbortSignal;
  /** Told before each wait. */
  onWait?: (seconds: number, why: string) => void;
}

/** Somebody wants to stop, and this request was waiting for its next try: nothing of it is under way. */
export class StoppedWaiting extends CommandError {}

/**
 * Waits as long as a server asks (429 and 503 with Retry-After), and sends again what got no answer. Only what cannot
 * be doubled is sent again: a GET, or a request with an Idempotency-Key.
 */
export function patient(transport: Transport, { repeats, signal, onWait = () => {} }: Patience): Transport {
  /** A server that was never there is a wrong address, and no reason to wait. */
  let wasReached = false;
  return async (url, init) => {
    const canRepeat = init.method === 'GET' || init.headers['idempotency-key'] !== undefined;
    const waits = { signal, onWait, waited: 0 };
    for (let attempt = 1; ; attempt += 1) {
      const reply = await transport(url, init).catch((error: unknown) => error);
      const isLost = reply instanceof LostConnection && (wasReached || reply.wasReached);
      if (!isAnswer(reply)) {
        if (!isLost || !canRepeat || attempt > repeats) throw reply;
        await wait(pauseAfter(attempt), 'The connection was lost', waits);
        continue;
      }
      wasReached = true;
      const seconds = secondsAsked(reply, attempt, repeats);
      if (seconds === undefined || !canRepeat || waits.waited + seconds > waitedSecondsMax) return reply;
      await wait(seconds, whyWaiting(reply.status), waits);
    }
  };
}

type Reply = Awaited<ReturnType<Transport>>;

/** Together, for one request. Longer than this nobody sits at a terminal for. */
const waitedSecondsMax = 15 * 60;
const pauseSecondsMax = 10;

function isAnswer(reply: unknown): reply is Reply {
  return typeof reply === 'object' && reply !== null && 'status' in reply;
}

/** How long to wait before the request is sent again; undefined for an answer that stands. */
function secondsAsked({ status, headers }: Reply, attempt: number, repeats: number): number | undefined {
  const asked = status === 429 || status === 503 ? retryAfter(headers.get('retry-after')) : undefined;
  if (asked !== undefined) return asked;
  return mayPass.has(status) && attempt <= repeats ? pauseAfter(attempt) : undefined;
}

const mayPass: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/** RFC 9110, 10.2.3: seconds, or a date. */
function retryAfter(header: string | null): number | undefined {
  if (header === null) return undefined;
  if (/^\d{1,6}$/.test(header.trim())) return Math.max(Number(header), leastSeconds);
  const until = Date.parse(header);
  return Number.isNaN(until) ? undefined : Math.max((until - Date.now()) / 1000, leastSeconds);
}

/** A server that asks for no time at all still gets some: nobody should turn in circles. */
const leastSeconds = 0.1;

function pauseAfter(attempt: number): number {
  return Math.min(pauseSecondsMax, 0.1 * 2 ** attempt) * (0.75 + Math.random() / 2);
}

function whyWaiting(status: number): string {
  if (status === 429) return 'The server asks for fewer requests';
  return status === 503 ? 'The server is busy' : 'Something on the way to the server is busy';
}

interface Waits {
  signal: AbortSignal | undefined;
  onWait: (seconds: number, why: string) => void;
  waited: number;
}

async function wait(seconds: number, why: string, waits: Waits): Promise<void> {
  const { signal, onWait } = waits;
  waits.waited += seconds;
  onWait(seconds, why);
  try {
    await sleep(seconds * 1000, undefined, signal ? { signal } : {});
  } catch {
    throw new StoppedWaiting(`${why}, and waiting was stopped.`);
  }
}
