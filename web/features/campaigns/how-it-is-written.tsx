import type { Campaign } from '@blossomer/contract';
import { useState } from 'react';
import { Disclosure } from '../../components/disclosure.tsx';
import { useAvailable } from '../../data/generations.ts';
import { useDocument } from '../../data/hooks.ts';
import { Loading, Skeleton } from '../../ui/states.tsx';
import { AngleFields, type ConfigFieldsProps } from './angle-fields.tsx';
import type { ChangeData } from './campaign-editor.tsx';
import { type Config, configured } from './starter.ts';
import { WordingFields } from './wording-fields.tsx';
import { callsToAction, emphases, openingLines } from './words.ts';

interface HowItIsWrittenProps {
  campaign: Campaign;
  changeData: ChangeData;
}

/** What the wizard asked, to be seen and changed as long as the e-mail is there. No text changes with it. */
export function HowItIsWritten({ campaign, changeData }: HowItIsWrittenProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Disclosure
      title="How it is written"
      note={summaryOf(campaign.data.config ?? {})}
      className="bg-surface"
      onToggle={setIsOpen}
    >
      {isOpen ? <Fields campaign={campaign} changeData={changeData} /> : null}
    </Disclosure>
  );
}

function Fields({ campaign, changeData }: HowItIsWrittenProps) {
  const canGenerate = useAvailable()?.kinds.includes('campaign') ?? false;
  const { config = {} } = campaign.data;
  const configure: ConfigFieldsProps['configure'] = (change) =>
    changeData((now) => ({ ...now, config: configured(now.config, change) }));
  return (
    <div className="grid grid-cols-1 gap-5">
      <p className="text-ink-muted text-sm">
        {canGenerate
          ? 'A change here leaves the text as it is. It counts when the e-mail is generated again.'
          : 'A change here leaves the text as it is. It says what the e-mail is meant to do.'}
      </p>
      <Angle personaId={campaign.personaId} config={config} configure={configure} />
      <WordingFields config={config} configure={configure} />
    </div>
  );
}

function Angle({ personaId, ...fields }: ConfigFieldsProps & { personaId: string }) {
  const { document: persona, isLoading } = useDocument('persona', personaId);
  if (persona) return <AngleFields {...fields} persona={persona} />;
  if (!isLoading) return null;
  return (
    <Loading label="Loading the persona" className="grid grid-cols-1 gap-2">
      <Skeleton className="w-24" />
      <Skeleton className="h-24" />
    </Loading>
  );
}

/** In a line, what can be seen without opening it. */
function summaryOf({ useCase = '', emphasis, template, openingLine, ctaSetting }: Config): string {
  const words = (choices: readonly { value: string; label: string }[], chosen: string | undefined) =>
    choices.find(({ value }) => value === chosen)?.label;
  const said = [
    useCase.trim() || undefined,
    words(emphases, emphasis),
    ...(template === 'custom'
      ? ['Blank']
      : [words(openingLines, openingLine), words(callsToAction, ctaSetting)]),
  ].filter((part) => part !== undefined);
  return said.length === 0 ? 'Nothing is chosen yet' : said.join(' · ');
}
