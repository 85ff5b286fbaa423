import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useList, useRemove } from '../data/hooks.ts';
import { useSession } from '../data/use-session.ts';
import { usePlace } from '../place.ts';
import { sampleIds } from '../sample/ids.ts';
import { showProblem, showUndo } from '../ui/toast.tsx';
import { failureOf } from './problem.ts';

export interface Sample {
  isThere: boolean;
  isFilling: boolean;
  /** Puts the example into the workspace, all of it or nothing, and goes to it. Twice makes nothing twice. */
  fill(): Promise<void>;
  /** Takes it out again with all below it; a toast offers the undo. */
  remove(): void;
}

export function useSample(): Sample {
  const session = useSession();
  const { paths } = usePlace();
  const navigate = useNavigate();
  const remove = useRemove();
  const [isFilling, setFilling] = useState(false);
  const { items } = useList('company', { fields: 'summary', sort: 'name', limit: 200 });
  const fill = async () => {
    setFilling(true);
    try {
      const { sampleOperations } = await import('../sample/operations.ts');
      await session.writeTogether(sampleOperations);
      await navigate({ to: paths.company(sampleIds.company) });
    } catch (error) {
      const { title, detail } = failureOf(error);
      showProblem(title, { detail, retry: () => void fill() });
    } finally {
      setFilling(false);
    }
  };
  return {
    isThere: items.some(({ id }) => id === sampleIds.company),
    isFilling,
    fill,
    remove: () => {
      const { undo } = remove('company', sampleIds.company);
      void navigate({ to: paths.home });
      showUndo('The example is removed', () => {
        undo().catch((error: unknown) =>
          showProblem(failureOf(error).title, { detail: failureOf(error).detail }),
        );
      });
    },
  };
}
