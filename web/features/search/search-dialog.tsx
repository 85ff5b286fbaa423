import { useNavigate } from '@tanstack/react-router';
import { Command } from 'cmdk';
import { destinations } from '../../components/workspace-navigation.tsx';
import { useCompanyOnScreen, usePlace } from '../../place.ts';
import { Dialog } from '../../ui/dialog.tsx';

export interface SearchDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Goes anywhere by typing. */
export function SearchDialog({ open, onOpenChange }: SearchDialogProps) {
  const { paths } = usePlace();
  const navigate = useNavigate();
  const { documents, rest } = destinations(paths, useCompanyOnScreen());
  const go = (to: string) => {
    onOpenChange(false);
    void navigate({ to });
  };
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Search">
      <Command label="Search">
        <Command.Input
          placeholder="Type where to go"
          className="h-control-large w-full rounded-md border border-control bg-surface px-3 focus:border-focus focus:outline-2 focus:-outline-offset-1 focus:outline-focus"
        />
        <Command.List className="mt-2 max-h-80 overflow-y-auto">
          <Command.Empty className="px-2 py-4 text-ink-muted">Nothing of that name.</Command.Empty>
          {[...documents, ...rest].map(({ label, icon, to }) => (
            <Command.Item
              key={label}
              value={label}
              onSelect={() => go(to)}
              className="flex min-h-control cursor-pointer items-center gap-2.5 rounded-md px-2 data-[selected=true]:bg-hover [&_svg]:size-4 [&_svg]:text-ink-muted"
            >
              {icon}
              {label}
            </Command.Item>
          ))}
        </Command.List>
      </Command>
    </Dialog>
  );
}
