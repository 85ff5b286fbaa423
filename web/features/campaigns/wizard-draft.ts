import { useLocation, useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';
import type { Config } from './starter.ts';

/** What was chosen and typed so far in the wizard. */
export interface Draft {
  accountId?: string | undefined;
  personaId?: string | undefined;
  /** As long as the person typed none, it follows from the rest. */
  name?: string;
  config: Config;
}

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** Beside the address of the wizard: too long for it, and nobody else's business. */
    newCampaign?: Draft;
  }
}

const stepMax = 3;

export interface Wizard {
  step: number;
  draft: Draft;
  set(change: Partial<Omit<Draft, 'config'>>): void;
  configure(change: Partial<Config>): void;
  /** A new entry of the history, so that the way back leads to the step before. */
  go(step: number): void;
}

/**
 * The step is in the address. What was typed belongs to the whole way: it is kept while the screen is there, and with
 * every entry of the history, so that it survives a reload and a walk to another screen and back.
 */
export function useWizard(): Wizard {
  const search: { step?: unknown; accountId?: unknown; personaId?: unknown } = useSearch({ strict: false });
  const { state } = useLocation();
  const navigate = useNavigate();
  const [draft, setDraft] = useState<Draft>(() => state.newCampaign ?? freshDraft(search));
  const step = stepOf(search.step);

  useEffect(() => {
    const keep = () => keepBesideAddress(draft);
    const timer = setTimeout(keep, restMilliseconds);
    window.addEventListener('pagehide', keep);
    document.addEventListener('focusout', keep);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('pagehide', keep);
      document.removeEventListener('focusout', keep);
    };
  }, [draft]);

  return {
    step,
    draft,
    set: useCallback((change) => setDraft((now) => ({ ...now, ...change })), []),
    configure: useCallback(
      (change) => setDraft((now) => ({ ...now, config: { ...now.config, ...change } })),
      [],
    ),
    go: (next) => void navigate({ to: '.', search: { step: next }, state: { newCampaign: draft } }),
  };
}

/** Browsers refuse more than about a hundred changes of their history in half a minute. */
const restMilliseconds = 350;

/** Not by way of the router, which takes each change of the history for an arrival, and scrolls to the top. */
function keepBesideAddress(newCampaign: Draft): void {
  const { history } = window;
  History.prototype.replaceState.call(history, { ...history.state, newCampaign }, '');
}

function freshDraft({ accountId, personaId }: { accountId?: unknown; personaId?: unknown }): Draft {
  return {
    ...(typeof accountId === 'string' ? { accountId } : {}),
    ...(typeof personaId === 'string' ? { personaId } : {}),
    config: {
      emphasis: 'pain-point',
      template: 'blossomer',
      openingLine: 'buying-signal',
      ctaSetting: 'priority-check',
    },
  };
}

function stepOf(asked: unknown): number {
  const step = Number(asked);
  return Number.isInteger(step) && step >= 1 && step <= stepMax ? step : 1;
}
