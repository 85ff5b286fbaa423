import { Tooltip as Primitive } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { floatContainer } from './float-container.ts';

/** Says again, for the eye, what the element already says by its own name; never the only carrier of anything. */
export function Tooltip({ text, children }: { text: string; children: ReactNode }) {
  // Known here so that the place is asked for when it opens.
  const [open, setOpen] = useState(false);
  return (
    <Primitive.Root open={open} onOpenChange={setOpen}>
      <Primitive.Trigger asChild>{children}</Primitive.Trigger>
      <Primitive.Portal container={floatContainer()}>
        <Primitive.Content
          sideOffset={6}
          collisionPadding={8}
          className="z-50 max-w-72 animate-appear rounded-md bg-primary px-2 py-1 text-on-primary text-xs shadow-float"
        >
          {text}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

/** Around everything that has tooltips. */
export function TooltipProvider({ children }: { children: ReactNode }) {
  return (
    <Primitive.Provider delayDuration={500} skipDelayDuration={200}>
      {children}
    </Primitive.Provider>
  );
}
