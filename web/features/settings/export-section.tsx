import { type ExportEntity, type ExportFormat, type ExportPreset, exports } from '@blossomer/contract';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { failureOf } from '../../components/problem.ts';
import { saveFile } from '../../components/save-file.ts';
import { SettingsSection } from '../../components/settings-section.tsx';
import { useList } from '../../data/hooks.ts';
import { usePerson } from '../../person.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';
import { showDone, showProblem } from '../../ui/toast.tsx';

const entities = [
  { value: 'accounts', label: 'Accounts' },
  { value: 'personas', label: 'Personas' },
  { value: 'campaigns', label: 'Campaigns' },
] as const satisfies { value: ExportEntity; label: string }[];

const presets = [
  { value: 'generic', label: 'All columns' },
  { value: 'clay', label: 'For Clay' },
  { value: 'apollo', label: 'For Apollo' },
  { value: 'hubspot', label: 'For HubSpot' },
] as const satisfies { value: ExportPreset; label: string }[];

interface Asked {
  format: ExportFormat;
  companyId?: string;
  entity?: ExportEntity;
  preset?: ExportPreset;
}

/** Everything of the person's, in a form that they can take somewhere else. */
export function ExportSection() {
  const { busy, download } = useDownload();
  const { items: companies } = useList('company', { fields: 'summary', sort: 'name', limit: 200 });
  const [companyId, setCompanyId] = useState('');
  const [entity, setEntity] = useState<ExportEntity>('accounts');
  const [preset, setPreset] = useState<ExportPreset>('generic');
  const choices = companies.map(({ id, name }) => ({ value: id, label: name }));
  const single = companyId || (companies.length === 1 ? (companies[0]?.id ?? '') : '');
  const button = (name: string, label: string, asked: Asked, disabled = false) => (
    <Button busy={busy === name} disabled={disabled} onClick={() => void download(name, asked)}>
      <Download aria-hidden="true" />
      {label}
    </Button>
  );
  return (
    <SettingsSection
      id="export"
      title="Export"
      description="All of your work, as of one moment. It is yours to take anywhere."
    >
      <div className="flex flex-col gap-5">
        <Way
          title="Everything"
          hint="Companies, accounts, personas, campaigns, the trash and the imports, as JSON."
        >
          {button('json', 'Download JSON', { format: 'json' })}
        </Way>
        <Way title="A table" hint="For a spreadsheet or another tool, as CSV.">
          <div className="flex flex-wrap items-end gap-2">
            <Field label="Rows" className="min-w-36">
              <Select value={entity} onChange={setEntity} choices={entities} />
            </Field>
            <Field label="Columns" className="min-w-36">
              <Select value={preset} onChange={setPreset} choices={presets} />
            </Field>
            {choices.length > 1 ? (
              <Field label="Company" className="min-w-44">
                <Select
                  value={companyId || 'all'}
                  onChange={(chosen) => setCompanyId(chosen === 'all' ? '' : chosen)}
                  choices={[{ value: 'all', label: 'All companies' }, ...choices]}
                />
              </Field>
            ) : null}
            {button('csv', 'Download CSV', {
              format: 'csv',
              entity,
              preset,
              ...(companyId ? { companyId } : {}),
            })}
          </div>
        </Way>
        <Way
          title="As the old build kept it"
          hint="One company in the shape of the last browser-only build. Importing it again gives the same documents."
        >
          <div className="flex flex-wrap items-end gap-2">
            {choices.length > 1 ? (
              <Field label="Company of the old shape" className="min-w-44">
                <Select
                  value={companyId}
                  onChange={setCompanyId}
                  choices={choices}
                  placeholder="Choose a company"
                />
              </Field>
            ) : null}
            {button(
              'localStorage',
              'Download for localStorage',
              { format: 'localStorage', ...(single ? { companyId: single } : {}) },
              choices.length === 0 || single === '',
            )}
          </div>
        </Way>
      </div>
    </SettingsSection>
  );
}

function Way({ title, hint, children }: { title: string; hint: string; children: React.ReactNode }) {
  return (
    <div>
      <h3 className="font-medium">{title}</h3>
      <p className="mb-2 text-ink-muted text-sm">{hint}</p>
      {children}
    </div>
  );
}

function useDownload() {
  const { patientApi } = usePerson();
  const [busy, setBusy] = useState<string | null>(null);
  async function download(name: string, asked: Asked) {
    setBusy(name);
    try {
      const { body, header } = await patientApi(exports.whole, { query: asked });
      const type = asked.format === 'csv' ? 'text/csv;charset=utf-8' : 'application/json';
      const fileName = nameIn(header('content-disposition')) ?? `blossomer-${name}`;
      saveFile(fileName, new Blob(asked.format === 'csv' ? [byteOrderMark, body] : [body], { type }));
      showDone('Downloaded', fileName);
    } catch (error) {
      showProblem('The export did not come', {
        detail: failureOf(error).detail,
        retry: () => void download(name, asked),
      });
    }
    setBusy(null);
  }
  return { busy, download };
}

/** Excel wants it, and reading an answer as text takes it off. */
const byteOrderMark = '\ufeff';

/** As the server calls it. */
function nameIn(disposition: string | null): string | undefined {
  return /filename="([\w.-]+)"/.exec(disposition ?? '')?.[1];
}
