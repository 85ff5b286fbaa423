import type { EntityKind } from '@blossomer/contract';
import { useCallback } from 'react';
import { useRemove } from '../data/hooks.ts';
import { useUndo } from './use-undo.ts';

/** Into the trash at once, with everything below, and an offer to take it back. */
export function useDelete(): (kind: EntityKind, document: { id: string; name: string }) => void {
  const remove = useRemove();
  const offerUndo = useUndo();
  return useCallback(
    (kind, { id, name }) => {
      const { undo } = remove(kind, id);
      offerUndo(`${name} is in the trash`, undo);
    },
    [remove, offerUndo],
  );
}
