import type { ImportDecisions, ImportReport } from '@blossomer/contract';
import { type ReactNode, useCallback, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { FileDrop } from '../../ui/file-drop.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { failureOf } from '../problem.ts';
import { Decisions } from './decisions.tsx';
import { type Dump, type DumpFile, DumpFileError, readDumpFile } from './dump-file.ts';
import { ImportPreview } from './import-preview.tsx';
import { PreviewFrame } from './preview-frame.tsx';
import { usePreview } from './use-preview.ts';

export interface FileImportProps {
  /** What it would do; nothing is written. */
  preview: (dump: Dump, decisions: ImportDecisions) => Promise<ImportReport>;
  /** Carries it out; the same key again writes nothing twice. */
  run: (file: DumpFile, decisions: ImportDecisions) => Promise<void>;
  /** Whether the person whose account it is decides. */
  mayDecide: boolean;
  /** What must be said before it may begin; undefined: nothing. */
  blocked?: string | undefined;
  /** Fields of the caller's own, above the button. */
  children?: ReactNode;
}

/** A dump from a file: read here, tried without writing, shown, and only then brought in. */
export function FileImport(props: FileImportProps) {
  const [file, setFile] = useState<DumpFile | null>(null);
  const [fault, setFault] = useState<string | undefined>(undefined);
  async function read(chosen: File) {
    try {
      setFile(await readDumpFile(chosen));
      setFault(undefined);
    } catch (reason) {
      setFile(null);
      setFault(reason instanceof DumpFileError ? reason.message : 'This file could not be read.');
    }
  }
  return (
    <div className="flex flex-col gap-5">
      <FileDrop
        label={file ? `${file.name}: take another file` : 'Choose a file, or drop it here'}
        hint="A JSON file of what a browser held: the keys of localStorage with their strings."
        accept=".json,application/json"
        error={fault}
        onFile={(chosen) => void read(chosen)}
      />
      {file ? <Chosen key={`${file.name} ${Object.keys(file.dump).length}`} {...props} file={file} /> : null}
    </div>
  );
}

function Chosen(props: FileImportProps & { file: DumpFile }) {
  const { file, run, mayDecide, blocked, children } = props;
  const [decisions, setDecisions] = useState<ImportDecisions>({});
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a preview belongs to its file, not to how the caller asks.
  const ask = useCallback((decided: ImportDecisions) => props.preview(file.dump, decided), [file]);
  const preview = usePreview(ask, decisions);

  async function begin() {
    setBusy(true);
    setError(null);
    try {
      await run(file, decisions);
    } catch (reason) {
      setError(reason);
    } finally {
      setBusy(false);
    }
  }

  return (
    <>
      {file.secrets.length > 0 ? (
        <p className="rounded-md bg-sunken px-3 py-2 text-sm">
          Not sent, because secrets stay on this machine: the value of{' '}
          <span className="break-all font-mono">{file.secrets.join(', ')}</span>.
        </p>
      ) : null}
      <PreviewFrame preview={preview}>
        {mayDecide && preview.first ? (
          <Decisions report={preview.first} source="this file" value={decisions} onChange={setDecisions} />
        ) : null}
        {preview.now ? <ImportPreview report={preview.now} /> : null}
      </PreviewFrame>
      {children}
      {error === null ? null : (
        <ErrorState title="It was not brought in" requestId={failureOf(error).requestId}>
          {failureOf(error).detail} Trying again doubles nothing.
        </ErrorState>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button
          variant="primary"
          busy={busy}
          disabled={preview.isStale || blocked !== undefined}
          onClick={() => void begin()}
        >
          Import
        </Button>
        {busy ? (
          <span role="status" className="text-ink-muted">
            <span className="sr-only">
              <Spinner />
            </span>
            Bringing it in; large work takes a minute.
          </span>
        ) : null}
        {blocked ? <span className="text-ink-muted text-sm">{blocked}</span> : null}
      </div>
    </>
  );
}
