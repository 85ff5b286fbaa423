import { type ImportDecisions, type ImportedDocument, type ImportReport, imports } from '@blossomer/contract';
import { uuidv7 } from 'uuidv7';
import { type KeptStrings, keep } from './browser-storage.ts';
import {
  type BroughtPlayground,
  type DifferingDocument,
  importPlayground,
  previewPlayground,
  type ReplacedText,
  type Settling,
} from './claim-playground.ts';
import { type BrowserWork, findWork, keysOfWork } from './claim-work.ts';
import { digestOf } from './local-documents.ts';
import type { Api } from './remote.ts';
import { isComplete } from './verify-import.ts';
import type { Workspace } from './workspace.ts';

/**
 * Bringing the work of a browser into an account. Every step may be repeated: ids are kept or derived, so importing again
 * changes nothing. What was done is written down in the browser itself; the server never compares people.
 */
export interface Claim {
  status(): Promise<ClaimStatus>;
  /** What an import would do; nothing is written. */
  preview(decisions?: ImportDecisions): Promise<ClaimPreview>;
  /** Imports, checks the receipt, and marks the browser. Call it again after any failure. */
  run(options?: ClaimRun): Promise<ClaimReceipt>;
  /** After a run that left documents differing: whose text stays. A document that is not spoken of stays differing. */
  settle(receipt: ClaimReceipt, settling: Settling): Promise<ClaimReceipt>;
  /** Not now: this work is not spoken of any more until somebody works on it, or the person asks. */
  postpone(): Promise<void>;
  /** Removes what was brought in from this browser. Throws `ClaimError` unless all of it was verified. */
  clear(): Promise<void>;
}

export type ClaimStatus =
  | { state: 'nothing' }
  /**
   * Offer it. `again`: it was claimed by this person before, and somebody worked on since. `postponed`: they said that
   * they do not want to hear of it now.
   */
  | { state: 'unclaimed'; work: BrowserWork; again: boolean; postponed: boolean }
  /** The upload began and its end was never seen: run again, it adds nothing twice. */
  | { state: 'unfinished'; work: BrowserWork }
  /** Done and verified: clearing may be offered. */
  | { state: 'claimed'; work: BrowserWork; at: string; importId: string | null }
  /** Somebody else claimed it: say so, do not offer it. `postponed`: they have read that. */
  | { state: 'of-somebody-else'; postponed: boolean };

interface ClaimPreview {
  /** Of the old builds' work; null when there is only the playground. */
  report: ImportReport | null;
  playground: readonly ImportedDocument[];
}

interface ClaimRun {
  label?: string;
  decisions?: ImportDecisions | undefined;
  /** Whose text stays of the playground's documents that the account has with other words. */
  settling?: Settling | undefined;
  /** Told as each step begins. */
  progress?: (step: ClaimStep) => void;
}

export type ClaimStep = 'sending' | 'playground' | 'verifying';

export interface ClaimReceipt {
  /** Of the old builds' work; null when there was none. */
  report: ImportReport | null;
  playground: BroughtPlayground['playground'];
  /** Documents of the playground that the account has with other content: left as they are in both places. */
  differing: readonly DifferingDocument[];
  /** What the account said where the person took the playground's text. */
  replaced: readonly ReplacedText[];
  /** Every leaf that was sent is in the receipt, counted here by another reader, and what came back is what was sent. */
  verified: boolean;
}

export class ClaimError extends Error {
  override readonly name = 'ClaimError';
}

export interface ClaimOptions {
  storage: KeptStrings;
  workspace: Pick<Workspace, 'owner' | 'batch' | 'view' | 'list' | 'patch'>;
  /** With patience for an import: minutes, not seconds. */
  api: Api;
}

