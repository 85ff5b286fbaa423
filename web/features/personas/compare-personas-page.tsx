import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { Failed } from '../../components/failed.tsx';
import { useAsked } from '../../components/list-search.tsx';
import { NotFoundPage } from '../../components/not-found-page.tsx';
import { Page } from '../../components/page.tsx';
import { PendingPage } from '../../components/pending-page.tsx';
import { useDocument } from '../../data/hooks.ts';
import { usePlace, useScreenParam } from '../../place.ts';
import { Breadcrumbs } from '../../ui/breadcrumbs.tsx';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { Comparison } from './comparison.tsx';
import { useCompanyPersonas } from './use-company-personas.ts';

const everybody = { q: '', seniority: undefined, priority: undefined, sort: 'name' } as const;

/** Two personas side by side; which two is in the address. */
export function ComparePersonasPage() {
  const { paths } = usePlace();
  const companyId = useScreenParam('companyId');
  const { isMissing } = useDocument('company', companyId);
  const [asked, set] = useAsked();
  const { groups, isLoading, isWhole, error, refresh } = useCompanyPersonas(companyId, everybody);
  const personas = useMemo(
    () => groups.flatMap(({ account, personas }) => personas.map((persona) => ({ persona, account }))),
    [groups],
  );
  const choices = useMemo(
    () =>
      personas.map(({ persona, account }) => ({
        value: persona.id,
        label: `${persona.name} (${account.name})`,
      })),
    [personas],
  );
  if (isMissing) return <NotFoundPage />;
  if (isLoading) return <PendingPage />;
  const chosen = (side: 'left' | 'right') => personas.find(({ persona }) => persona.id === asked(side));
  const [left, right] = [chosen('left'), chosen('right')];
  return (
    <Page
      title="Compare personas"
      breadcrumbs={
        <Breadcrumbs
          links={[{ key: 'personas', link: <Link to={paths.personas(companyId)}>Personas</Link> }]}
          here="Compare"
        />
      }
    >
      {error ? <Failed error={error} retry={refresh} className="mb-4" /> : null}
      {personas.length < 2 && isWhole ? (
        <EmptyState
          title="It takes two"
          actions={
            <Button asChild>
              <Link to={paths.personas(companyId)}>To the personas</Link>
            </Button>
          }
        >
          This company has {personas.length === 0 ? 'no persona' : 'one persona'} yet. With two of them, this
          screen shows where they differ.
        </EmptyState>
      ) : (
        <>
          <div className="mb-4 grid grid-cols-1 gap-3 sm:grid-cols-2 sm:gap-4">
            {(['left', 'right'] as const).map((side) => (
              <Field key={side} label={side === 'left' ? 'First persona' : 'Second persona'}>
                <Select
                  value={chosen(side)?.persona.id ?? ''}
                  onChange={(id) => set({ [side]: id })}
                  placeholder="Choose a persona"
                  choices={choices}
                />
              </Field>
            ))}
          </div>
          {left && right ? (
            <Comparison companyId={companyId} left={left} right={right} />
          ) : (
            <p className="text-ink-muted">Choose both, and they stand side by side, field by field.</p>
          )}
        </>
      )}
    </Page>
  );
}
