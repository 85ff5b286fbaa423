import { auditColumns, auditPosition } from '../../audit.ts';
import type { Caller } from '../../caller.ts';
import { cursorAfter } from '../../document/cursor.ts';
import { pageOf } from '../../page.ts';
import type { Answer } from '../../serve.ts';

interface Acts {
  userId?: string | undefined;
  adminId?: string | undefined;
  limit?: number | undefined;
  cursor?: string | undefined;
}

const actsOnPage = 50;

/** What admins did, the last first, by keyset. */
export async function listActs(
  caller: Caller,
  { userId, adminId, limit = actsOnPage, cursor }: Acts,
): Promise<Answer> {
  const filters = `${userId ?? ''} ${adminId ?? ''}`;
  const { list, values } = auditPosition(caller.identity.userId, filters, cursor);
  const [rows = []] = await caller.read({
    name: 'admin.audit',
    text: `select ${auditColumns} from list_acts($1, $2, $3::timestamptz, $4::uuid, $5::integer) it`,
    values: [userId ?? null, adminId ?? null, ...values, limit + 1],
  });
  return pageOf(rows, limit, cursorAfter(list));
}