export function openClaim({ storage, workspace, api }: ClaimOptions): Claim {
  const { owner } = workspace;

  async function status(): Promise<ClaimStatus> {
    const work = findWork(storage);
    if (work === null) return { state: 'nothing' };
    const mark = readMark(storage);
    const postponed = await isPostponed(storage, owner, work);
    if (mark === null) return { state: 'unclaimed', work, again: false, postponed };
    if (mark.person !== (await personHash(mark.salt, owner))) return { state: 'of-somebody-else', postponed };
    if (mark.digest !== work.digest) return { state: 'unclaimed', work, again: true, postponed };
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

  async function verify(
    work: BrowserWork,
    report: ImportReport | null,
    brought: BroughtPlayground,
  ): Promise<ClaimReceipt> {
    const verified =
      (report === null || (await isComplete(api, work.dump, report))) && brought.differing.length === 0;
    if (verified) await mark(work, 'verified', report?.id ?? null);
    return { report, ...brought, verified };
  }

  return {
    status,
    preview: async (decisions) => {
      const work = await mine();
      const [report, playground] = await Promise.all([
        previewDump(api, work, decisions),
        previewPlayground(workspace, work),
      ]);
      return { report, playground };
    },
    run: async ({ label = 'From this browser', decisions, settling, progress } = {}) => {
      const work = await mine();
      await mark(work, 'started', null);
      progress?.('sending');
      const report = await importDump(api, work, { label, decisions });
      progress?.('playground');
      const brought = await importPlayground(workspace, work, settling);
      progress?.('verifying');
      return verify(work, report, brought);
    },
    settle: async ({ report }, settling) => {
      const work = await mine();
      return verify(work, report, await importPlayground(workspace, work, settling));
    },
    postpone: async () => {
      const work = findWork(storage);
      if (work === null) return;
      const salt = uuidv7();
      const person = await personHash(salt, owner);
      keep(storage, laterKey, JSON.stringify({ salt, person, digest: work.digest } satisfies Postponed));
    },
    clear: async () => {
      const now = await status();
      if (now.state !== 'claimed')
        throw new ClaimError('Not everything in this browser is in the account yet.');
      for (const key of keysOfWork(storage, now.work)) keep(storage, key, null);
      keep(storage, markKey, null);
      keep(storage, laterKey, null);
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
  return readMarked<Mark>(storage, markKey); // One that is not ours is none: the import tells what is there already.
}

const laterKey = 'gtm.claim.later.v1';
type Postponed = Pick<Mark, 'salt' | 'person' | 'digest'>;

async function isPostponed(storage: KeptStrings, owner: string, { digest }: BrowserWork): Promise<boolean> {
  const later = readMarked<Postponed>(storage, laterKey);
  return later?.digest === digest && later.person === (await personHash(later.salt, owner));
}

function readMarked<Marked extends Postponed>(storage: KeptStrings, key: string): Marked | null {
  try {
    const mark = JSON.parse(storage.getItem(key) ?? 'null') as Marked | null;
    return typeof mark?.person === 'string' && typeof mark.salt === 'string' ? mark : null;
  } catch {
    return null;
  }
}

async function personHash(salt: string, owner: string): Promise<string> {
  const text = `${salt}/${owner}`;
  if (globalThis.crypto?.subtle === undefined) return digestOf(text); // Only pages without TLS.
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function previewDump(api: Api, { dump }: BrowserWork, decisions: ImportDecisions | undefined) {
  if (Object.keys(dump).length === 0) return null;
  const body = { dump: { ...dump }, ...(decisions ? { decisions } : {}) };
  return (await api(imports.create, { query: { dryRun: true }, body })).body;
}

async function importDump(
  api: Api,
  { dump, digest }: BrowserWork,
  { label, decisions }: { label: string; decisions: ImportDecisions | undefined },
): Promise<ImportReport | null> {
  if (Object.keys(dump).length === 0) return null;
  const body = { dump: { ...dump }, label, ...(decisions ? { decisions } : {}) };
  return (await api(imports.create, { body, idempotencyKey: `claim.${digest}.${uuidv7()}` })).body;
}
