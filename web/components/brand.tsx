import { classNames } from '../ui/class-names.ts';

/** Four petals, one for each document. */
export function Petals({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={classNames('size-5', className)}>
      <path className="fill-petal-blue" d="M15 15V8a6 6 0 1 0-7 7z" />
      <path className="fill-petal-green" d="M17 15h7a6 6 0 1 0-7-7z" />
      <path className="fill-petal-purple" d="M17 17v7a6 6 0 1 0 7-7z" />
      <path className="fill-petal-orange" d="M15 17H8a6 6 0 1 0 7 7z" />
    </svg>
  );
}

export function Brand() {
  return (
    <span className="inline-flex items-center gap-2 font-semibold text-lg tracking-tight">
      <Petals />
      Blossomer<span className="-ml-0.5 font-normal text-ink-muted">GTM</span>
    </span>
  );
}
