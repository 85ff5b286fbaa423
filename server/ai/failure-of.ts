import { APICallError } from 'ai';
import type { Seen } from './bounded-fetch.ts';
import { brokenOff, type Failure, fixed, labelOf, unavailable } from './failure.ts';
import type { Heard } from './heard.ts';
import type { ProviderSettings } from './settings.ts';

/** Of a request that failed with an error, or whose answer broke off. */
export function failureOf(
  { error, hasBegun }: Pick<Heard, 'error' | 'hasBegun'>,
  { status }: Seen,
  provider: ProviderSettings,
  now: Date,
): Failure {
  const label = labelOf(provider);
  if (APICallError.isInstance(error) && error.statusCode !== undefined && !isFine(error.statusCode))
    return refusal(error, error.statusCode, provider, now);
  if (hasBegun) return brokenOff(provider);
  if (status !== null && isFine(status))
    return unavailable(`${label} broke off before it answered${codeOf(error)}. Try again in a minute.`);
  return unavailable(`${label} could not be reached. Try again in a minute.`);
}

function refusal(error: APICallError, status: number, provider: ProviderSettings, now: Date): Failure {
  const label = labelOf(provider);
  const setting = (suffix: string) => `AI_${provider.name.toUpperCase()}_${suffix}`;
  const said = `${status}${codeOf(error)}`;
  if (status === 402 || /insufficient_quota|billing/.test(codeOf(error)))
    return fixed(
      `${label} says that the account of this server is used up. Whoever runs the server has to see to it.`,
    );
  if (status === 429)
    return {
      kind: 'limited',
      isPassing: true,
      sentence: `${label} takes no more requests at the moment. Try again in a few minutes.`,
      retryAfterMilliseconds: retryAfterOf(error, now),
    };
  if (status >= 500 || status === 408 || status === 409)
    return {
      ...unavailable(`${label} has trouble of its own (${said}). Try again in a few minutes.`),
      retryAfterMilliseconds: retryAfterOf(error, now),
    };
  if (status === 401 || status === 403)
    return fixed(
      `${label} does not accept the key of this server (${said}). Whoever runs the server has to check ${setting('API_KEY')}.`,
    );
  if (status === 404)
    return fixed(
      `${label} does not know the model that this server asks for (${said}). Whoever runs the server has to check ${setting('MODEL')}.`,
    );
  return fixed(
    `${label} refused the request (${said}). Try again with less text; if that changes nothing, whoever runs the server has to look at it.`,
  );
}

/** A word such as `overloaded_error`; whatever else a provider says may hold anything. */
function codeOf(error: unknown): string {
  const data = APICallError.isInstance(error) ? error.data : error;
  const inside = isRecord(data) && isRecord(data.error) ? data.error : data;
  if (!isRecord(inside)) return '';
  const word = [inside.code, inside.type, inside.status].find(
    (candidate) =>
      typeof candidate === 'string' && /^[A-Za-z_]{3,40}$/.test(candidate) && candidate !== 'error',
  );
  return word === undefined ? '' : `, ${word}`;
}

/** Seconds or a date (RFC 9110, 10.2.3), or the milliseconds that OpenAI sends. */
function retryAfterOf({ responseHeaders }: APICallError, now: Date): number | null {
  const milliseconds = Number(responseHeaders?.['retry-after-ms']);
  if (milliseconds > 0) return milliseconds;
  const text = responseHeaders?.['retry-after'];
  if (text === undefined) return null;
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  const until = Date.parse(text) - now.getTime();
  return Number.isFinite(until) ? Math.max(0, until) : null;
}

const isFine = (status: number) => status >= 200 && status < 300;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
