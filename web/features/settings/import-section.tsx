import { imports } from '@blossomer/contract';
import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { uuidv7 } from 'uuidv7';
import type { DumpFile } from '../../components/imports/dump-file.ts';
import { FileImport } from '../../components/imports/file-import.tsx';
import { SettingsSection } from '../../components/settings-section.tsx';
import { useSession } from '../../data/use-session.ts';
import { paths } from '../../paths.ts';
import { usePerson } from '../../person.ts';
import { showDone, showProblem } from '../../ui/toast.tsx';
import { countsAgree } from '../../workspace/verify-import.ts';

/** What another browser held, from a file. */
export function ImportSection() {
  const { patientApi } = usePerson();
  const { queryClient } = useSession();
  const navigate = useNavigate();
  const key = useRef<{ file: DumpFile; asked: string; key: string } | null>(null);

  /** The same words again have the same key, so that a lost reply is only asked for again. */
  function keyOf(file: DumpFile, asked: string): string {
    if (key.current?.file !== file || key.current.asked !== asked)
      key.current = { file, asked, key: uuidv7() };
    return key.current.key;
  }

  return (
    <SettingsSection
      id="import"
      title="Import from a file"
      description="What another browser held. You see what would happen before anything is written; again adds nothing."
    >
      <FileImport
        mayDecide
        preview={async (dump, decisions) =>
          (await patientApi(imports.create, { query: { dryRun: true }, body: { dump, decisions } })).body
        }
        run={async (file, decisions) => {
          const { body } = await patientApi(imports.create, {
            body: { dump: file.dump, decisions, label: file.name.slice(0, 200) },
            idempotencyKey: keyOf(file, JSON.stringify(decisions)),
          });
          void queryClient.invalidateQueries();
          if (countsAgree(file.dump, body)) {
            showDone('Imported', `All ${body.totals.leaves.toLocaleString('en')} values are accounted for.`);
          } else {
            showProblem('The receipt does not add up', {
              detail: 'Keep the file: this is a defect of the import. What came in can be undone.',
            });
          }
          await navigate({ to: paths.app.receipt(body.id) });
        }}
      />
    </SettingsSection>
  );
}
