import type { GenerationEvent, GenerationStage } from '@blossomer/contract';
import { parsePointer } from '@blossomer/json';

/** What a person sees of a generation while it happens: its events, summed up. Pure. */
export interface Progress {
  stage: GenerationStage | null;
  pages: readonly PageSeen[];
  /** What is complete so far, as a document. */
  partial: Readonly<Record<string, unknown>>;
  /** How many fields came since the last beginning. */
  fields: number;
  /** Why what was told so far is void; null while nothing was begun anew. */
  restarted: { reason: string; provider: string | null } | null;
  end: Extract<GenerationEvent, { event: 'done' | 'failed' | 'cancelled' }> | null;
}

export type PageSeen = Extract<GenerationEvent, { event: 'page' }>['data'];

export const nothingYet: Progress = {
  stage: null,
  pages: [],
  partial: {},
  fields: 0,
  restarted: null,
  end: null,
};

export function told(progress: Progress, event: GenerationEvent): Progress {
  switch (event.event) {
    case 'stage':
      return { ...progress, stage: event.data.stage };
    case 'page':
      return { ...progress, pages: withPage(progress.pages, event.data) };
    case 'field':
      return {
        ...progress,
        fields: progress.fields + 1,
        partial: withField(progress.partial, event.data.pointer, event.data.value),
      };
    case 'restarted':
      return { ...progress, partial: {}, fields: 0, restarted: event.data };
    default:
      return { ...progress, end: event };
  }
}

function withPage(pages: readonly PageSeen[], page: PageSeen): readonly PageSeen[] {
  const index = pages.findIndex(({ url }) => url === page.url);
  return index < 0 ? [...pages, page] : pages.with(index, page);
}

/** A list is begun by its first item: `/data/objections/0`. Whatever would reach a prototype is left out. */
export function withField(
  document: Readonly<Record<string, unknown>>,
  pointer: string,
  value: unknown,
): Readonly<Record<string, unknown>> {
  const tokens = parsePointer(pointer);
  if (tokens.length === 0 || tokens.includes('__proto__')) return document;
  return placed(document, tokens, value) as Readonly<Record<string, unknown>>;
}

function placed(holder: unknown, [token, ...rest]: readonly string[], value: unknown): unknown {
  if (token === undefined) return value;
  const isIndex = /^(0|[1-9]\d{0,3})$/.test(token);
  if (Array.isArray(holder) || (holder === undefined && isIndex)) {
    const items = Array.isArray(holder) ? [...holder] : [];
    const index = isIndex ? Number(token) : items.length;
    items[Math.min(index, items.length)] = placed(items[index], rest, value);
    return items;
  }
  const object = typeof holder === 'object' && holder !== null ? holder : {};
  return { ...object, [token]: placed(Reflect.get(object, token), rest, value) };
}
