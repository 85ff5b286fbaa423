import { X } from 'lucide-react';
import { type ClipboardEvent, type KeyboardEvent, useRef, useState } from 'react';
import { classNames } from './class-names.ts';
import { useFieldControl } from './field.tsx';
import { controlStyles } from './input.tsx';
import { SuggestionList, useSuggestions } from './suggestions.tsx';

export interface TagInputProps {
  /** Of the input, where no Field gives it one. */
  label?: string;
  value: readonly string[];
  onChange: (value: string[]) => void;
  suggestions?: readonly string[];
  placeholder?: string;
  disabled?: boolean;
  id?: string;
  className?: string;
}

/**
 * Several short texts. Enter and comma add, Backspace in the empty input removes the last, paste splits at commas and
 * line ends, and leaving the field adds what was typed.
 */
export function TagInput(props: TagInputProps) {
  const { label, value, onChange, suggestions = [], placeholder, disabled = false, className } = props;
  const { id, required: _asATag, ...wiring } = useFieldControl<WiredProps>(props.id ? { id: props.id } : {});
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const [spoken, setSpoken] = useState('');
  const left = suggestions.filter((suggestion) => !value.includes(suggestion));
  const list = useSuggestions(left, typed, (suggestion) => add([suggestion]));

  function add(texts: string[]) {
    const fresh = [...new Set(texts.map((text) => text.trim()))].filter(
      (text) => text !== '' && !value.includes(text),
    );
    setTyped('');
    if (fresh.length === 0) return;
    onChange([...value, ...fresh]);
    setSpoken(`Added ${fresh.join(', ')}`);
  }

  function remove(index: number) {
    onChange(value.filter((_, at) => at !== index));
    setSpoken(`Removed ${value[index] ?? ''}`);
    input.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing || list.onKeyDown(event)) return;
    if ((event.key === 'Enter' || event.key === ',') && typed.trim() !== '') {
      event.preventDefault();
      add([typed]);
      list.close();
    } else if (event.key === ',') {
      event.preventDefault();
    } else if (event.key === 'Backspace' && typed === '' && value.length > 0) {
      remove(value.length - 1);
    }
  }

  function onPaste(event: ClipboardEvent) {
    const parts = event.clipboardData.getData('text/plain').split(/[,;\t\r\n]+/);
    if (parts.length < 2) return;
    event.preventDefault();
    add([...(typed.trim() === '' ? [] : [typed]), ...parts]);
  }

  return (
    <span className="relative block">
      {/* A press beside the tags goes to the input, as in any other field. */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keyboard has the input itself. */}
      <span
        onMouseDown={(event) => {
          if (event.target !== event.currentTarget) return;
          event.preventDefault();
          input.current?.focus();
        }}
        className={classNames(
          controlStyles,
          'flex min-h-control cursor-text flex-wrap items-center gap-1 px-1 py-[0.1875rem]',
          'focus-within:border-focus focus-within:outline-2 focus-within:-outline-offset-1 focus-within:outline-focus has-aria-invalid:border-danger',
          disabled && 'bg-sunken',
          className,
        )}
      >
        {value.map((tag, index) => (
          <Tag key={tag} text={tag} {...(disabled ? {} : { onRemove: () => remove(index) })} />
        ))}
        <input
          ref={input}
          type="text"
          id={id}
          aria-label={label}
          disabled={disabled}
          value={typed}
          placeholder={value.length === 0 ? placeholder : undefined}
          onChange={(event) => {
            setTyped(event.target.value);
            list.typing();
          }}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          onBlur={() => {
            list.close();
            add([typed]);
          }}
          className="h-6 min-w-24 flex-1 bg-transparent px-1.5 outline-none"
          {...wiring}
          {...(suggestions.length > 0 ? list.inputProps : { autoComplete: 'off' })}
        />
      </span>
      <SuggestionList suggestions={list} />
      <span aria-live="polite" className="sr-only">
        {spoken}
      </span>
    </span>
  );
}

interface WiredProps {
  id?: string;
  required?: boolean;
  'aria-describedby'?: string | undefined;
  'aria-invalid'?: boolean | undefined;
}

/** One text of several; with `onRemove` it can be taken away. */
function Tag({ text, onRemove }: { text: string; onRemove?: () => void }) {
  return (
    <span className="inline-flex min-h-6 max-w-full items-center rounded-sm bg-hover text-sm">
      <span className="min-w-0 break-words px-1.5 py-0.5">{text}</span>
      {onRemove ? (
        <button
          type="button"
          aria-label={`Remove ${text}`}
          onClick={onRemove}
          className="grid size-6 shrink-0 place-items-center rounded-sm text-ink-faint hover:bg-pressed hover:text-ink"
        >
          <X className="size-3" />
        </button>
      ) : null}
    </span>
  );
}
