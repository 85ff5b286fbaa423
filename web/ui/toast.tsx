import 'sonner/dist/styles.css';
import { Toaster as Sonner, toast } from 'sonner';

/** Once, around everything. Alt+T reaches the newest toast by keyboard. */
export function Toaster() {
  return (
    <Sonner
      position="bottom-right"
      offset={16}
      mobileOffset={{ bottom: 'calc(4.5rem + env(safe-area-inset-bottom))' }}
      gap={8}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            'flex w-full items-center gap-3 rounded-lg bg-raised px-3.5 font-sans py-3 text-ink text-base shadow-float sm:w-[22rem]',
          content: 'min-w-0 flex-1',
          title: 'font-medium',
          description: 'mt-0.5 text-ink-muted text-sm',
          actionButton:
            'inline-flex h-control-small shrink-0 items-center rounded-md border border-line-strong px-2 font-medium text-sm hover:bg-hover',
          closeButton:
            'order-last grid size-control-small shrink-0 place-items-center rounded-md text-ink-muted hover:bg-hover hover:text-ink',
          icon: 'shrink-0 text-ink-muted',
          error: '[&_[data-icon]]:text-danger',
          success: '[&_[data-icon]]:text-success',
        },
      }}
    />
  );
}

const longEnoughToUndo = 10_000;

/** After something was done that can be taken back. */
export function showUndo(title: string, undo: () => void): void {
  toast(title, { duration: longEnoughToUndo, action: { label: 'Undo', onClick: undo } });
}

export function showDone(title: string, description?: string): void {
  toast.success(title, description === undefined ? {} : { description });
}

/** After something was done that leads somewhere. */
export function showLink(title: string, label: string, go: () => void): void {
  toast.success(title, { duration: longEnoughToUndo, action: { label, onClick: go } });
}

/** Stays until it is read: a failure must not vanish by itself. */
export function showProblem(
  title: string,
  more: { detail?: string; retry?: () => void; link?: { label: string; go: () => void } } = {},
): void {
  const { detail, retry, link } = more;
  toast.error(title, {
    duration: Number.POSITIVE_INFINITY,
    closeButton: true,
    ...(detail === undefined ? {} : { description: detail }),
    ...(retry === undefined ? {} : { action: { label: 'Try again', onClick: retry } }),
    ...(link === undefined ? {} : { action: { label: link.label, onClick: link.go } }),
  });
}
