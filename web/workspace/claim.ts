import { type ImportReport, imports, ProblemError } from '@blossomer/contract';
import { countLeaves } from '@blossomer/legacy';
import { equal } from '@blossomer/merge';
import { uuidv7 } from 'uuidv7';
import { type KeptStrings, keep } from './browser-storage.ts';
import { type BrowserWork, findWork, keysOfWork } from './claim-work.ts';
import { isProblem } from './errors.ts';
import { endpointsOf } from './kinds.ts';
import type { Row } from './listing.ts';
import { digestOf } from './local-documents.ts';
import type { Api } from './remote.ts';
import type { AnyDocument, Workspace, WriteOperation } from './workspace.ts';

/**
 * Bringing the work of a browser into an account. Every step may be repeated: ids are kept or derived, so importing again
 * changes nothing. What was done is written down in the browser itself; the server never compares people.
 */
export interface Claim {
  status(): Promise<ClaimStatus>;
  /** What an import would do; nothing is written. null: there is nothing of the old builds, only the playground. */
  preview(): Promise<ImportReport | null>;
  /** Imports, checks the receipt, and marks the browser. Call it again after any failure. */
  run(label?: string): Promise<ClaimReceipt>;
  /** Removes what was brought in from this browser. Throws `ClaimError` unless all of it was verified. */
  clear(): Promise<void>;
}

type ClaimStatus =
  | { state: 'nothing' }
  /** Offer it. `again`: it was claimed by this person before, and somebody worked on since. */
  | { state: 'unclaimed'; work: BrowserWork; again: boolean }
  /** The upload began and its end was never seen: run again, it adds nothing twice. */
  | { state: 'unfinished'; work: BrowserWork }
  /** Done and verified: clearing may be offered. */
  | { state: 'claimed'; work: BrowserWork; at: string; importId: string | null }
  /** Somebody else claimed it: say so, do not offer it. */
  | { state: 'of-somebody-else' };

interface ClaimReceipt {
  /** Of the old builds' work; null when there was none. */
  report: ImportReport | null;
  playground: { created: number; unchanged: number };
  /** Documents of the playground that the account has with other content: left as they are in both places. */
  differing: readonly { kind: BrowserWork['playground'][number]['kind']; id: string; name: string }[];
  /** Every leaf that was sent is in the receipt, counted here by another reader, and what came back is what was sent. */
  verified: boolean;
}

export class ClaimError extends Error {
  override readonly name = 'ClaimError';
}

export interface ClaimOptions {
  storage: KeptStrings;
  workspace: Pick<Workspace, 'owner' | 'batch' | 'view'>;
  /** With patience for an import: minutes, not seconds. */
  api: Api;
}

export function openClaim({ storage, workspace, api }: ClaimOptions): Claim {
  const { owner } = workspace;

  async function status(): Promise<ClaimStatus> {
    const work = findWork(storage);
    if (work === null) return { state: 'nothing' };
    const mark = readMark(storage);
    if (mark === null) return { state: 'unclaimed', work, again: false };
    if (mark.person !== (await personHash(mark.salt, owner))) return { state: 'of-somebody-else' };
    if (mark.digest !== work.digest) return { state: 'unclaimed', work, again: true };
    const { at, importId } = mark;
    return mark.state === 'started'
      ? { state: 'unfinished', work }
      : { state: 'claimed', work, at, importId };
  }

  async function mine(): Promise<BrowserWork> {
    const now = await status();
    if (now.state === 'nothing') throw new ClaimError('There is no work in this browser.');
    if (now.state === 'of-somebody-else')
      throw new ClaimError('The work in this browser belongs to somebody else.');
    return now.work;
  }

  async function mark(work: BrowserWork, state: Mark['state'], importId: string | null): Promise<void> {
    const salt = readMark(storage)?.salt ?? uuidv7();
    const at = new Date().toISOString();
    const person = await personHash(salt, owner);
    keep(
      storage,
      markKey,
      JSON.stringify({ state, salt, person, digest: work.digest, importId, at } satisfies Mark),
    );
  }

  return {
    status,
    preview: async () => {
      const { dump } = await mine();
      if (Object.keys(dump).length === 0) return null;
      return (await api(imports.create, { query: { dryRun: true }, body: { dump: { ...dump } } })).body;
    },
    run: async (label = 'From this browser') => {
      const work = await mine();
      await mark(work, 'started', null);
      const report = await importDump(api, work, label);
      const brought = await importPlayground(workspace, work);
      const verified =
        (report === null || (await isComplete(api, work, report))) && brought.differing.length === 0;
      if (verified) await mark(work, 'verified', report?.id ?? null);
      return { report, ...brought, verified };
    },
    clear: async () => {
      const now = await status();
      if (now.state !== 'claimed')
        throw new ClaimError('Not everything in this browser is in the account yet.');
      for (const key of keysOfWork(storage, now.work)) keep(storage, key, null);
      keep(storage, markKey, null);
    },
  };
}

