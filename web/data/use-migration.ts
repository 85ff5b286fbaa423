import { useMemo, useSyncExternalStore } from 'react';
import { useSignedIn } from '../person.ts';
import type { Migrating, MigrationStanding } from '../workspace/migration.ts';

export type MigrationView = MigrationStanding & Pick<Migrating, 'refresh' | 'stepTo' | 'compare' | 'renew'>;

/**
 * How far this person's work is on its way from this browser to the database, and the steps that a person can take. null in
 * the playground, whose work is in this browser alone.
 */
export function useMigration(): MigrationView | null {
  const migrating = useSignedIn()?.migration;
  const standing = useSyncExternalStore(migrating?.subscribe ?? never, migrating?.standing ?? (() => null));
  return useMemo(() => {
    if (migrating === undefined || standing === null) return null;
    const { refresh, stepTo, compare, renew } = migrating;
    return { ...standing, refresh, stepTo, compare, renew };
  }, [migrating, standing]);
}

const never = () => () => {};
