import { useEffect, useRef } from 'react';
import { type Begin, useBeginAndWatch } from '../../components/generation/use-begin.ts';
import { useAvailability } from '../../data/generations.ts';

/** A company from its website: begins the generation and goes to where it is watched. */
export interface Beginning extends Omit<Begin, 'begin'> {
  /** `name`: what the person typed, blank where they typed none. */
  begin(address: string, context: string, name?: string): void;
}

export function useBeginning(): Beginning {
  const { begin, ...state } = useBeginAndWatch(undefined, { replace: true });
  return {
    ...state,
    begin: (url, context, name = '') => {
      const told = Object.entries({ hypothesis: context.trim(), name: name.trim() });
      const said = Object.fromEntries(told.filter(([, text]) => text !== ''));
      begin({ kind: 'company', inputs: { url, ...said } });
    },
  };
}

/** Somebody who came from the landing page has pressed the button there; where nothing can be generated, the form is shown. true: it is not the time of the form. */
export function useBeginAtOnce(
  asked: boolean,
  address: string,
  context: string,
  beginning: Beginning,
): boolean {
  const { data, isPending } = useAvailability();
  const canRead = data?.kinds.includes('company') ?? false;
  const { begin } = beginning;
  const begun = useRef(false);
  useEffect(() => {
    if (!asked || isPending || begun.current || address === '') return;
    begun.current = true; // Where the form is there first, only its button begins.
    if (canRead) begin(address, context);
  }, [asked, isPending, canRead, address, context, begin]);
  return asked && (isPending || (canRead && beginning.error === null));
}
