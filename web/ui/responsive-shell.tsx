import { Menu } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Sheet } from './dialog.tsx';
import { IconButton } from './icon-button.tsx';

export interface ResponsiveShellProps {
  /** Above everything, on every size. */
  banner?: ReactNode;
  brand: ReactNode;
  /** Everything one can go to, in a column; `leave` closes the drawer that shows it on a phone. */
  navigation: (leave: () => void) => ReactNode;
  /** Of a phone: what is needed most, always in reach of the thumb. */
  bottomBar: ReactNode;
  /** Beside the brand, on every size: comes and goes without moving anything. */
  news?: ReactNode;
  /** At the end of a phone's top bar. */
  topActions?: ReactNode;
  /** Where the skip link leads. */
  mainId: string;
  children: ReactNode;
}

/** A sidebar on a desktop; a top bar with a drawer and a bottom bar on a phone. */
export function ResponsiveShell(props: ResponsiveShellProps) {
  const { banner, brand, news, navigation, bottomBar, topActions, mainId, children } = props;
  const [open, setOpen] = useState(false);
  return (
    <div className="flex min-h-dvh">
      <aside className="sticky top-0 hidden h-dvh w-60 shrink-0 flex-col overflow-y-auto border-line border-r bg-sunken lg:flex">
        <div className="flex items-center px-4 pt-4 pb-3">
          <div className="min-w-0 flex-1">{brand}</div>
          {news}
        </div>
        {navigation(() => {})}
      </aside>
      <div className="flex min-w-0 flex-1 flex-col">
        {banner}
        <header className="sticky top-0 z-20 flex h-12 items-center gap-1 border-line border-b bg-surface px-2 lg:hidden">
          <IconButton
            label="Open the menu"
            icon={<Menu />}
            aria-haspopup="dialog"
            aria-expanded={open}
            onClick={() => setOpen(true)}
          />
          <div className="min-w-0 flex-1">{brand}</div>
          {news}
          {topActions}
        </header>
        <main id={mainId} tabIndex={-1} className="flex-1 px-4 pt-5 pb-24 sm:px-6 lg:px-8 lg:pt-7 lg:pb-16">
          {children}
        </main>
      </div>
      <Sheet open={open} onOpenChange={setOpen} title="Menu">
        {navigation(() => setOpen(false))}
      </Sheet>
      <div className="fixed inset-x-0 bottom-0 z-20 border-line border-t bg-surface pb-[env(safe-area-inset-bottom)] lg:hidden">
        {bottomBar}
      </div>
    </div>
  );
}