const markKey = 'gtm.claim.v1';

interface Mark {
  state: 'started' | 'verified';
  salt: string;
  /** Salted hash of the person's id: who it is cannot be read here, only recognised. */
  person: string;
  digest: string;
  importId: string | null;
  at: string;
}

function readMark(storage: KeptStrings): Mark | null {
  try {
    const mark = JSON.parse(storage.getItem(markKey) ?? 'null') as Mark | null;
    return typeof mark?.person === 'string' && typeof mark.salt === 'string' ? mark : null;
  } catch {
    return null; // Not ours: the import tells what is there already.
  }
}

async function personHash(salt: string, owner: string): Promise<string> {
  const text = `${salt}/${owner}`;
  if (globalThis.crypto?.subtle === undefined) return digestOf(text); // Only pages without TLS.
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function importDump(
  api: Api,
  { dump, digest }: BrowserWork,
  label: string,
): Promise<ImportReport | null> {
  if (Object.keys(dump).length === 0) return null;
  const body = { dump: { ...dump }, label };
  return (await api(imports.create, { body, idempotencyKey: `claim.${digest}.${uuidv7()}` })).body;
}

/** Counted by a tokenizer over the raw strings; and the server gives each string back as it was. */
async function isComplete(api: Api, { dump }: BrowserWork, report: ImportReport): Promise<boolean> {
  const { total } = countLeaves({ ...dump });
  const classes = Object.values(report.totals.classes).reduce((sum, count) => sum + count, 0);
  if (report.dryRun || report.totals.leaves !== total || classes !== total) return false;
  const raw = (await api(imports.raw, { params: { id: report.id } })).body;
  return equal(raw, dump);
}

const batchMax = 50;

/** Creates under the ids that they have, parents first; one that is there already answers with itself. */
async function importPlayground(workspace: ClaimOptions['workspace'], { playground }: BrowserWork) {
  const brought = { created: 0, unchanged: 0 };
  const differing: ClaimReceipt['differing'][number][] = [];
  let waiting = playground.slice();
  while (waiting.length > 0) {
    const group = waiting.slice(0, batchMax);
    try {
      const results = await workspace.batch(group.map(createOperation));
      for (const [index, { kind, document }] of group.entries()) {
        const result = results[index];
        if (!equal(contentOf(result?.body), contentOf(document))) {
          differing.push({ kind, id: document.id, name: document.name });
        } else if (result?.status === 201) brought.created += 1;
        else brought.unchanged += 1;
      }
      waiting = waiting.slice(group.length);
    } catch (error) {
      // All or nothing: without the one that is there with other content, the rest goes again.
      const { kind, document } = group[takenIn(error)] ?? {};
      if (kind === undefined || document === undefined) throw error;
      const there = await workspace.view(kind, document.id);
      if (equal(contentOf(there), contentOf(document))) brought.unchanged += 1;
      else differing.push({ kind, id: document.id, name: document.name });
      waiting = waiting.filter((one) => one.document !== document);
    }
  }
  return { playground: brought, differing };
}

function takenIn(error: unknown): number {
  const isTaken = isProblem(error, 'id-taken') && error instanceof ProblemError;
  return isTaken ? (error.problem.operation ?? -1) : -1;
}

function createOperation({ kind, document }: BrowserWork['playground'][number]): WriteOperation {
  const { version: _version, createdAt: _created, updatedAt: _updated, ...body } = document;
  return { method: 'POST', path: endpointsOf[kind].create.path, body };
}

function contentOf(document: AnyDocument | undefined): object | null {
  if (document === undefined) return null;
  const { version: _version, createdAt: _created, updatedAt: _updated, ...content } = document as Row;
  return content;
}
