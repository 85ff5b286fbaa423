import { CornerDownLeft } from 'lucide-react';
import { Button } from '../../ui/button.tsx';

export interface KnownText {
  /** Where it stands: "Target account, of Acme". */
  label: string;
  text: string;
}

/** What is written down already, beside a form that begins empty: taken into it by a press. */
export function KnownTexts({ texts, take }: { texts: readonly KnownText[]; take: (text: string) => void }) {
  if (texts.length === 0) return null;
  return (
    <section aria-label="What is known" className="rounded-md bg-sunken px-3 py-2.5">
      <h3 className="font-medium text-sm">What is known</h3>
      <dl className="mt-1 grid grid-cols-1 gap-2.5">
        {texts.map(({ label, text }) => (
          <div key={label}>
            <dt className="text-ink-muted text-xs">{label}</dt>
            <dd className="line-clamp-4 text-sm">{text}</dd>
            <dd>
              <Button
                variant="link"
                size="small"
                className="min-h-6"
                aria-label={`Take it into the description: ${label}`}
                onClick={() => take(text)}
              >
                <CornerDownLeft aria-hidden="true" />
                Take it into the description
              </Button>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Of those that say something. */
export function knownTexts(
  texts: readonly (readonly [label: string, text: string | undefined])[],
): KnownText[] {
  return texts.flatMap(([label, text]) => (text?.trim() ? [{ label, text: text.trim() }] : []));
}
