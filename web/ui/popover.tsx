import { Check } from 'lucide-react';
import { DropdownMenu as Menu, Popover as Primitive } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { classNames } from './class-names.ts';
import { floatContainer } from './float-container.ts';

export const floatStyles = 'z-50 animate-appear rounded-lg bg-raised text-ink shadow-float';

export interface PopoverProps {
  /** The button that opens it. */
  trigger: ReactNode;
  label: string;
  children: ReactNode;
  align?: 'start' | 'center' | 'end';
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  className?: string;
}

export function Popover({
  trigger,
  label,
  children,
  align = 'start',
  open,
  onOpenChange,
  className,
}: PopoverProps) {
  const control = open === undefined ? {} : { open };
  return (
    <Primitive.Root {...control} {...(onOpenChange ? { onOpenChange } : {})}>
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          aria-label={label}
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className={classNames(floatStyles, 'w-72 max-w-[calc(100vw-1rem)] p-3', className)}
        >
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

interface MenuItem {
  label: string;
  icon?: ReactNode;
  onSelect: () => void;
  tone?: 'normal' | 'danger';
  disabled?: boolean;
  /** Of a choice: whether this is the one. */
  checked?: boolean;
}

export interface DropdownMenuProps {
  trigger: ReactNode;
  label: string;
  /** Groups, parted by a line. */
  groups: readonly (readonly MenuItem[])[];
  align?: 'start' | 'center' | 'end';
}

export function DropdownMenu({ trigger, label, groups, align = 'end' }: DropdownMenuProps) {
  const [open, setOpen] = useState(false);
  return (
    <Menu.Root modal={false} open={open} onOpenChange={setOpen}>
      <Menu.Trigger asChild>{trigger}</Menu.Trigger>
      <Menu.Portal container={floatContainer()}>
        <Menu.Content
          aria-label={label}
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className={classNames(
            floatStyles,
            'max-h-(--radix-dropdown-menu-content-available-height) min-w-48 max-w-80 overflow-y-auto p-1',
          )}
        >
          {groups.map((items, index) => (
            <Menu.Group
              key={items.map((item) => item.label).join()}
              className={index === 0 ? undefined : 'mt-1 border-line border-t pt-1'}
            >
              {items.map((item) => (
                <MenuEntry key={item.label} {...item} />
              ))}
            </Menu.Group>
          ))}
        </Menu.Content>
      </Menu.Portal>
    </Menu.Root>
  );
}

function MenuEntry({ label, icon, onSelect, tone = 'normal', disabled = false, checked }: MenuItem) {
  const styles = classNames(
    'flex min-h-control select-none items-center gap-2 rounded-md px-2 py-1 outline-none data-highlighted:bg-hover data-disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0',
    tone === 'danger' ? 'text-danger' : 'text-ink [&_svg]:text-ink-muted',
  );
  const words = <span className="min-w-0 flex-1 truncate">{label}</span>;
  if (checked === undefined) {
    return (
      <Menu.Item className={styles} onSelect={onSelect} disabled={disabled}>
        {icon}
        {words}
      </Menu.Item>
    );
  }
  return (
    <Menu.CheckboxItem className={styles} checked={checked} onSelect={onSelect} disabled={disabled}>
      {icon}
      {words}
      <Menu.ItemIndicator>
        <Check />
      </Menu.ItemIndicator>
    </Menu.CheckboxItem>
  );
}
