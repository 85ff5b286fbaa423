import { useCallback } from 'react';
import { showProblem, showUndo } from '../ui/toast.tsx';
import { failureOf } from './problem.ts';

/** Offers to take something back; an undo that cannot be done says why. */
export function useUndo(): (title: string, undo: () => void | Promise<void>) => void {
  return useCallback((title, undo) => {
    showUndo(title, async () => {
      try {
        await undo();
      } catch (error) {
        showProblem('It could not be taken back', { detail: failureOf(error).detail });
      }
    });
  }, []);
}
