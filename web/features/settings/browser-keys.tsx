import { sizeInWords } from '../../components/imports/work-facts.ts';
import { counted, kindWords } from '../../components/kind-words.ts';
import type { BrowserWork } from '../../workspace/claim-work.ts';

/** Under which keys it lies, and how much each holds. */
export function BrowserKeys({ work }: { work: BrowserWork }) {
  const keys = Object.entries(work.dump);
  const kinds = [...new Set(work.playground.map(({ kind }) => kind))];
  return (
    <details className="rounded-md border border-line">
      <summary className="cursor-pointer px-3 py-1.5 text-sm">
        {counted(keys.length, { one: 'key', many: 'keys' })} of old builds
        {kinds.length > 0 ? ', and the playground' : ''}
      </summary>
      <ul className="max-h-60 divide-y divide-line overflow-y-auto border-line border-t">
        {keys.map(([key, text]) => (
          <li key={key} className="flex flex-wrap items-baseline justify-between gap-x-3 px-3 py-1">
            <code className="min-w-0 break-all font-mono text-sm">{key}</code>
            <span className="text-ink-faint text-xs">{sizeInWords(text.length)}</span>
          </li>
        ))}
        {kinds.map((kind) => (
          <li key={kind} className="flex flex-wrap items-baseline justify-between gap-x-3 px-3 py-1">
            <span>Playground: {kindWords[kind].many}</span>
            <span className="text-ink-faint text-xs">
              {work.playground.filter((one) => one.kind === kind).length}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
