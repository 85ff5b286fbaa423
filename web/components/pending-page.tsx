import { Loading, Skeleton } from '../ui/states.tsx';

/** While a screen is on its way: its rough shape, so that nothing jumps. */
export function PendingPage() {
  return (
    <Loading label="Loading" className="mx-auto w-full max-w-6xl">
      <Skeleton className="h-7 w-56" />
      <Skeleton className="mt-3 w-80 max-w-full" />
      <div className="mt-7 grid gap-4 md:grid-cols-2">
        {['one', 'two', 'three', 'four'].map((card) => (
          <div key={card} className="rounded-lg border border-line bg-surface p-4">
            <Skeleton className="w-2/5" />
            <Skeleton className="mt-4" />
            <Skeleton className="mt-2 w-11/12" />
            <Skeleton className="mt-2 w-3/5" />
          </div>
        ))}
      </div>
    </Loading>
  );
}
