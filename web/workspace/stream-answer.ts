import { asProblem } from '@blossomer/contract';
import { asRefused } from './errors.ts';
import type { StreamReply } from './transport.ts';

/** The answer, if it is one; a refusal is thrown as those of all other requests are. */
export async function answered(reply: StreamReply): Promise<StreamReply> {
  if (reply.status < 400) return reply;
  throw asRefused(asProblem(reply.status, await reply.text()), reply.headers.get('retry-after'));
}
