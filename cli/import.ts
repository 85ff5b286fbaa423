import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import type { ImportReport } from '@blossomer/contract';
import { checkReceipt } from './check-receipt.ts';
import { answered, clientOf, type Server, serverFrom } from './connection.ts';
import { type Dump, readDumpFile } from './dump-file.ts';
import { importMany } from './import-many.ts';
import type { ImportOptions } from './import-options.ts';
import { summaryOf } from './import-summary.ts';
import { inputsFrom, isOneFile } from './inputs.ts';
import { type Progress, startProgress } from './progress.ts';
import { sendDump } from './send-dump.ts';
import { uploadTransport } from './upload.ts';

/** One file for oneself is told as it goes; anything else is an import of many. */
export async function importInputs(paths: readonly string[], options: ImportOptions): Promise<void> {
  const inputs = await inputsFrom(paths);
  const { user, journal, report } = options;
  const [first] = inputs;
  const isAlone =
    first !== undefined && isOneFile(inputs) && [user, journal, report].every((it) => it === undefined);
  await (isAlone ? importFile(first.path, options) : importMany(inputs, options));
}

async function importFile(file: string, options: ImportOptions): Promise<void> {
  const server = await serverFrom(options);
  const progress = startProgress(process.stderr, `Reading ${basename(file)}`);
  try {
    const { dump, notes } = await readDumpFile(file);
    for (const note of notes) progress.note(note);
    const report = await send(server, dump, options, progress);
    checkReceipt(dump, report);
    progress.stage('Done');
    progress.stop();
    process.stdout.write(options.json ? `${JSON.stringify(report, null, 2)}\n` : summaryOf(report));
  } finally {
    progress.stop();
  }
}

async function send(
  server: Server,
  dump: Dump,
  { label, dryRun = false }: ImportOptions,
  progress: Progress,
): Promise<ImportReport> {
  const transport = uploadTransport({
    onSent: (bytes, total) => {
      progress.sent(bytes, total);
      if (bytes === total) progress.stage('Waiting for the server');
    },
  });
  const client = clientOf(server, {
    transport,
    repeats: 2,
    onWait: (seconds, why) => progress.note(`${why}; trying again in ${Math.ceil(seconds)} s.`),
  });
  progress.stage(`Sending to ${server.address}`);
  const delivery = { dump, label, dryRun, idempotencyKey: randomUUID() };
  return answered(server, sendDump(client, delivery));
}
