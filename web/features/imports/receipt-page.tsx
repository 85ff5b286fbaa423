import { imports } from '@blossomer/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Download, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { FindingList } from '../../components/imports/finding-list.tsx';
import { ResultCounts } from '../../components/imports/result-counts.tsx';
import { UndoBuckets } from '../../components/imports/undo-buckets.tsx';
import { Page } from '../../components/page.tsx';
import { PendingPage } from '../../components/pending-page.tsx';
import { failureOf } from '../../components/problem.ts';
import { ProblemPage } from '../../components/problem-page.tsx';
import { saveJson } from '../../components/save-file.ts';
import { exactTime } from '../../components/when.tsx';
import { paths } from '../../paths.ts';
import { usePerson } from '../../person.ts';
import { useScreenParam } from '../../place.ts';
import { Badge } from '../../ui/badge.tsx';
import { Breadcrumbs } from '../../ui/breadcrumbs.tsx';
import { Button } from '../../ui/button.tsx';
import { showProblem } from '../../ui/toast.tsx';
import { ImportSources } from './import-sources.tsx';
import { ImportValues } from './import-values.tsx';
import { UndoDialog } from './undo-dialog.tsx';

/** One import for ever: what it brought, value by value, what it read, and its undo. */
export function ReceiptPage() {
  const importId = useScreenParam('importId');
  const { person, api, patientApi } = usePerson();
  const [undoing, setUndoing] = useState(false);
  const [saving, setSaving] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: [person.id, 'imports', importId],
    queryFn: async ({ signal }) => (await api(imports.view, { params: { id: importId }, signal })).body,
  });
  if (error && data === undefined) return <ProblemPage error={error} />;
  if (data === undefined) return <PendingPage />;
  const title = data.label || 'Import';

  async function saveRaw() {
    setSaving(true);
    try {
      saveJson(`import-${importId}.json`, (await patientApi(imports.raw, { params: { id: importId } })).body);
    } catch (reason) {
      showProblem('The file could not be made', { detail: failureOf(reason).detail });
    }
    setSaving(false);
  }

  return (
    <Page
      title={title}
      breadcrumbs={
        <Breadcrumbs
          links={[{ key: 'settings', link: <Link to={paths.app.settings}>Settings</Link> }]}
          here={title}
        />
      }
      description={`${exactTime(data.createdAt)}${data.actor === 'admin' ? ', by an admin for you' : ''}`}
      actions={
        <>
          <Button busy={saving} onClick={() => void saveRaw()}>
            <Download aria-hidden="true" />
            What was read
          </Button>
          {data.undoneAt === null ? (
            <Button onClick={() => setUndoing(true)}>
              <Undo2 aria-hidden="true" />
              Undo
            </Button>
          ) : (
            <Badge tone="warning">undone {exactTime(data.undoneAt)}</Badge>
          )}
        </>
      }
    >
      <div className="flex max-w-3xl flex-col gap-8">
        {data.undo ? (
          <section aria-label="The undo" className="flex flex-col gap-3">
            <h2 className="font-semibold text-lg">What the undo did</h2>
            <UndoBuckets undo={data.undo} />
          </section>
        ) : null}
        <section aria-label="Documents" className="flex flex-col gap-3">
          <h2 className="font-semibold text-lg">What came in</h2>
          <ResultCounts entities={data.entities} />
        </section>
        <section aria-label="Noticed" className="flex flex-col gap-3">
          <h2 className="font-semibold text-lg">What was noticed</h2>
          <FindingList findings={data.findings} />
        </section>
        <ImportValues importId={importId} />
        <ImportSources sources={data.sources} />
      </div>
      {undoing ? (
        <UndoDialog importId={importId} onOpenChange={setUndoing} undone={() => void refetch()} />
      ) : null}
    </Page>
  );
}
