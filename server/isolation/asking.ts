/** One request as it goes over the wire, and its answer whole: what a person outside can see of it. */
export interface Question {
  method: string;
  path: string;
  /** null: no Authorization header. */
  token: string | null;
  body?: unknown;
  bodyType?: string;
  headers?: Record<string, string>;
}

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** Below the product's client: that one would parse away what is compared here. */
export async function ask(url: string, question: Question): Promise<Answer> {
  const { method, path, token, body, bodyType = 'application/json', headers } = question;
  const reply = await fetch(url + path, {
    method,
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': bodyType }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: reply.status, headers: Object.fromEntries(reply.headers), body: await reply.text() };
}

export function requireStatus(answer: Answer, status: number): Answer {
  if (answer.status === status) return answer;
  throw new Error(`${status} was expected, and this came: ${answer.status} ${answer.body}`);
}

const uuids = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const instants = /\d{4}-\d\d-\d\dT[\d:.]+Z/g;

/** All that two answers must share, byte for byte: everything but the request id, the clock and what the asker has left. */
export function comparable({ status, headers, body }: Answer): Answer {
  const { 'x-request-id': id, date: _date, 'server-timing': _timing, ...rest } = headers;
  const asked = Object.fromEntries(Object.entries(rest).filter(([name]) => !/^(x-)?ratelimit/.test(name)));
  return { status, headers: asked, body: id === undefined ? body : body.replaceAll(id, 'REQUEST') };
}

/** For two writes that both succeed: what they wrote carries the ids, words and times of each. */
export function comparableWrite(answer: Answer, word: string): Answer {
  const { status, headers, body } = comparable(answer);
  const same = (text: string) =>
    text.replaceAll(uuids, 'ID').replaceAll(instants, 'TIME').replaceAll(word, 'WORD');
  return {
    status,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, same(value)])),
    body: same(body),
  };
}
