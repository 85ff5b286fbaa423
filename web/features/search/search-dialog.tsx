import type { EntityKind } from '@blossomer/contract';
import { Command } from 'cmdk';
import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';
import { useOpenDocument } from '../../components/open-document.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { SearchCommands } from './search-commands.tsx';
import { FoundDocuments, RecentDocuments } from './search-results.tsx';
import { useRested } from './use-found.ts';

export interface SearchDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** What was typed before this was there. */
  early?: RefObject<string>;
}

/** Goes anywhere by typing: documents of the whole workspace first, then what can be done. */
export function SearchDialog({ open, onOpenChange, early }: SearchDialogProps) {
  const [typed, setTyped] = useState('');
  useLayoutEffect(() => {
    if (early?.current) setTyped(early.current);
  }, [early]);
  const [selected, setSelected] = useState('');
  const list = useRef<HTMLDivElement>(null);
  // Results come after what can be done, and stand above it.
  const selectFirst = useCallback(() => {
    setSelected(list.current?.querySelector<HTMLElement>('[cmdk-item]')?.dataset.value ?? '');
  }, []);
  const rested = useRested(typed.trim(), restMilliseconds);
  const openDocument = useOpenDocument();
  const close = () => onOpenChange(false);
  const choose = (kind: EntityKind, id: string) => {
    close();
    openDocument(kind, id);
  };
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Search" width="medium">
      <Command
        label="Search"
        shouldFilter={false}
        loop
        value={selected}
        onValueChange={setSelected}
        className="flex min-h-0 flex-col"
      >
        <Command.Input
          value={typed}
          onValueChange={setTyped}
          maxLength={200}
          autoFocus
          placeholder="A name, a word of the text, or what to do"
          className="h-control-large w-full rounded-md border border-control bg-surface px-3 focus:border-focus focus:outline-2 focus:-outline-offset-1 focus:outline-focus"
        />
        <Command.List
          ref={list}
          label="Results"
          className="mt-2 h-[min(26rem,56dvh)] overflow-y-auto [&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-3 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-ink-muted [&_[cmdk-group-heading]]:text-xs"
        >
          {typed.trim() === '' ? (
            <RecentDocuments choose={choose} />
          ) : rested === '' ? null : (
            <FoundDocuments typed={rested} found={selectFirst} choose={choose} />
          )}
          <SearchCommands typed={typed} close={close} />
        </Command.List>
        <p className="mt-2 text-ink-faint text-xs pointer-coarse:hidden">
          Arrows choose, Enter opens, Escape closes.
        </p>
      </Command>
    </Dialog>
  );
}

const restMilliseconds = 150;
