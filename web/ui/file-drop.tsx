import { FileUp } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { classNames } from './class-names.ts';

export interface FileDropProps {
  /** Of the button that opens the browser's own dialog. */
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  /** As the attribute `accept`: `.json,application/json`. */
  accept: string;
  onFile: (file: File) => void;
}

/** One file, dropped here or picked. */
export function FileDrop({ label, hint, error, accept, onFile }: FileDropProps) {
  const id = useId();
  const [over, setOver] = useState(false);
  const take = (files: FileList | null) => {
    const file = files?.item(0);
    if (file) onFile(file);
  };
  return (
    <div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is one more way; the input inside is the one for everybody. */}
      <div
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          take(event.dataTransfer.files);
        }}
        className={classNames(
          'relative flex flex-col items-start gap-1 rounded-lg border border-line-strong border-dashed px-4 py-4 transition-colors has-focus-visible:outline-2 has-focus-visible:outline-focus',
          over && 'border-focus bg-hover',
          error && 'border-danger',
        )}
      >
        <label htmlFor={id} className="inline-flex cursor-pointer items-center gap-2 font-medium text-link">
          <FileUp aria-hidden="true" className="size-4" />
          {label}
        </label>
        <input
          id={id}
          type="file"
          accept={accept}
          aria-describedby={
            [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ') || undefined
          }
          aria-invalid={error ? true : undefined}
          onChange={(event) => {
            take(event.target.files);
            event.target.value = ''; // The same file again, after it was put right, is a choice too.
          }}
          className="sr-only"
        />
        {hint ? (
          <p id={`${id}-hint`} className="text-ink-muted text-sm">
            {hint}
          </p>
        ) : null}
      </div>
      {error ? (
        <p id={`${id}-error`} role="alert" className="mt-1.5 font-medium text-danger text-sm">
          {error}
        </p>
      ) : null}
    </div>
  );
}
