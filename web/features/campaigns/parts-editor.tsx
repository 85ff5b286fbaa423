import {
  type CampaignData,
  type CampaignSegment,
  isSubject,
  partLabelOf,
  partTypes,
} from '@blossomer/contract';
import { Plus } from 'lucide-react';
import { uuidv7 } from 'uuidv7';
import { useUndo } from '../../components/use-undo.ts';
import { Button } from '../../ui/button.tsx';
import { DropdownMenu } from '../../ui/popover.tsx';
import { SortableList } from '../../ui/sortable-list.tsx';
import type { ChangeData } from './campaign-editor.tsx';
import { inOrder, withoutSegment, withSegmentAt } from './letter.ts';
import { PartRow, partFieldId } from './part-row.tsx';
import { useFocusNext } from './use-focus-next.ts';

/** The e-mail as labelled parts, in the order in which they are read. */
export function PartsEditor({ data, changeData }: { data: CampaignData; changeData: ChangeData }) {
  const { segments = [] } = data;
  const focusNext = useFocusNext();
  const offerUndo = useUndo();
  const remove = (segment: CampaignSegment) => {
    const index = segments.findIndex(({ id }) => id === segment.id);
    const neighbour = segments[index + 1] ?? segments[index - 1];
    changeData((now) => withoutSegment(now, segment.id));
    focusNext(neighbour === undefined ? addButtonId : partFieldId(neighbour.id));
    offerUndo(`${partLabelOf(segment)} removed`, () =>
      changeData((now) => withSegmentAt(now, index, segment)),
    );
  };
  const add = ({ type, label }: (typeof partTypes)[number]) => {
    const segment = { id: uuidv7(), type, label, text: '' };
    changeData((now) => withSegmentAt(now, placeFor(type, now.segments ?? []), segment));
    focusNext(partFieldId(segment.id));
  };
  return (
    <div>
      {segments.length === 0 ? (
        <p className="px-4 pt-4 text-ink-muted">
          No parts yet. Add the first one, such as a greeting, or write it as one text.
        </p>
      ) : (
        <SortableList
          label="Parts of the e-mail"
          items={segments}
          idOf={({ id }) => id}
          nameOf={partLabelOf}
          onReorder={(ids) => changeData((now) => inOrder(now, ids))}
          className="divide-y divide-line"
        >
          {(segment, controls) => (
            <PartRow
              segment={segment}
              purpose={data.breakdown?.[segment.type ?? '']?.description}
              note={isSubject(segment) && differs(segment, data) ? subjectDiffers : undefined}
              controls={controls}
              changeData={changeData}
              onRemove={() => remove(segment)}
            />
          )}
        </SortableList>
      )}
      <div className="border-line border-t px-3 py-2">
        <DropdownMenu
          label="Parts to add"
          align="start"
          trigger={
            <Button variant="quiet" size="small" id={addButtonId}>
              <Plus aria-hidden="true" />
              Add a part
            </Button>
          }
          groups={[partTypes.map((known) => ({ label: known.label, onSelect: () => add(known) }))]}
        />
      </div>
    </div>
  );
}

const addButtonId = 'add-part';

const subjectDiffers = 'This is not the subject above. Readers see the one above.';

function differs({ text = '' }: CampaignSegment, { subject = '' }: CampaignData): boolean {
  return text !== subject;
}

/** A subject stands first; everything else before the signature that ends the e-mail. */
function placeFor(type: string, segments: readonly CampaignSegment[]): number {
  if (type === 'subject') return 0;
  const end = segments.length;
  return type !== 'signature' && segments.at(-1)?.type === 'signature' ? end - 1 : end;
}
