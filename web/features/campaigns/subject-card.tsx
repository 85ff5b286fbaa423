import type { CampaignAlternative, CampaignData } from '@blossomer/contract';
import { characters } from '@blossomer/contract';
import { Plus, Trash2 } from 'lucide-react';
import { uuidv7 } from 'uuidv7';
import { useUndo } from '../../components/use-undo.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Field } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Input } from '../../ui/input.tsx';
import type { ChangeData } from './campaign-editor.tsx';
import { withAlternativePicked, withSubject } from './letter.ts';
import { useFocusNext } from './use-focus-next.ts';

interface SubjectProps {
  data: CampaignData;
  changeData: ChangeData;
}

/** The subject, and other lines that could take its place. */
export function SubjectCard({ data, changeData }: SubjectProps) {
  const { subject = '', alternatives = [] } = data;
  const focusNext = useFocusNext();
  const add = () => {
    const id = uuidv7();
    changeData((now) => ({ ...now, alternatives: [...(now.alternatives ?? []), { id, text: '' }] }));
    focusNext(fieldId(id));
  };
  return (
    <Card className="grid grid-cols-1 gap-3 px-4 py-3.5" aria-label="Subject lines">
      <Field
        label="Subject"
        note={subject === '' ? undefined : subjectNote(subject)}
        hint={
          characters(subject) > usualCut
            ? 'Many mail programs cut a subject of this length in lists.'
            : undefined
        }
      >
        <Input
          value={subject}
          placeholder="The line they see first"
          className="h-control-large font-medium text-lg"
          onChange={(event) => changeData((now) => withSubject(now, event.target.value))}
        />
      </Field>
      {alternatives.length === 0 ? null : (
        <ul aria-label="Other subjects" className="grid grid-cols-1 gap-1.5">
          {alternatives.map((alternative, index) => (
            <Alternative
              key={alternative.id}
              alternative={alternative}
              index={index}
              changeData={changeData}
              removed={() =>
                focusNext(fieldId((alternatives[index + 1] ?? alternatives[index - 1])?.id ?? addId))
              }
            />
          ))}
        </ul>
      )}
      <Button variant="quiet" size="small" className="justify-self-start" id={fieldId(addId)} onClick={add}>
        <Plus aria-hidden="true" />
        Add another subject
      </Button>
    </Card>
  );
}

interface AlternativeProps {
  alternative: CampaignAlternative;
  index: number;
  changeData: ChangeData;
  removed: () => void;
}

function Alternative({ alternative, index, changeData, removed }: AlternativeProps) {
  const { id, text } = alternative;
  const offerUndo = useUndo();
  const name = text === '' ? `Other subject ${index + 1}` : text;
  const setList = (how: (list: CampaignAlternative[]) => CampaignAlternative[]) =>
    changeData((now) => ({ ...now, alternatives: how(now.alternatives ?? []) }));
  const remove = () => {
    setList((list) => list.filter((one) => one.id !== id));
    removed();
    if (text !== '') {
      offerUndo('Subject removed', () => setList((list) => list.toSpliced(index, 0, alternative)));
    }
  };
  return (
    <li className="flex flex-wrap items-center gap-1.5">
      <Input
        id={fieldId(id)}
        aria-label={`Other subject ${index + 1}`}
        value={text}
        className="min-w-40 flex-1"
        onChange={(event) =>
          setList((list) => list.map((one) => (one.id === id ? { ...one, text: event.target.value } : one)))
        }
      />
      <span className="ml-auto flex items-center gap-1">
        <Button
          size="small"
          aria-label={`Use as subject: ${name}`}
          disabled={text.trim() === ''}
          onClick={() => changeData((now) => withAlternativePicked(now, id))}
        >
          Use
        </Button>
        <IconButton size="small" label={`Remove: ${name}`} icon={<Trash2 />} onClick={remove} />
      </span>
    </li>
  );
}

const addId = 'add';
const fieldId = (id: string) => `subject-${id}`;
const usualCut = 60;

function subjectNote(subject: string): string {
  const count = characters(subject);
  return count === 1 ? '1 character' : `${count} characters`;
}
