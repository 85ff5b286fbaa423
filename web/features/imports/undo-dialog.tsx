import { type ImportUndo, imports } from '@blossomer/contract';
import { useEffect, useState } from 'react';
import { UndoBuckets } from '../../components/imports/undo-buckets.tsx';
import { failureOf } from '../../components/problem.ts';
import { useSession } from '../../data/use-session.ts';
import { usePerson } from '../../person.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorState, Loading, Skeleton } from '../../ui/states.tsx';
import { showDone } from '../../ui/toast.tsx';

export interface UndoDialogProps {
  importId: string;
  onOpenChange: (open: boolean) => void;
  undone: () => void;
}

/** What an undo would do, in its three buckets, before it is done. */
export function UndoDialog({ importId, onOpenChange, undone }: UndoDialogProps) {
  const { queryClient } = useSession();
  const { patientApi } = usePerson();
  const [preview, setPreview] = useState<ImportUndo | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `tries` asks again.
  useEffect(() => {
    let left = false;
    setError(null);
    patientApi(imports.undo, { params: { id: importId }, query: { dryRun: true } }).then(
      ({ body }) => left || setPreview(body),
      (reason: unknown) => left || setError(reason),
    );
    return () => {
      left = true;
    };
  }, [importId, patientApi, tries]);

  async function undo() {
    setBusy(true);
    setError(null);
    try {
      const { body } = await patientApi(imports.undo, { params: { id: importId } });
      void queryClient.invalidateQueries();
      undone();
      onOpenChange(false);
      const { reversed, kept } = body;
      showDone('The import is undone', `${reversed.length} taken back, ${kept.length} stayed.`);
    } catch (reason) {
      setError(reason);
      setBusy(false);
    }
  }

  return (
    <Dialog
      open
      onOpenChange={onOpenChange}
      title="Undo this import?"
      description="What you edited since stays. Importing the same again brings all of it back."
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Leave it</Button>
          <Button variant="danger" busy={busy} disabled={preview === null} onClick={() => void undo()}>
            Undo the import
          </Button>
        </>
      }
    >
      {error === null ? null : (
        <ErrorState
          title="It could not be undone"
          requestId={failureOf(error).requestId}
          actions={preview === null ? <Button onClick={() => setTries(tries + 1)}>Try again</Button> : null}
          className="mb-4"
        >
          {failureOf(error).detail}
        </ErrorState>
      )}
      {preview === null && error === null ? (
        <Loading label="Finding out what would be undone" className="flex flex-col gap-2">
          <Skeleton className="h-8" />
          <Skeleton className="h-8" />
          <Skeleton className="h-8" />
        </Loading>
      ) : null}
      {preview ? <UndoBuckets undo={preview} /> : null}
    </Dialog>
  );
}
