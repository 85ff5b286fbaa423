import type { ImportUndo } from '@blossomer/contract';
import { Badge, Dot } from '../../ui/badge.tsx';
import { counted, kindWords } from '../kind-words.ts';

type Deed = ImportUndo['reversed'][number]['did'];

const wouldDo: Record<Deed, string> = {
  removed: 'goes away',
  'changed-back': 'changes back',
  'brought-back': 'comes back as its own',
  'back-in-trash': 'goes back to the trash',
};

const did: Record<Deed, string> = {
  removed: 'gone',
  'changed-back': 'changed back',
  'brought-back': 'back as its own',
  'back-in-trash': 'back in the trash',
};

const reasons: Record<ImportUndo['kept'][number]['why'] | ImportUndo['failed'][number]['why'], string> = {
  'edited-since': 'you edited it since',
  'holds-other-work': 'other work hangs on it',
  'deleted-since': 'it was deleted since',
  'history-purged': 'its history is gone',
};

/** What an undo takes back, what stays, and what cannot be taken back. */
export function UndoBuckets({ undo }: { undo: ImportUndo }) {
  const { reversed, kept, failed } = undo;
  const deeds = undo.dryRun ? wouldDo : did;
  return (
    <div className="flex flex-col gap-5">
      <Bucket
        title={undo.dryRun ? 'Would be taken back' : 'Taken back'}
        hint="As if this import had never been."
        none="Nothing is left to take back."
        items={reversed.map((one) => ({ ...one, word: deeds[one.did] }))}
      />
      {kept.length > 0 ? (
        <Bucket
          title="Stays"
          hint="Because you, or a later import, have been there since."
          items={kept.map((one) => ({ ...one, word: reasons[one.why] }))}
        />
      ) : null}
      {failed.length > 0 ? (
        <Bucket
          title="Cannot be taken back"
          hint="Stays as it is."
          items={failed.map((one) => ({ ...one, word: reasons[one.why], pointers: [] }))}
        />
      ) : null}
    </div>
  );
}

interface BucketItem {
  kind: keyof typeof kindWords;
  id: string;
  name: string;
  word: string;
  pointers: readonly string[];
}

function Bucket(props: { title: string; hint: string; none?: string; items: readonly BucketItem[] }) {
  const { title, hint, none, items } = props;
  return (
    <section aria-label={title}>
      <h3 className="font-semibold">
        {title} <span className="font-normal text-ink-muted tabular-nums">{items.length}</span>
      </h3>
      <p className="text-ink-muted text-sm">{items.length === 0 ? none : hint}</p>
      {items.length > 0 ? (
        <ul className="mt-2 max-h-64 divide-y divide-line overflow-y-auto rounded-lg border border-line">
          {items.slice(0, shownMax).map(({ kind, id, name, word, pointers }) => (
            <li key={`${id} ${word}`} className="flex flex-wrap items-baseline gap-x-2 px-3 py-1.5">
              <Dot tone={kindWords[kind].tone} className="self-center" />
              <span className="sr-only">{kindWords[kind].one}: </span>
              <span className="min-w-0 break-words">{name}</span>
              <Badge>{word}</Badge>
              {pointers.length > 0 ? (
                <span className="text-ink-faint text-sm">{counted(pointers.length, fields)}</span>
              ) : null}
            </li>
          ))}
          {items.length > shownMax ? (
            <li className="px-3 py-1.5 text-ink-muted text-sm">and {items.length - shownMax} more</li>
          ) : null}
        </ul>
      ) : null}
    </section>
  );
}

const shownMax = 200;
const fields = { one: 'field', many: 'fields' };
