import { cva } from 'class-variance-authority';
import { X } from 'lucide-react';
import { Dialog as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

const contentStyles = cva('fixed z-40 flex flex-col bg-raised shadow-float focus:outline-none', {
  variants: {
    shape: {
      dialog: [
        'inset-x-0 bottom-0 max-h-[92dvh] animate-slide-up rounded-t-xl',
        'sm:inset-auto sm:top-1/2 sm:left-1/2 sm:max-h-[85dvh] sm:w-[calc(100vw-2rem)] sm:-translate-x-1/2 sm:-translate-y-1/2',
        'sm:animate-appear sm:rounded-xl',
      ],
      left: 'inset-y-0 left-0 w-[min(20rem,86vw)] animate-slide-left',
    },
    width: { narrow: 'sm:max-w-md', medium: 'sm:max-w-xl', wide: 'sm:max-w-4xl', none: '' },
  },
  defaultVariants: { shape: 'dialog', width: 'medium' },
});

export interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  /** One sentence below the title. */
  description?: ReactNode;
  width?: 'narrow' | 'medium' | 'wide';
  children?: ReactNode;
  /** The buttons, the one that goes on last. */
  footer?: ReactNode;
}

/** In the middle of a desktop, from below on a phone; its head and foot are no landmarks of the page. Escape and a press outside close it. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  width = 'medium',
  children,
  footer,
}: DialogProps) {
  return (
    <Overlay
      open={open}
      onOpenChange={onOpenChange}
      className={contentStyles({ width })}
      described={Boolean(description)}
    >
      <div className="px-5 pt-4 pr-14 pb-1">
        <Primitive.Title className="font-semibold text-xl">{title}</Primitive.Title>
        {description ? (
          <Primitive.Description className="mt-1 text-ink-muted">{description}</Primitive.Description>
        ) : null}
      </div>
      {children ? <div className="min-h-0 flex-1 overflow-y-auto px-5 py-3">{children}</div> : null}
      {footer ? (
        <div className="flex flex-wrap justify-end gap-2 px-5 pt-2 pb-[max(1rem,env(safe-area-inset-bottom))]">
          {footer}
        </div>
      ) : (
        <div className="pb-4" />
      )}
    </Overlay>
  );
}

export interface SheetProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  children: ReactNode;
}

/** A drawer from the side: navigation on a phone. */
export function Sheet({ open, onOpenChange, title, children }: SheetProps) {
  return (
    <Overlay
      open={open}
      onOpenChange={onOpenChange}
      className={contentStyles({ shape: 'left', width: 'none' })}
    >
      <Primitive.Title className="px-4 py-4 font-semibold leading-6">{title}</Primitive.Title>
      <div className="flex min-h-0 flex-1 flex-col overflow-y-auto">{children}</div>
    </Overlay>
  );
}

function Overlay(props: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  className: string;
  described?: boolean;
  children: ReactNode;
}) {
  const { open, onOpenChange, className, described = false, children } = props;
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 animate-appear bg-scrim" />
        <Primitive.Content
          className={classNames(className)}
          {...(described ? {} : { 'aria-describedby': undefined })}
        >
          {children}
          <CloseButton />
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

/** The last of the dialog, so that it opens with the focus on what it is about. */
function CloseButton() {
  return (
    <Primitive.Close
      aria-label="Close"
      className="absolute top-2.5 right-2.5 grid size-control place-items-center rounded-md text-ink-muted hover:bg-hover hover:text-ink"
    >
      <X aria-hidden="true" className="size-4" />
    </Primitive.Close>
  );
}
