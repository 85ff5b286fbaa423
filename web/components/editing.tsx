import type { EntityKind, Fault } from '@blossomer/contract';
import { valueAt } from '@blossomer/json';
import { createContext, type ReactNode, useCallback, useContext, useMemo } from 'react';
import { type Edit, useEdit } from '../data/hooks.ts';
import type { AnyDocument } from '../workspace/workspace.ts';

/**
 * The document that a screen edits, for all fields below it: a field names its pointer and knows the rest. Every edit
 * goes to that pointer alone, so whatever else the document holds stays as it is.
 */
interface Editing extends Edit {
  document: AnyDocument;
  faults: readonly Fault[];
}

const EditingContext = createContext<Editing | null>(null);

export interface EditingProviderProps {
  kind: EntityKind;
  document: AnyDocument;
  faults: readonly Fault[];
  children: ReactNode;
}

export function EditingProvider({ kind, document, faults, children }: EditingProviderProps) {
  const edit = useEdit(kind, document.id);
  const editing = useMemo(() => ({ ...edit, document, faults }), [edit, document, faults]);
  return <EditingContext value={editing}>{children}</EditingContext>;
}

export function useEditing(): Editing {
  const editing = useContext(EditingContext);
  if (editing === null) throw new Error('This belongs below an EditingProvider.');
  return editing;
}

/** What stands at the pointer as text, what is wrong with it, and how to write it. An empty text leaves no field behind. */
export function useText(pointer: string) {
  const { document, setField } = useEditing();
  const value = valueAt(document, pointer);
  return {
    value: typeof value === 'string' ? value : '',
    fault: useFault(pointer),
    set: useCallback(
      (text: string) => setField(pointer, text === '' ? undefined : text),
      [setField, pointer],
    ),
  };
}

/** Changes a list from what is there at that moment. */
export type ChangeList<Item> = (how: (now: readonly Item[]) => readonly Item[]) => void;

/** What stands at the pointer as a list, and how to change it. Both stay the same while other fields are edited. */
export function useListAt<Item>(pointer: string) {
  const { document, changeField } = useEditing();
  const value = valueAt(document, pointer);
  return {
    items: (Array.isArray(value) ? value : none) as readonly Item[],
    change: useCallback<ChangeList<Item>>(
      (how) => changeField<readonly Item[]>(pointer, (now) => how(now ?? [])),
      [changeField, pointer],
    ),
  };
}
const none: readonly never[] = [];

export function useFault(pointer: string): string | undefined {
  const { faults } = useEditing();
  const fault = faults.find((one) => one.pointer === pointer);
  return fault === undefined ? undefined : `This ${fault.message}.`;
}
