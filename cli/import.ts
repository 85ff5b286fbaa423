import { basename } from 'node:path';
import { createClient, type ImportReport, imports, ProblemError } from '@blossomer/contract';
import { environment } from '@blossomer/server/config';
import { checkReceipt } from './check-receipt.ts';
import { CommandError } from './command-error.ts';
import { type Dump, readDumpFile } from './dump-file.ts';
import { explainProblem, howToGetAToken, notOurs } from './import-problem.ts';
import { summaryOf } from './import-summary.ts';
import { type Progress, startProgress } from './progress.ts';
import { runningServer } from './running-server.ts';
import { uploadTransport } from './upload.ts';

export interface ImportOptions {
  url?: string;
  token?: string;
  dryRun?: boolean;
  label?: string;
  json?: boolean;
}

export async function importFile(file: string, options: ImportOptions): Promise<void> {
  const token = tokenFrom(options.token);
  const server = options.url === undefined ? await runningServer() : addressFrom(options.url);
  const progress = startProgress(process.stderr, `Reading ${basename(file)}`);
  try {
    const { dump, notes } = await readDumpFile(file);
    for (const note of notes) progress.note(note);
    const report = await send({ server, token, dump, options, progress });
    checkReceipt(dump, report);
    progress.stage('Done');
    progress.stop();
    process.stdout.write(options.json ? `${JSON.stringify(report, null, 2)}\n` : summaryOf(report));
  } finally {
    progress.stop();
  }
}

interface Sending {
  server: string;
  token: string;
  dump: Dump;
  options: ImportOptions;
  progress: Progress;
}

async function send({ server, token, dump, options, progress }: Sending): Promise<ImportReport> {
  const transport = uploadTransport({
    bytesMax: imports.create.bodyBytesMax,
    onSent: (bytes, total) => {
      progress.sent(bytes, total);
      if (bytes === total) progress.stage('Waiting for the server');
    },
  });
  const call = createClient({ baseUrl: server, token: () => token, fetch: transport });
  progress.stage(`Sending to ${server}`);
  try {
    const { body } = await call(imports.create, {
      query: { dryRun: options.dryRun },
      body: { dump, ...(options.label === undefined ? {} : { label: options.label }) },
    });
    if (Array.isArray(body?.findings)) return body;
  } catch (error) {
    if (error instanceof ProblemError) throw explainProblem(error.problem, server);
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new CommandError(notOurs(server));
}

function tokenFrom(option: string | undefined): string {
  const token = (option ?? environment().BLOSSOMER_TOKEN ?? '').trim();
  if (token === '') {
    throw new CommandError(
      `A token says who imports: pass --token or set BLOSSOMER_TOKEN. ${howToGetAToken}`,
      2,
    );
  }
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new CommandError(
    `This is not a token: it has spaces or other characters inside. ${howToGetAToken}`,
    2,
  );
}

function addressFrom(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && (url.protocol === 'http:' || url.protocol === 'https:')) {
    return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
  }
  throw new CommandError(`--url ${text} is not an address such as http://127.0.0.1:8000.`, 2);
}
