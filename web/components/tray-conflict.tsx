import { useState } from 'react';
import type { EditEntry } from '../data/entry.ts';
import type { FieldConflict } from '../data/fields.ts';
import { useOutbox } from '../data/hooks.ts';
import type { Choice } from '../data/outbox.ts';
import { Button } from '../ui/button.tsx';
import { RadioGroup } from '../ui/radio-group.tsx';
import { showUndo } from '../ui/toast.tsx';
import { BeforeAndAfter } from './before-and-after.tsx';
import { fieldName } from './field-names.ts';
import { EntryHeading } from './tray-entry.tsx';

/** Two people, or one person twice, changed the same thing: both ends are shown, and the person decides. */
export function ConflictCard({ entry, close }: { entry: EditEntry; close: () => void }) {
  const { resolve, bringBack } = useOutbox();
  const [choices, setChoices] = useState<Record<string, Choice>>({});
  const fields = entry.conflict?.fields ?? [];
  const isDecided = fields.every(({ pointer }) => choices[pointer] !== undefined);
  return (
    <article aria-label="Changed in two places">
      <EntryHeading entry={entry} deed="changed in two places" close={close} />
      <p className="mt-1 text-ink-muted">
        {fields.length === 1
          ? 'Somebody else, or you elsewhere, changed the same field meanwhile.'
          : 'Somebody else, or you elsewhere, changed the same fields meanwhile.'}
      </p>
      {fields.map((field) => (
        <FieldChoice
          key={field.pointer}
          field={field}
          value={choices[field.pointer] ?? null}
          onChange={(choice) => setChoices({ ...choices, [field.pointer]: choice })}
        />
      ))}
      <div className="mt-3 flex flex-wrap gap-2">
        <Button
          size="small"
          variant="primary"
          disabled={!isDecided}
          onClick={() => void resolve(entry.id, choices)}
        >
          Keep what is chosen
        </Button>
        <Button size="small" onClick={() => void resolve(entry.id, 'mine')}>
          {fields.length === 1 ? 'Keep mine' : 'Keep all of mine'}
        </Button>
        <Button
          size="small"
          onClick={() => {
            void resolve(entry.id, 'theirs');
            showUndo('Theirs is kept', () => void bringBack(entry));
          }}
        >
          {fields.length === 1 ? 'Keep theirs' : 'Keep all of theirs'}
        </Button>
      </div>
    </article>
  );
}

interface FieldChoiceProps {
  field: FieldConflict;
  value: Choice | null;
  onChange: (choice: Choice) => void;
}

function FieldChoice({ field, value, onChange }: FieldChoiceProps) {
  const { pointer, base, value: mine, theirs } = field;
  const name = fieldName(pointer);
  return (
    <div className="mt-3">
      <h4 className="mb-1.5 font-medium text-sm">{name}</h4>
      <RadioGroup
        label={name}
        value={value}
        onChange={onChange}
        choices={[
          { value: 'mine', label: 'Mine', hint: <BeforeAndAfter before={base} after={mine} /> },
          { value: 'theirs', label: 'Theirs', hint: <BeforeAndAfter before={base} after={theirs} /> },
        ]}
      />
    </div>
  );
}
