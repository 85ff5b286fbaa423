import type { CampaignData } from '@blossomer/contract';
import { Trash2, Undo2 } from 'lucide-react';
import { useUndo } from '../../components/use-undo.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import type { ChangeData } from './campaign-editor.tsx';
import { withKeptTextBack } from './letter.ts';

/** Texts that gave way to others. They are no part of the e-mail, and stay until the person removes them. */
export function KeptTexts({ data, changeData }: { data: CampaignData; changeData: ChangeData }) {
  const { keptTexts = [] } = data;
  const offerUndo = useUndo();
  if (keptTexts.length === 0) return null;
  const remove = (id: string) => {
    const index = keptTexts.findIndex((kept) => kept.id === id);
    const kept = keptTexts[index];
    if (kept === undefined) return;
    changeData((now) => ({ ...now, keptTexts: now.keptTexts?.filter((one) => one.id !== id) }));
    offerUndo('Kept text removed', () =>
      changeData((now) => ({ ...now, keptTexts: (now.keptTexts ?? []).toSpliced(index, 0, kept) })),
    );
  };
  return (
    <details className="rounded-lg border border-line bg-surface px-4 py-2.5">
      <summary className="font-medium">{`Kept texts (${keptTexts.length})`}</summary>
      <p className="mt-1 text-ink-muted text-sm">
        They gave way when you chose between text and parts. They are no part of the e-mail.
      </p>
      <ul className="mt-2 grid gap-2">
        {keptTexts.map(({ id, text }) => (
          <li key={id} className="flex items-start gap-2 rounded-md bg-sunken py-2 pr-1.5 pl-3">
            <p className="max-h-40 min-w-0 flex-1 overflow-y-auto whitespace-pre-wrap">{text}</p>
            <IconButton
              size="small"
              label="Put back as the text"
              icon={<Undo2 />}
              onClick={() => changeData((now) => withKeptTextBack(now, id))}
            />
            <IconButton
              size="small"
              label="Remove this kept text"
              icon={<Trash2 />}
              onClick={() => remove(id)}
            />
          </li>
        ))}
      </ul>
    </details>
  );
}
