import type { EntityKind } from '@blossomer/contract';
import type { ReactNode } from 'react';
import { useDocument } from '../data/hooks.ts';
import type { Documents } from '../workspace/workspace.ts';
import { EditingProvider } from './editing.tsx';
import { Failed } from './failed.tsx';
import { NotFoundPage } from './not-found-page.tsx';
import { Page } from './page.tsx';
import { PendingPage } from './pending-page.tsx';

interface DocumentScreenProps<Kind extends EntityKind> {
  kind: Kind;
  id: string;
  /** The title while the name is not known. */
  title: string;
  children: (document: Documents[Kind]) => ReactNode;
}

/** Around a screen about one document: until it is there, when it is not there, and when it could not be read. */
export function DocumentScreen<Kind extends EntityKind>(props: DocumentScreenProps<Kind>) {
  const { kind, id, title, children } = props;
  const { document, isLoading, isMissing, error, faults, refresh } = useDocument(kind, id);
  if (isMissing) return <NotFoundPage />;
  if (document !== undefined) {
    return (
      <EditingProvider key={id} kind={kind} document={document} faults={faults}>
        {children(document)}
      </EditingProvider>
    );
  }
  if (isLoading || error === null) return <PendingPage />;
  return (
    <Page title={title}>
      <Failed error={error} retry={refresh} />
    </Page>
  );
}
