import { useState } from 'react';
import { Button } from '../../ui/button.tsx';

export interface ForGoodProps {
  /** Of the first step, for screen readers. */
  label: string;
  words: string;
  /** What it means, said before the second step. */
  sentence: string;
  busy: boolean;
  act: () => void;
}

/** What cannot be undone takes two steps, both in place; Escape takes the first one back. */
export function ForGood({ label, words, sentence, busy, act }: ForGoodProps) {
  const [step, setStep] = useState<'first' | 'asked' | 'left'>('first');
  if (step !== 'asked') {
    return (
      <Button
        size="small"
        variant="quiet"
        aria-label={label}
        autoFocus={step === 'left'}
        onClick={() => setStep('asked')}
      >
        {words}
      </Button>
    );
  }
  return (
    <fieldset
      aria-label={label}
      className="flex flex-wrap items-center gap-2"
      onKeyDown={(event) => {
        if (event.key === 'Escape') setStep('left');
      }}
    >
      <span role="status" className="text-danger text-sm">
        {sentence}
      </span>
      <Button size="small" variant="quiet" autoFocus onClick={() => setStep('left')}>
        Keep it
      </Button>
      <Button size="small" variant="danger" busy={busy} onClick={act}>
        {words}
      </Button>
    </fieldset>
  );
}
