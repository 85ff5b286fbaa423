import type {
  EntityKind,
  Evidence,
  GeneratedDocument,
  GenerationProblemCode,
  GenerationStage,
  PageRead,
} from '@blossomer/contract';
import type { Model } from '../ai/model.ts';
import type { PageCache, PageNews, Website } from '../website/website.ts';

/**
 * Makes one document out of what is known. Stores nothing and knows nobody: jobs (`features/generations`) and guests get the
 * same. Rejects with `GenerationFailure`; with the signal's reason when it was aborted.
 */
export type Generate = (work: Work, tools: Tools) => Promise<Outcome>;

export interface Work {
  kind: EntityKind;
  /** `url`, `hypothesis`, `config` of the request. */
  inputs: { url?: string; hypothesis?: string | undefined; config?: Record<string, unknown> | undefined };
  /** What it is written from, as it is now; the company of a company is none. */
  company: KnownDocument | null;
  account: KnownDocument | null;
  persona: KnownDocument | null;
}

export interface KnownDocument {
  name: string;
  url?: string | undefined;
  data: Record<string, unknown>;
}

export interface Tools {
  /** null: none is configured. */
  model: Model | null;
  website: Website;
  cache: PageCache;
  signal: AbortSignal;
  tell(news: News): void;
}

export type News =
  | { event: 'stage'; data: { stage: GenerationStage } }
  | { event: 'page'; data: PageNews }
  | { event: 'field'; data: { pointer: string; value: unknown } }
  | { event: 'restarted'; data: { reason: string; provider: string | null } };

export interface Outcome {
  document: GeneratedDocument;
  evidence: Evidence[];
  pages: PageRead[];
  /** `reader` when it was made of the page alone. */
  provider: string;
  model: string | null;
}

export class GenerationFailure extends Error {
  override readonly name = 'GenerationFailure';
  readonly code: GenerationProblemCode;
  readonly provider: string | null;
  constructor(
    code: GenerationProblemCode,
    detail: string,
    { provider = null }: { provider?: string | null } = {},
  ) {
    super(detail);
    this.code = code;
    this.provider = provider;
  }
}
