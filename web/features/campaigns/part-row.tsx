import { type CampaignSegment, partLabelOf, partPurposeOf, partTypes } from '@blossomer/contract';
import { Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '../../ui/icon-button.tsx';
import { InlineEdit } from '../../ui/inline-edit.tsx';
import { Textarea } from '../../ui/input.tsx';
import { Select } from '../../ui/select.tsx';
import type { ChangeData } from './campaign-editor.tsx';
import { withSegment } from './letter.ts';

export interface PartRowProps {
  segment: CampaignSegment;
  /** What this part is for, where the e-mail itself says so. */
  purpose: string | undefined;
  /** Something about it that the person should know. */
  note?: string | undefined;
  controls: ReactNode;
  changeData: ChangeData;
  onRemove: () => void;
}

export function PartRow({ segment, purpose, note, controls, changeData, onRemove }: PartRowProps) {
  const { id, type = 'custom', text = '' } = segment;
  const name = partLabelOf(segment);
  const change = (what: Partial<CampaignSegment>) => changeData((now) => withSegment(now, id, what));
  const isUsual = partTypes.some((known) => known.type === type);
  return (
    <div className="px-4 pt-2 pb-2">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <h3 className="min-w-24 flex-1 font-medium text-sm">
          <InlineEdit
            label="the name of the part"
            value={name}
            onSave={(label) => change({ label })}
            className="font-medium text-sm"
          />
        </h3>
        <Select
          aria-label={`Type of ${name}`}
          value={type}
          onChange={(chosen) => change(retyped(segment, chosen))}
          choices={[
            ...partTypes.map((known) => ({ value: known.type as string, label: known.label })),
            ...(isUsual ? [] : [{ value: type, label: type }]),
          ]}
          className="w-34 shrink-0 text-ink-muted [&_select]:h-control-small [&_select]:border-line [&_select]:text-sm"
        />
        <span className="flex items-center">
          {controls}
          <IconButton size="small" label={`Remove ${name}`} icon={<Trash2 />} onClick={onRemove} />
        </span>
      </div>
      <Textarea
        id={partFieldId(id)}
        aria-label={`Text of ${name}`}
        rows={1}
        value={text}
        placeholder={purpose || partPurposeOf(type) || 'Text'}
        onChange={(event) => change({ text: event.target.value })}
        className="-mx-2.5 mt-1 block w-[calc(100%+1.25rem)] max-h-none min-h-9 resize-none border-transparent bg-transparent leading-6"
      />
      {note ? <p className="text-sm text-warning">{note}</p> : null}
    </div>
  );
}

export function partFieldId(id: string): string {
  return `part-${id}`;
}

/** The usual name of the new type, unless the person gave the part one of their own. */
function retyped(segment: CampaignSegment, type: string): Partial<CampaignSegment> {
  const before = partLabelOf({ type: segment.type });
  const isOwn = segment.label !== undefined && segment.label !== '' && segment.label !== before;
  return isOwn ? { type } : { type, label: partLabelOf({ type }) };
}
