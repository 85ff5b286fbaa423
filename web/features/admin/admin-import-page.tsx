import { admin, type ImportReport } from '@blossomer/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { uuidv7 } from 'uuidv7';
import { ClassCounts } from '../../components/imports/class-counts.tsx';
import type { Dump } from '../../components/imports/dump-file.ts';
import { FileImport } from '../../components/imports/file-import.tsx';
import { ResultCounts } from '../../components/imports/result-counts.tsx';
import { Page } from '../../components/page.tsx';
import { SettingsSection } from '../../components/settings-section.tsx';
import { paths } from '../../paths.ts';
import { usePerson } from '../../person.ts';
import { useScreenParam } from '../../place.ts';
import { Breadcrumbs } from '../../ui/breadcrumbs.tsx';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Input } from '../../ui/input.tsx';
import { AdminOnly } from './admin-only.tsx';

/** A dump for somebody else: a reason first, a try without writing, then the import. */
export function AdminImportPage() {
  return (
    <AdminOnly>
      <ImportFor userId={useScreenParam('userId')} />
    </AdminOnly>
  );
}

function ImportFor({ userId }: { userId: string }) {
  const { person, api, patientApi } = usePerson();
  const [reason, setReason] = useState('');
  const [came, setCame] = useState<ImportReport | null>(null);
  const key = useRef<{ words: string; key: string } | null>(null);
  const { data } = useQuery({
    queryKey: [person.id, 'admin', 'user', userId],
    queryFn: async ({ signal }) => (await api(admin.users, { query: { q: userId, limit: 1 }, signal })).body,
  });
  const somebody = data?.items.find(({ id }) => id === userId);
  const who = somebody?.email || somebody?.name || userId;
  const told = reason.trim();

  function keyOf(dump: Dump): string {
    const words = `${told} ${JSON.stringify(dump)}`;
    if (key.current?.words !== words) key.current = { words, key: uuidv7() };
    return key.current.key;
  }

  return (
    <Page
      title="Import for somebody"
      breadcrumbs={
        <Breadcrumbs
          links={[{ key: 'people', link: <Link to={paths.app.admin}>People</Link> }]}
          here="Import for somebody"
        />
      }
      description={
        <>
          For <span className="break-all font-medium text-ink">{who}</span>. They see in their settings that
          you did it, when, and why.
          {data && !somebody ? ' Nobody with this id has signed in yet; the work waits for them.' : ''}
        </>
      }
    >
      <div className="flex max-w-3xl flex-col gap-4">
        <SettingsSection id="reason" title="Why">
          <Field
            label="Reason"
            required
            hint="The person reads this. The try is written down, too."
            note={`${[...told].length} of 500`}
          >
            <Input value={reason} onChange={(event) => setReason(event.target.value)} maxLength={500} />
          </Field>
        </SettingsSection>
        {came === null && told !== '' ? (
          <SettingsSection id="file" title="What their browser held">
            <FileImport
              mayDecide={false}
              preview={async (dump) => {
                const call = {
                  params: { id: userId },
                  query: { dryRun: true },
                  body: { dump, reason: told },
                };
                return (await patientApi(admin.import, call)).body;
              }}
              run={async ({ dump, name }) => {
                const { body } = await patientApi(admin.import, {
                  params: { id: userId },
                  body: { dump, reason: told, label: name.slice(0, 200) },
                  idempotencyKey: keyOf(dump),
                });
                setCame(body);
              }}
            />
          </SettingsSection>
        ) : null}
        {came === null && told === '' ? (
          <p className="text-ink-muted">Say why first; then choose the file.</p>
        ) : null}
        {came ? <Came report={came} again={() => setCame(null)} /> : null}
      </div>
    </Page>
  );
}

/** Totals alone: the receipt itself is the person's. */
function Came({ report, again }: { report: ImportReport; again: () => void }) {
  return (
    <SettingsSection
      id="came"
      title="Imported"
      description="The receipt, value by value, is in their settings."
      actions={<Button onClick={again}>Import another file</Button>}
    >
      <div role="status" className="flex flex-col gap-4">
        <ResultCounts entities={report.entities} />
        <ClassCounts totals={report.totals} />
        <p className="text-ink-faint text-xs">
          Import <code className="select-all font-mono">{report.id}</code>
        </p>
      </div>
    </SettingsSection>
  );
}
