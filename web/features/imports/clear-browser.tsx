import { useMemo, useState } from 'react';
import { sizeInWords } from '../../components/imports/work-facts.ts';
import { failureOf } from '../../components/problem.ts';
import { Button } from '../../ui/button.tsx';
import { Card, CardBody, CardHeader } from '../../ui/card.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { showProblem } from '../../ui/toast.tsx';
import type { Claim } from '../../workspace/claim.ts';
import { type BrowserWork, factsOf } from '../../workspace/claim-work.ts';

/** An act of its own, offered only after everything was verified: until then this browser keeps its copy. */
export function ClearBrowser({ claim, work, next }: { claim: Claim; work: BrowserWork; next: string }) {
  const [asking, setAsking] = useState(false);
  const facts = useMemo(() => factsOf(work), [work]);
  const keys = Object.keys(work.dump);

  async function clear() {
    try {
      await claim.clear();
      location.assign(next); // A page of its own: no screen here shows the playground that is gone.
    } catch (error) {
      setAsking(false);
      showProblem('Nothing was cleared', { detail: failureOf(error).detail });
    }
  }

  return (
    <Card>
      <CardHeader
        title="Clear this browser"
        description={`The copy here (${sizeInWords(facts.size)}) is not needed any more. It does no harm either: clear it when you like.`}
      />
      <CardBody>
        <Button onClick={() => setAsking(true)}>Clear this browser</Button>
      </CardBody>
      <Dialog
        open={asking}
        onOpenChange={setAsking}
        width="narrow"
        title="Clear the copy in this browser?"
        description="Your account keeps everything. This takes away what lies here outside of it."
        footer={
          <>
            <Button onClick={() => setAsking(false)}>Keep the copy</Button>
            <Button variant="danger" onClick={() => void clear()}>
              Clear it
            </Button>
          </>
        }
      >
        <ul className="flex flex-col gap-1">
          {keys.slice(0, 8).map((key) => (
            <li key={key} className="break-all font-mono text-sm">
              {key}
            </li>
          ))}
          {keys.length > 8 ? (
            <li className="text-ink-muted text-sm">and {keys.length - 8} more keys</li>
          ) : null}
          {facts.fromPlayground ? <li>All of the playground</li> : null}
        </ul>
      </Dialog>
    </Card>
  );
}
