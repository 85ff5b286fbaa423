import { Pencil } from 'lucide-react';
import { type KeyboardEvent, useCallback, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { classNames } from './class-names.ts';
import { controlStyles } from './input.tsx';

export interface InlineEditProps {
  /** What it is, such as "Description". */
  label: string;
  value: string;
  /** Called once for an edit, with another text than before. */
  onSave: (value: string) => void;
  /** What is wrong with a text; undefined: nothing. A text that is wrong stays in the editor. */
  check?: (value: string) => string | undefined;
  placeholder?: string;
  /** Several lines: Enter breaks the line, Ctrl or Cmd with Enter saves. */
  multiline?: boolean;
  disabled?: boolean;
  /** Of the text, at rest and while it is edited. */
  className?: string;
}

/**
 * Text that becomes an editor by a press or Enter. Escape reverts; Enter, leaving the field, leaving the page and taking
 * the component away all save. A value that changes from outside meanwhile never replaces what is being typed.
 */
export function InlineEdit(props: InlineEditProps) {
  const { label, value, placeholder = 'Add', disabled = false, className } = props;
  const [edit, setEdit] = useState<{ from: string; draft: string } | null>(null);
  const display = useRef<HTMLButtonElement>(null);
  const returning = useRef(false);

  useLayoutEffect(() => {
    if (edit === null && returning.current) display.current?.focus();
    returning.current = false;
  }, [edit]);

  if (edit !== null) {
    return (
      <Editor
        {...props}
        {...edit}
        setDraft={(draft) => setEdit({ ...edit, draft })}
        close={(returnFocus) => {
          returning.current = returnFocus;
          setEdit(null);
        }}
      />
    );
  }
  return (
    <button
      ref={display}
      type="button"
      disabled={disabled}
      onClick={() => setEdit({ from: value, draft: value })}
      className={classNames(
        'group relative -mx-1.5 block w-[calc(100%+0.75rem)] whitespace-pre-wrap rounded-md px-1.5 py-0.5 text-left enabled:hover:bg-hover',
        value === '' && 'text-ink-faint',
        className,
      )}
    >
      <span className="sr-only">{`Edit ${label}: `}</span>
      {value === '' ? placeholder : value}
      <Pencil
        aria-hidden="true"
        className="ml-1.5 inline-block size-3 align-baseline text-ink-faint opacity-0 group-enabled:group-hover:opacity-100 group-focus-visible:opacity-100 pointer-coarse:group-enabled:opacity-100"
      />
    </button>
  );
}

interface EditorProps extends InlineEditProps {
  /** The text as it was when the edit began. */
  from: string;
  draft: string;
  setDraft: (draft: string) => void;
  close: (returnFocus: boolean) => void;
}

function Editor(props: EditorProps) {
  const { label, onSave, check, multiline = false, className, from, draft, setDraft, close } = props;
  const id = useId();
  const fault = check?.(draft);
  const { save, forget } = useSaving({ from, draft, fault, onSave });

  function finish(returnFocus: boolean) {
    if (fault !== undefined) return;
    save();
    close(returnFocus);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      forget();
      close(true);
    } else if (event.key === 'Enter' && (!multiline || event.metaKey || event.ctrlKey)) {
      event.preventDefault();
      finish(true);
    }
  }

  const shared = {
    'aria-label': label,
    'aria-invalid': fault === undefined ? undefined : true,
    'aria-describedby': fault === undefined ? undefined : `${id}-fault`,
    value: draft,
    onKeyDown,
    onBlur: () => finish(false),
    ref: focusAtEnd,
    className: classNames(controlStyles, '-mx-1.5 w-[calc(100%+0.75rem)] px-1.5 py-0.5', className),
  };
  return (
    <span className="block">
      {multiline ? (
        <textarea
          {...shared}
          rows={2}
          onChange={(event) => setDraft(event.target.value)}
          className={classNames(shared.className, 'field-sizing-content resize-none')}
        />
      ) : (
        <input type="text" {...shared} onChange={(event) => setDraft(event.target.value)} />
      )}
      {fault === undefined ? null : (
        <span id={`${id}-fault`} role="alert" className="mt-1 block font-medium text-danger text-sm">
          {fault}
        </span>
      )}
    </span>
  );
}

function focusAtEnd(element: HTMLInputElement | HTMLTextAreaElement | null) {
  if (!element || element === document.activeElement) return;
  element.focus();
  element.setSelectionRange(element.value.length, element.value.length);
}

interface Edit {
  from: string;
  draft: string;
  fault: string | undefined;
  onSave: (value: string) => void;
}

/** Saves when it is asked to, or else when the page or the component goes away; never the same text twice. */
function useSaving(edit: Edit) {
  const latest = useRef(edit);
  const kept = useRef<string | null>(edit.from);
  useLayoutEffect(() => {
    latest.current = edit;
  });
  const save = useCallback(() => {
    const { draft, fault, onSave } = latest.current;
    if (kept.current === null || fault !== undefined || draft === kept.current) return;
    kept.current = draft;
    onSave(draft);
  }, []);
  useEffect(() => {
    window.addEventListener('pagehide', save);
    return () => {
      window.removeEventListener('pagehide', save);
      save();
    };
  }, [save]);
  const forget = () => {
    kept.current = null;
  };
  return { save, forget };
}
