import type { Fault, Problem, ProblemCode } from '@blossomer/contract';

/** What the server throws when a request fails for a reason that the person can be told. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly code: ProblemCode;
  readonly faults: readonly Fault[];
  readonly more: Partial<Pick<Problem, 'currentVersion' | 'changed' | 'operation'>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: ProblemCode,
    detail: string,
    parts: { faults?: readonly Fault[]; more?: Failure['more']; headers?: Record<string, string> } = {},
  ) {
    super(detail);
    this.code = code;
    this.faults = parts.faults ?? [];
    this.more = parts.more ?? {};
    this.headers = parts.headers ?? {};
  }
}

/** One answer for every token that is not good, so that it tells nothing of why (RFC 9110, section 15.5.2). */
export function unauthenticated(): Failure {
  return new Failure('unauthenticated', 'Send a valid access token as "Authorization: Bearer ...".', {
    headers: { 'www-authenticate': 'Bearer' },
  });
}

export function keyReused(): Failure {
  const message = 'This Idempotency-Key was used for another request; send a new one.';
  return new Failure('idempotency-key-reused', message, {
    faults: [{ in: 'header', pointer: '/Idempotency-Key', message }],
  });
}

/** Not the client's fault, and over soon: try again. */
export class Unavailable extends Failure {
  constructor(
    code:
      | 'identity-unreachable'
      | 'database-unreachable'
      | 'limits-unreachable'
      | 'overloaded'
      | 'shutting-down',
    detail: string,
  ) {
    super(code, detail, { headers: { 'retry-after': '1' } });
  }
}

/** What a constraint of the database means to the person who ran into it: one sentence and the field it is about. */
const constraints: Record<string, { code: ProblemCode; pointer: string; message: string }> = {
  accounts_company_exists: {
    code: 'unknown-parent',
    pointer: '/companyId',
    message: 'There is no company of yours with this id.',
  },
  personas_account_exists: {
    code: 'unknown-parent',
    pointer: '/accountId',
    message: 'There is no account of yours with this id.',
  },
  campaigns_persona_belongs_to_account: {
    code: 'unknown-parent',
    pointer: '/personaId',
    message: 'There is no persona of yours with this id in that account.',
  },
  // Met by a restore alone: a create finds out by itself.
  companies_pkey: taken('company'),
  accounts_pkey: taken('account'),
  personas_pkey: taken('persona'),
  personas_account_and_id: taken('persona'),
  campaigns_pkey: taken('campaign'),
};

function taken(noun: string) {
  return {
    code: 'id-taken' as const,
    pointer: '/id',
    message: `You already have a ${noun} with this id and other content.`,
  };
}

/** SQLSTATEs that are about the server's state, not about the request (PostgreSQL appendix A). */
const unavailableStates = /^(08|28|53|57P0[123]|57014|25P03|40001|40P01|55P03)/;
const unreachableErrors =
  /ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|not queryable|timeout|terminated/i;

/** Turns what the database said into what the person is told; anything unknown is returned as it came. */
export function fromDatabase(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof Failure) return error;
  const { code, constraint } = error as { code?: unknown; constraint?: unknown };
  if (code === 'BG422') return keyReused();
  if (code === 'BG403') return new Failure('forbidden', 'This needs the role admin.');
  if (code === 'BG410')
    return new Failure(
      'erased',
      'This person has erased everything; nothing can be brought in for them any more.',
    );
  if (code === 'BG401') return unauthenticated(); // Deleted: the same words as for any other token that is none.
  const known = typeof constraint === 'string' ? constraints[constraint] : undefined;
  if (known) {
    const { pointer, message } = known;
    return new Failure(known.code, message, { faults: [{ in: 'body', pointer, message }] });
  }
  if (typeof code === 'string' && unavailableStates.test(code)) return unreachable();
  if (unreachableErrors.test(`${typeof code === 'string' ? code : ''} ${error.message}`))
    return unreachable();
  return error;
}

function unreachable(): Unavailable {
  return new Unavailable(
    'database-unreachable',
    'The database did not answer in time; please try again in a moment.',
  );
}
