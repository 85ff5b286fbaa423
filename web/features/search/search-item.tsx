import { Command } from 'cmdk';
import type { ReactNode } from 'react';

interface SearchItemProps {
  /** Unique among everything shown. */
  value: string;
  icon: ReactNode;
  label: string;
  hint?: string | null | undefined;
  /** At the end of the line. */
  mark?: ReactNode;
  onSelect: () => void;
}

export function SearchItem({ value, icon, label, hint, mark, onSelect }: SearchItemProps) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex min-h-control cursor-pointer items-center gap-2.5 rounded-md px-2 py-1 data-[selected=true]:bg-hover [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-ink-muted"
    >
      {icon}
      <span className="min-w-0 flex-1 truncate">
        {label}
        {hint ? <span className="text-ink-muted text-sm"> {hint}</span> : null}
      </span>
      {mark}
    </Command.Item>
  );
}
