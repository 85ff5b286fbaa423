import { randomInt } from 'node:crypto';
import { type BenchRequest, mark } from './requests.ts';

export interface Sent {
  /** The digits that stood for the mark. */
  number: string;
  json: unknown;
}

/** One request as a client would send it. Throws unless the answer has the status that the case expects. */
export async function sendRequest(
  url: string,
  { method, path, headers, body, status }: BenchRequest,
): Promise<Sent> {
  const number = String(randomInt(900_000_000, 999_999_999));
  const response = await fetch(url + path, { method, headers, body: body?.replace(mark, number) ?? null });
  const text = await response.text();
  if (response.status !== status) {
    throw new Error(
      `${method} ${path} at ${url}: ${response.status} and not ${status}: ${text.slice(0, 600)}`,
    );
  }
  return { number, json: text === '' ? null : JSON.parse(text) };
}
