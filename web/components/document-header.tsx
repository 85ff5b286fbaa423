import { type EntityKind, Name } from '@blossomer/contract';
import type { ReactNode } from 'react';
import { useSaveState } from '../data/hooks.ts';
import { InlineEdit } from '../ui/inline-edit.tsx';
import { SaveStatus } from '../ui/save-status.tsx';
import { useEditing } from './editing.tsx';
import { Generated } from './generation/generated.tsx';
import { Page } from './page.tsx';

interface DocumentPageProps {
  kind: EntityKind;
  breadcrumbs: ReactNode;
  /** Beside the name, such as a badge. */
  beside?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** The frame of a screen about one document: its name, which can be edited in place, and what became of the last edit. */
export function DocumentPage({ kind, breadcrumbs, beside, actions, children }: DocumentPageProps) {
  const { document, setField } = useEditing();
  const { state } = useSaveState(kind, document.id);
  return (
    <Page
      title={document.name}
      breadcrumbs={breadcrumbs}
      heading={
        <InlineEdit
          label="Name"
          value={document.name}
          onSave={(name) => setField('/name', name)}
          check={nameFault}
        />
      }
      actions={
        <>
          {beside}
          <SaveStatus state={state} className="mr-1" />
          {actions}
        </>
      }
    >
      <Generated kind={kind} document={document}>
        {children}
      </Generated>
    </Page>
  );
}

export function nameFault(name: string): string | undefined {
  const result = Name.safeParse(name);
  return result.success ? undefined : `The name ${result.error.issues[0]?.message ?? 'is not valid'}.`;
}
