import { Trash2 } from 'lucide-react';
import { memo, type ReactNode, useRef, useState } from 'react';
import { classNames } from '../ui/class-names.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Textarea } from '../ui/input.tsx';
import { SortableList } from '../ui/sortable-list.tsx';
import { AddLine } from './add-line.tsx';
import { withArticle } from './article.ts';
import { type ChangeList, useListAt } from './editing.tsx';
import { EvidenceMark } from './generation/evidence-mark.tsx';
import { useRowKeys } from './row-keys.ts';
import { shortText } from './short-text.ts';
import { quietText } from './text-field.tsx';
import { useRowFocus } from './use-row-focus.ts';
import { useUndo } from './use-undo.ts';

export interface StringListProps {
  pointer: string;
  /** Of the list, such as "Capabilities". */
  label: string;
  /** Of one item, such as "capability". */
  noun: string;
}

/** Texts of a document in an order: each is edited, moved and deleted by itself, and the first is added like any other. */
export function StringList({ pointer, label, noun }: StringListProps) {
  const { items, change } = useListAt<string>(pointer);
  return <Texts pointer={pointer} label={label} noun={noun} texts={items} change={change} />;
}

interface TextsProps {
  pointer: string;
  label: string;
  noun: string;
  texts: readonly string[];
  change: ChangeList<string>;
}

/** Drawn again only when one of its own texts changes. */
const Texts = memo(function Texts({ pointer, label, noun, texts, change }: TextsProps) {
  const keys = useRowKeys(texts);
  const offerUndo = useUndo();
  const place = useRef<HTMLDivElement>(null);
  const focusRow = useRowFocus(place);
  const [spoken, setSpoken] = useState('');

  function add(fresh: string[]) {
    change((now) => [...now, ...fresh]);
    setSpoken(`Added ${fresh.map(shortText).join(', ')}`);
  }

  function remove(index: number, text: string) {
    focusRow(index);
    change((now) => without(now, index, text));
    offerUndo(`Deleted: ${shortText(text)}`, () => change((now) => now.toSpliced(index, 0, text)));
  }

  return (
    <div ref={place}>
      <SortableList
        label={label}
        items={keys}
        idOf={(key) => key}
        nameOf={(key) => shortText(texts[keys.indexOf(key)] ?? '') || noun}
        onReorder={(order) => change(() => order.map((key) => texts[keys.indexOf(key)] ?? ''))}
      >
        {(key, controls) => {
          const index = keys.indexOf(key);
          const text = texts[index] ?? '';
          return (
            <TextRow
              label={`${noun.charAt(0).toUpperCase()}${noun.slice(1)} ${index + 1}`}
              text={text}
              onChange={(typed) => change((now) => replaced(now, index, text, typed))}
              controls={
                <>
                  <EvidenceMark pointer={`${pointer}/${index}`} value={text} />
                  {controls}
                  <IconButton
                    label={`Delete ${shortText(text) || noun}`}
                    icon={<Trash2 />}
                    size="small"
                    onClick={() => remove(index, text)}
                  />
                </>
              }
            />
          );
        }}
      </SortableList>
      <AddLine label={`Add ${withArticle(noun)}`} onAdd={add} />
      <span aria-live="polite" className="sr-only">
        {spoken}
      </span>
    </div>
  );
});

interface TextRowProps {
  label: string;
  text: string;
  onChange: (text: string) => void;
  controls: ReactNode;
}

function TextRow({ label, text, onChange, controls }: TextRowProps) {
  return (
    <div
      data-row
      className="flex flex-wrap items-start justify-end gap-x-3 border-line border-b py-0.5 sm:flex-nowrap"
    >
      <div className="min-w-0 flex-1 basis-52">
        <Textarea
          aria-label={label}
          rows={1}
          value={text}
          onChange={(event) => onChange(event.target.value)}
          className={quietText}
        />
      </div>
      <span className={classNames('inline-flex items-center pt-0.5', quietControls)}>{controls}</span>
    </div>
  );
}

/** Always there, and quiet beside what is to be read. */
export const quietControls = '[&_button:not(:hover)]:text-ink-faint [&_svg]:size-3.5';

/** At its index, or where it went when the list changed on the way. */
function placeOf(now: readonly string[], index: number, text: string): number {
  return now[index] === text ? index : now.indexOf(text);
}

function replaced(now: readonly string[], index: number, text: string, typed: string): readonly string[] {
  const at = placeOf(now, index, text);
  return at < 0 ? now : now.with(at, typed);
}

function without(now: readonly string[], index: number, text: string): readonly string[] {
  const at = placeOf(now, index, text);
  return at < 0 ? now : now.toSpliced(at, 1);
}
