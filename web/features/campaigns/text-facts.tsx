import { characters } from '@blossomer/contract';
import { openPlaces } from './starter.ts';

/** What can be counted in the text: nothing here is an opinion. */
export function TextFacts({ text }: { text: string }) {
  const words = text.split(/\s+/).filter(Boolean).length;
  const open = openPlaces(text).length;
  return (
    <p
      data-numbers
      className="flex flex-wrap gap-x-4 gap-y-1 border-line border-t px-4 py-2 text-ink-muted text-sm"
    >
      <span>{counted(words, 'word')}</span>
      <span>{counted(characters(text), 'character')}</span>
      {open > 0 ? (
        <span className="text-warning">{`${counted(open, 'place')} in [brackets] to fill in`}</span>
      ) : null}
    </p>
  );
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}
