import { Plus } from 'lucide-react';
import { type ClipboardEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import { controlStyles } from '../ui/input.tsx';

export interface AddLineProps {
  /** "Add a capability": what it is called, and what it shows while it is empty. */
  label: string;
  onAdd: (texts: string[]) => void;
}

/**
 * Writes new items of a list: Enter adds and stays for the next, pasted lines become items each, and leaving the field or
 * the page adds what was typed.
 */
export function AddLine({ label, onAdd }: AddLineProps) {
  const [typed, setTyped] = useState('');
  const latest = useRef({ typed, onAdd });
  useEffect(() => {
    latest.current = { typed, onAdd };
  });
  useEffect(() => {
    const keep = () => {
      const { typed, onAdd } = latest.current;
      latest.current.typed = '';
      if (typed.trim() !== '') onAdd([typed.trim()]);
    };
    window.addEventListener('pagehide', keep);
    return () => {
      window.removeEventListener('pagehide', keep);
      keep();
    };
  }, []);

  function add(texts: string[]) {
    const given = texts.map((text) => text.trim()).filter((text) => text !== '');
    latest.current.typed = '';
    setTyped('');
    if (given.length > 0) onAdd(given);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing || event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    add([typed]);
  }

  function onPaste(event: ClipboardEvent) {
    const lines = event.clipboardData.getData('text/plain').split(/\r?\n/).map(withoutBullet);
    const given = lines.filter((line) => line !== '');
    if (given.length < 2) return;
    event.preventDefault();
    add(typed.trim() === '' ? given : [typed, ...given]);
  }

  return (
    <div className="mt-1 flex items-start gap-1.5">
      <span className="relative block min-w-0 flex-1">
        <Plus
          aria-hidden="true"
          className="pointer-events-none absolute top-[calc(var(--spacing-control)/2)] left-2 size-3.5 -translate-y-1/2 text-ink-faint"
        />
        <textarea
          data-add
          aria-label={label}
          placeholder={label}
          rows={1}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          onBlur={() => add([typed])}
          className={classNames(
            controlStyles,
            'field-sizing-content block min-h-control resize-none border-line border-dashed bg-transparent py-[calc((var(--spacing-control)-1lh)/2-1px)] pl-7 hover:border-control focus:border-solid',
          )}
        />
      </span>
      {typed.trim() === '' ? null : (
        // The press must not take the focus first: leaving the field adds, too.
        <Button onMouseDown={(event) => event.preventDefault()} onClick={() => add([typed])}>
          Add
        </Button>
      )}
    </div>
  );
}

function withoutBullet(line: string): string {
  return line.replace(/^\s*(?:[-*•–]|\d{1,3}[.)])\s+/, '').trim();
}
