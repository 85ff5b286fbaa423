import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useRef, useState } from 'react';
import { SearchInput } from '../ui/search-input.tsx';

/**
 * What a list is asked for, in the address: a link and the way back show the same. A person may type anything into an
 * address, so each value is read by its own list before it is used.
 */
export function useAsked(): [(name: string) => string, (change: Record<string, string>) => void] {
  const search: Record<string, unknown> = useSearch({ strict: false });
  const navigate = useNavigate();
  const get = useCallback(
    (name: string) => {
      const value = search[name];
      return typeof value === 'string' || typeof value === 'number'
        ? String(value).slice(0, askedCharactersMax)
        : '';
    },
    [search],
  );
  const set = useCallback(
    (change: Record<string, string>) => {
      const next = Object.entries({ ...search, ...change }).filter(([, value]) => value !== '');
      void navigate({ to: '.', search: Object.fromEntries(next), replace: true, resetScroll: false });
    },
    [search, navigate],
  );
  return [get, set];
}
const askedCharactersMax = 200;

export interface ListSearchProps {
  label: string;
  asked: string;
  ask: (q: string) => void;
  className?: string;
}

/** On the screen with each key, asked for once the person rests. */
export function ListSearch({ label, asked, ask, className }: ListSearchProps) {
  const [typed, setTyped] = useState(asked);
  const sent = useRef(asked);
  const latest = useRef(ask);
  useEffect(() => {
    latest.current = ask;
  });
  useEffect(() => {
    if (asked === sent.current) return;
    sent.current = asked; // From elsewhere: the way back, or "Show all".
    setTyped(asked);
  }, [asked]);
  useEffect(() => {
    if (typed === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = typed;
      latest.current(typed);
    }, restMilliseconds);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <SearchInput
      label={label}
      value={typed}
      onChange={setTyped}
      maxLength={askedCharactersMax}
      {...(className === undefined ? {} : { className })}
    />
  );
}
const restMilliseconds = 200;
