import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';

const names = ['Account and persona', 'Use case and emphasis', 'Wording'];

/** Where one is in the wizard; steps already done can be gone back to. */
export function WizardSteps({ step, go }: { step: number; go: (step: number) => void }) {
  return (
    <nav aria-label="Steps" className="mb-6">
      <ol className="flex flex-wrap gap-x-5 gap-y-2 text-sm">
        {names.map((name, index) => {
          const number = index + 1;
          const done = number < step;
          const mark = (
            <>
              <span
                aria-hidden="true"
                className={classNames(
                  'grid size-5 place-items-center rounded-full border text-xs [&_svg]:size-3',
                  number === step ? 'border-primary bg-primary text-on-primary' : 'border-line-strong',
                )}
              >
                {done ? <Check /> : number}
              </span>
              {name}
            </>
          );
          const styles = 'flex min-h-6 items-center gap-2';
          return (
            <li key={name} aria-current={number === step ? 'step' : undefined}>
              {done ? (
                <button
                  type="button"
                  onClick={() => go(number)}
                  className={classNames(styles, 'rounded-md text-ink-muted hover:text-ink')}
                >
                  {mark}
                </button>
              ) : (
                <span className={classNames(styles, number === step ? 'font-medium' : 'text-ink-faint')}>
                  {mark}
                </span>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

export interface StepFormProps {
  title: string;
  onSubmit: () => void;
  /** The words of the button that goes on. */
  onward: string;
  isReady?: boolean;
  back?: () => void;
  /** Another way on, before the button of the form. */
  beside?: ReactNode;
  children: ReactNode;
}

export function StepForm({ title, onSubmit, onward, isReady = true, back, beside, children }: StepFormProps) {
  return (
    <form
      aria-label={title}
      className="grid grid-cols-1 gap-6"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) onSubmit();
      }}
    >
      <h2 tabIndex={-1} className="text-xl">
        {title}
      </h2>
      {children}
      <div className="flex flex-wrap gap-2 border-line border-t pt-4">
        {back ? <Button onClick={back}>Back</Button> : null}
        {beside}
        <Button type="submit" variant={beside ? 'secondary' : 'primary'} disabled={!isReady}>
          {onward}
        </Button>
      </div>
    </form>
  );
}
