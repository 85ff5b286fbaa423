import type { Migrating } from '../workspace/migration.ts';
import { browserPage, type Page } from './page.ts';
import type { Session } from './session.ts';
import { whenIdle } from './when-idle.ts';

export interface IdleOptions {
  page?: Page | undefined;
  locks?: Pick<LockManager, 'request'> | undefined;
  /** How long after the page has opened, and how often it is looked whether a comparison is due. */
  firstMilliseconds?: number;
  everyMilliseconds?: number;
}

/** A clean comparison counts for a day on the server; half of that is soon enough. */
const dueAfterMilliseconds = 12 * 60 * 60 * 1000;

/**
 * Compares the mirror with the server when nobody waits for anything: the page is seen, nothing is unsent, the browser is
 * idle, and no other tab does it. After a failure, or a comparison that was not clean, it rests before it tries again.
 */
export function compareWhenIdle(
  session: Pick<Session, 'owner' | 'unsentCount'>,
  migrating: Migrating,
  options: IdleOptions = {},
): () => void {
  const { firstMilliseconds = 10_000, everyMilliseconds = 30 * 60_000 } = options;
  const page = 'page' in options ? options.page : browserPage();
  const locks = 'locks' in options ? options.locks : globalThis.navigator?.locks;
  let timer = setTimeout(look, firstMilliseconds);
  let stopped = false;

  function look(): void {
    timer = setTimeout(look, everyMilliseconds);
    if (page?.document.visibilityState === 'hidden' || session.unsentCount() > 0) return;
    whenIdle(() => {
      if (!stopped) void compareIfDue().catch(() => undefined); // Told by the standing; tried again later.
    }, 60_000);
  }

  async function compareIfDue(): Promise<void> {
    if (migrating.standing().migration === null) await migrating.refresh();
    if (!isDue(migrating)) return;
    if (locks === undefined) return migrating.compare();
    await locks.request(`gtm.compare.${session.owner}`, { ifAvailable: true }, async (lock) => {
      if (lock !== null && !stopped) await migrating.compare();
    });
  }

  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}

function isDue(migrating: Migrating): boolean {
  const { migration, isComparing } = migrating.standing();
  if (migration === null || migration.phase === 'db-only' || isComparing) return false;
  const { comparedAt, clean } = migration;
  return clean !== true || comparedAt === null || Date.now() - Date.parse(comparedAt) > dueAfterMilliseconds;
}
