import { type Campaign, type CampaignData, type Fault, isInStep } from '@blossomer/contract';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { LetterText, Rows3 } from 'lucide-react';
import { useMemo, useState } from 'react';
import { nameFault } from '../../components/document-header.tsx';
import { Generated } from '../../components/generation/generated.tsx';
import { Page } from '../../components/page.tsx';
import { useUnsavedGuard } from '../../components/use-unsaved-guard.ts';
import { useEdit, useSaveState } from '../../data/hooks.ts';
import { usePlace, useScreenParam } from '../../place.ts';
import { Breadcrumbs } from '../../ui/breadcrumbs.tsx';
import { Card } from '../../ui/card.tsx';
import { classNames } from '../../ui/class-names.ts';
import { InlineEdit } from '../../ui/inline-edit.tsx';
import { SaveStatus } from '../../ui/save-status.tsx';
import { SegmentedControl } from '../../ui/tabs.tsx';
import { CampaignActions } from './campaign-actions.tsx';
import { CampaignFacts } from './campaign-facts.tsx';
import { ContextPanel } from './context-panel.tsx';
import { DifferenceNotice } from './difference-notice.tsx';
import { HowItIsWritten } from './how-it-is-written.tsx';
import { KeptTexts } from './kept-texts.tsx';
import { textOf } from './letter.ts';
import { PartsEditor } from './parts-editor.tsx';
import { SubjectCard } from './subject-card.tsx';
import { TextEditor } from './text-editor.tsx';
import { TextFacts } from './text-facts.tsx';

/** Changes what the e-mail says; works on what is on the screen at that moment. */
export type ChangeData = (change: (data: CampaignData) => CampaignData) => void;
export type Mode = 'parts' | 'text';

export function CampaignEditor({ campaign, faults }: { campaign: Campaign; faults: readonly Fault[] }) {
  const { id, name, data } = campaign;
  const { setField, change } = useEdit('campaign', id);
  const save = useSaveState('campaign', id);
  const [mode, setMode] = useMode();
  const [withContext, setWithContext] = useState(true);
  const changeData: ChangeData = useMemo(
    () => (how) => change((shown: Campaign) => ({ ...shown, data: how(shown.data) })),
    [change],
  );
  useUnsavedGuard();
  return (
    <Page
      title={name}
      breadcrumbs={<Way here={name} />}
      heading={
        <InlineEdit
          label="Name"
          value={name}
          onSave={(typed) => setField('/name', typed)}
          check={nameFault}
        />
      }
      actions={
        <>
          <SaveStatus state={save.state} className="mr-1" />
          <CampaignActions campaign={campaign} />
        </>
      }
    >
      <CampaignFacts campaign={campaign} faults={faults} />
      <Generated kind="campaign" document={campaign}>
        <div
          className={classNames(
            'grid grid-cols-1 items-start gap-5 wrap-anywhere',
            withContext ? 'lg:grid-cols-[minmax(0,1fr)_19rem]' : 'lg:grid-cols-[minmax(0,1fr)_auto]',
          )}
        >
          <div className="grid grid-cols-1 min-w-0 gap-4">
            <HowItIsWritten campaign={campaign} changeData={changeData} />
            <SubjectCard data={data} changeData={changeData} />
            <Card aria-labelledby="letter-heading">
              <header className="flex flex-wrap items-center justify-between gap-2 border-line border-b px-4 py-2.5">
                <h2 id="letter-heading" className="font-semibold text-lg">
                  Text
                </h2>
                <SegmentedControl
                  label="How to write"
                  value={mode}
                  onChange={setMode}
                  segments={[
                    { value: 'parts', label: 'In parts', icon: <Rows3 aria-hidden="true" /> },
                    { value: 'text', label: 'As one text', icon: <LetterText aria-hidden="true" /> },
                  ]}
                />
              </header>
              {isInStep(data) ? null : (
                <DifferenceNotice mode={mode} setMode={setMode} changeData={changeData} />
              )}
              {mode === 'parts' ? (
                <PartsEditor data={data} changeData={changeData} />
              ) : (
                <TextEditor data={data} changeData={changeData} />
              )}
              <TextFacts text={textOf(data)} />
            </Card>
            <KeptTexts data={data} changeData={changeData} />
          </div>
          <ContextPanel campaign={campaign} open={withContext} setOpen={setWithContext} />
        </div>
      </Generated>
    </Page>
  );
}

function Way({ here }: { here: string }) {
  const { paths } = usePlace();
  const companyId = useScreenParam('companyId');
  return (
    <Breadcrumbs
      links={[{ key: 'campaigns', link: <Link to={paths.campaigns(companyId)}>Campaigns</Link> }]}
      here={here}
    />
  );
}

/** In the address, so that a link, and the way back, leads to the same form. */
function useMode(): [Mode, (mode: Mode) => void] {
  const { mode }: { mode?: unknown } = useSearch({ strict: false });
  const navigate = useNavigate();
  const set = (next: Mode) =>
    void navigate({
      to: '.',
      search: next === 'text' ? { mode: next } : {},
      replace: true,
      resetScroll: false,
    });
  return [mode === 'text' ? 'text' : 'parts', set];
}
