import { classNames } from './class-names.ts';

/** With a label it is announced; without one, whatever holds it says that it is busy. */
export function Spinner({ label, className }: { label?: string; className?: string }) {
  return (
    <span role={label ? 'status' : undefined} className="inline-flex">
      <svg
        viewBox="0 0 16 16"
        aria-hidden="true"
        className={classNames('size-4 animate-turn motion-reduce:animate-breathe', className)}
      >
        <circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" strokeWidth="2" opacity="0.25" />
        <path
          d="M14.5 8A6.5 6.5 0 0 0 8 1.5"
          fill="none"
          stroke="currentColor"
          strokeWidth="2"
          strokeLinecap="round"
        />
      </svg>
      {label ? <span className="sr-only">{label}</span> : null}
    </span>
  );
}
