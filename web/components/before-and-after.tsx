import { classNames } from '../ui/class-names.ts';
import { linesBetween } from './text-diff.ts';

/** What was there, struck through, and what is there instead. Long texts scroll by themselves. */
export function BeforeAndAfter({ before, after }: { before: unknown; after: unknown }) {
  const lines = linesBetween(before, after);
  const isLong = lines.length > 8 || lines.some(({ text }) => text.length > 400);
  if (lines.length === 0) return <span className="block text-ink-faint text-sm">Empty</span>;
  return (
    <span
      className={classNames('block text-sm', isLong && 'max-h-40 overflow-y-auto')}
      {...(isLong ? { tabIndex: 0, role: 'group', 'aria-label': 'Before and after' } : {})}
    >
      {lines.map(({ key, what, text }) => {
        const styles = 'block whitespace-pre-wrap break-words rounded-sm px-1';
        if (what === 'same') {
          return (
            <span key={key} className={classNames(styles, 'text-ink-muted')}>
              {text}
            </span>
          );
        }
        return what === 'added' ? (
          <ins key={key} className={classNames(styles, 'bg-success-soft no-underline')}>
            {text}
          </ins>
        ) : (
          <del key={key} className={classNames(styles, 'text-ink-faint')}>
            {text}
          </del>
        );
      })}
      {lines.every(({ what }) => what === 'removed') ? (
        <span className="block px-1 text-ink-muted italic">Left empty</span>
      ) : null}
    </span>
  );
}
