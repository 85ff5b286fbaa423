import type { EntityKind, LimitClass, NewGeneration } from '@blossomer/contract';
import { uuidv7 } from 'uuidv7';
import type { Caller } from '../../caller.ts';
import { digestOf } from '../../document/create.ts';
import { Failure } from '../../failures.ts';
import type { Answer, Ask } from '../../serve.ts';
import type { Generating } from './generating.ts';
import { generationText } from './history.ts';
import { requireKnown } from './known.ts';
import { generationJson } from './rows.ts';

type Creating = Ask<unknown, unknown, NewGeneration>;

/** Everything that can be refused is refused here; what is left is one round trip that reserves, writes and queues, or nothing. */
export async function createGeneration(generating: Generating, ask: Creating): Promise<Answer> {
  const { caller, body, sent } = ask;
  const { id = uuidv7(), kind } = body;
  const digest = digestOf(sent);
  if (kind !== 'company' && generating.model === null) throw noModel();
  const charge = await generating.limits.charge(limitOf[kind], caller.identity.userId, () => caller);
  try {
    const isNew = body.id === undefined || !(await isStored(caller, id, digest));
    if (isNew) await requireKnown(caller, body);
    const queued = isNew ? await queue(generating, caller, { id, digest, body }) : null;
    if (queued === null) charge.refund();
    else generating.jobs.wake();
    const text = queued ?? (await generationText(caller, id));
    return { status: 202, text, headers: charge.headers() };
  } catch (error) {
    charge.refund();
    throw error;
  }
}

/** For the same request again: the row that it made, as it is now. */
export async function createdGeneration({ caller, once }: Creating): Promise<Answer> {
  const [rows] = await caller.read({
    name: 'generations.by-key',
    text: `select ${generationJson} from generations it where it.idempotency_key = $1`,
    values: [once?.key ?? ''],
  });
  const text = rows?.[0]?.[0];
  if (typeof text !== 'string') throw new Error('a generation kept its idempotency key and no row');
  return { status: 202, text };
}

export function noModel(): Failure {
  return new Failure(
    'no-model',
    'No model is configured on this server, so only a company can be generated, from what its website says. Whoever runs the server can set AI_PROVIDERS and a key.',
  );
}

const limitOf = {
  company: 'generate-company',
  account: 'generate-account',
  persona: 'generate-persona',
  campaign: 'generate-campaign',
} as const satisfies Record<EntityKind, LimitClass>;

interface New {
  id: string;
  digest: string;
  body: NewGeneration;
}

/** The row as JSON text; null: the same request was faster, and its row is there. */
async function queue(
  generating: Generating,
  caller: Caller,
  row: New,
  exempt = false,
): Promise<string | null> {
  const { id, digest, body } = row;
  const { userId } = caller.identity;
  const { documentId } = body.inputs;
  const queued = await generating.jobs.queued({ userId, generationId: id });
  try {
    const [inserted] = await caller.write(
      {
        name: 'generations.create',
        text: `insert into generations as it (user_id, id, kind, document_id, again, digest, inputs)
          values ($1, $2, $3, $4, $5, $6, $7) returning ${generationJson}`,
        values: [
          userId,
          id,
          body.kind,
          documentId ?? uuidv7(),
          documentId !== undefined,
          digest,
          JSON.stringify(body.inputs),
        ],
      },
      generating.ledger.reservation(body.kind, id, 1, exempt),
      queued,
      { name: 'generations.keep-key', text: 'select keep_idempotency_key()', values: [] },
    );
    return String(inserted?.[0]?.[0]);
  } catch (error) {
    if (generating.ledger.isRefused(error)) {
      await generating.ledger.refuseUnlessExempt(caller, body.kind);
      return queue(generating, caller, row, true);
    }
    if (isTaken(error) && (await isStored(caller, id, digest))) return null;
    throw error;
  }
}

function isTaken(error: unknown): boolean {
  return (error as { constraint?: unknown }).constraint === 'generations_pkey';
}

/** Throws for one that was asked for in other words. */
async function isStored(caller: Caller, id: string, digest: string): Promise<boolean> {
  const [rows] = await caller.read({
    name: 'generations.stored',
    text: 'select digest from generations where id = $1',
    values: [id],
  });
  const [stored] = rows?.[0] ?? [];
  if (stored == null || stored === digest) return stored != null;
  const message = 'You already have a generation with this id and other inputs.';
  throw new Failure('id-taken', message, { faults: [{ in: 'body', pointer: '/id', message }] });
}
