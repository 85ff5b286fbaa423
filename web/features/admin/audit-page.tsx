import { admin, Id } from '@blossomer/contract';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { AuditList } from '../../components/audit-list.tsx';
import { Failed } from '../../components/failed.tsx';
import { Page } from '../../components/page.tsx';
import { usePages } from '../../components/use-pages.ts';
import { paths } from '../../paths.ts';
import { usePerson } from '../../person.ts';
import { Breadcrumbs } from '../../ui/breadcrumbs.tsx';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Input } from '../../ui/input.tsx';
import { EmptyState, Loading, Skeleton } from '../../ui/states.tsx';
import { AdminOnly } from './admin-only.tsx';

/** What admins did, the last first. It is written down as it happens and cannot be changed. */
export function AuditPage() {
  return (
    <AdminOnly>
      <Page
        title="Audit trail"
        breadcrumbs={
          <Breadcrumbs
            links={[{ key: 'people', link: <Link to={paths.app.admin}>People</Link> }]}
            here="Audit trail"
          />
        }
        description="What admins did, the last first. Each act is written down as it happens and never changed."
      >
        <Trail />
      </Page>
    </AdminOnly>
  );
}

interface Filter {
  userId: string;
  adminId: string;
}
const nobody: Filter = { userId: '', adminId: '' };

function Trail() {
  const { person } = usePerson();
  const [filter, setFilter] = useState(nobody);
  const given = Object.fromEntries(Object.entries(filter).filter(([, id]) => id !== ''));
  const isFiltered = Object.keys(given).length > 0;
  const { items, data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = usePages(
    ['admin', 'audit', filter],
    async ({ api, cursor, signal }) =>
      (await api(admin.audit, { query: { limit: 50, ...given, ...cursor }, signal })).body,
  );
  return (
    <div className="flex max-w-3xl flex-col gap-4">
      <Filters ownId={person.id} apply={setFilter} />
      {error ? <Failed error={error} retry={() => void refetch()} /> : null}
      {isPending ? (
        <Loading label="Loading the audit trail" className="flex flex-col gap-2">
          <Skeleton className="h-16" />
          <Skeleton className="h-16" />
        </Loading>
      ) : null}
      {data && items.length === 0 ? (
        <EmptyState title={isFiltered ? 'Nothing like that was done' : 'No admin has done anything yet'}>
          {isFiltered
            ? 'No admin with this id has done anything for this person.'
            : 'Imports for somebody else, tries of them and limits that an admin went beyond are written down here.'}
        </EmptyState>
      ) : null}
      {items.length > 0 ? <AuditList items={items} withPeople /> : null}
      {hasNextPage ? (
        <Button className="self-start" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Show more
        </Button>
      ) : null}
    </div>
  );
}

function Filters({ ownId, apply }: { ownId: string; apply: (filter: Filter) => void }) {
  const [draft, setDraft] = useState(nobody);
  const [asked, setAsked] = useState(false);
  const isWrong = (name: keyof Filter) => asked && !isId(draft[name].trim());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    const filter = { userId: draft.userId.trim(), adminId: draft.adminId.trim() };
    if (isId(filter.userId) && isId(filter.adminId)) apply(filter);
  };
  const field = (name: keyof Filter, label: string) => (
    <Field
      label={label}
      className="flex-1 basis-56"
      error={isWrong(name) ? 'An id is a UUID, as the list of people shows it.' : undefined}
    >
      <Input
        value={draft[name]}
        onChange={(event) => setDraft({ ...draft, [name]: event.target.value })}
        spellCheck={false}
        autoComplete="off"
        className="font-mono text-sm"
      />
    </Field>
  );
  return (
    <form onSubmit={submit} className="flex flex-wrap items-start gap-2 [&>button]:mt-6.5">
      {field('userId', 'For whom (id)')}
      {field('adminId', 'By whom (id)')}
      <Button type="submit">Filter</Button>
      <Button
        variant="quiet"
        onClick={() => {
          setDraft({ ...nobody, adminId: ownId });
          apply({ ...nobody, adminId: ownId });
        }}
      >
        Mine
      </Button>
      <Button
        variant="quiet"
        onClick={() => {
          setDraft(nobody);
          apply(nobody);
        }}
      >
        All
      </Button>
    </form>
  );
}

function isId(text: string): boolean {
  return text === '' || Id.safeParse(text).success;
}
