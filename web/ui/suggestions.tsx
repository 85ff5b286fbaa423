import { type KeyboardEvent, useId, useState } from 'react';
import { classNames } from './class-names.ts';
import { floatStyles } from './popover.tsx';

/** The list below an input that proposes what could be typed (ARIA 1.2, combobox with a listbox popup). */
export function useSuggestions(all: readonly string[], typed: string, take: (suggestion: string) => void) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const wanted = typed.trim().toLowerCase();
  const shown = open
    ? all.filter((suggestion) => suggestion.toLowerCase().includes(wanted)).slice(0, shownMax)
    : [];
  const chosen = shown[active];

  function close() {
    setOpen(false);
    setActive(-1);
  }

  function choose(suggestion: string) {
    take(suggestion);
    close();
  }

  /** Whether the key was for the list, and is done with. */
  function onKeyDown(event: KeyboardEvent): boolean {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (all.length === 0) return false;
      event.preventDefault();
      setOpen(true);
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setActive((now) =>
        shown.length === 0 ? 0 : (now + step + shown.length + (now < 0 && step < 0 ? 1 : 0)) % shown.length,
      );
      return true;
    }
    if (event.key === 'Escape' && shown.length > 0) {
      event.preventDefault();
      event.stopPropagation();
      close();
      return true;
    }
    if (event.key === 'Enter' && chosen !== undefined) {
      event.preventDefault();
      choose(chosen);
      return true;
    }
    return false;
  }

  return {
    shown,
    active,
    listId: `${id}-list`,
    choose,
    close,
    onKeyDown,
    typing: () => {
      setOpen(true);
      setActive(-1);
    },
    inputProps: {
      role: 'combobox' as const,
      'aria-autocomplete': 'list' as const,
      'aria-expanded': shown.length > 0,
      'aria-controls': `${id}-list`,
      'aria-activedescendant': chosen === undefined ? undefined : `${id}-list-${active}`,
      autoComplete: 'off',
    },
  };
}

const shownMax = 12;

export function SuggestionList({ suggestions }: { suggestions: ReturnType<typeof useSuggestions> }) {
  const { shown, active, listId, choose } = suggestions;
  return (
    <div
      role="listbox"
      id={listId}
      aria-label="Suggestions"
      hidden={shown.length === 0}
      className={classNames(
        floatStyles,
        'absolute top-full left-0 mt-1 max-h-64 w-full min-w-40 overflow-y-auto p-1',
      )}
    >
      {shown.map((suggestion, index) => (
        // The input keeps the focus: the press must not take it, and the keyboard acts through the input.
        // biome-ignore lint/a11y/useKeyWithClickEvents: see above.
        <div
          key={suggestion}
          id={`${listId}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => choose(suggestion)}
          className="flex min-h-control cursor-pointer items-center rounded-md px-2 hover:bg-hover aria-selected:bg-hover"
        >
          {suggestion}
        </div>
      ))}
    </div>
  );
}
