import type { ImportedDocument, ImportReport } from '@blossomer/contract';
import { guessed } from './words.ts';

/** What a dry run leaves to the person. */
export interface Offers {
  /** Accounts whose company is guessed. */
  attach: readonly ImportedDocument[];
  /** Companies that this import speaks of. */
  companies: readonly ImportedDocument[];
  merges: readonly Merge[];
  /** Stored with other words than this import has: at most as many as may be decided at once. */
  differing: readonly ImportedDocument[];
  hasDemo: boolean;
  hasTrashed: boolean;
}

export interface Merge {
  from: string;
  into: string;
  name: string;
  /** Counted from 1, which is the account that it would go into. */
  number: number;
  /** What tells the two apart: what is below each. */
  below: { from: string; into: string };
}

export function offersOf({ documents = [], findings }: ImportReport): Offers {
  const unclear = new Set(
    findings.filter(({ code }) => code === 'ambiguous-parent').map(({ entity }) => entity?.id),
  );
  return {
    attach: documents.filter(
      ({ kind, id, because }) => kind === 'account' && (guessed.has(because) || unclear.has(id)),
    ),
    companies: documents.filter(({ kind }) => kind === 'company'),
    merges: mergesOf(documents, findings),
    differing: documents.filter(({ differs }) => differs.length > 0).slice(0, settledMax),
    hasDemo: findings.some(({ code }) => code === 'demo'),
    hasTrashed: findings.some(({ code }) => code === 'in-trash'),
  };
}

const settledMax = 10_000;

function mergesOf(documents: readonly ImportedDocument[], findings: ImportReport['findings']): Merge[] {
  const names = new Map(documents.map(({ id, name }) => [id, name]));
  const numbers = new Map<string, number>();
  const below = (id: string) => {
    const personas = documents.filter(({ parentId }) => parentId === id).map(({ name }) => name);
    return personas.length === 0 ? 'no personas' : personas.slice(0, 3).join(', ');
  };
  return findings.flatMap(({ code, entity, other }) => {
    if (code !== 'same-name' || !entity || !other) return [];
    const number = (numbers.get(other.id) ?? 1) + 1;
    numbers.set(other.id, number);
    const name = names.get(entity.id) ?? names.get(other.id) ?? '';
    const told = { from: below(entity.id), into: below(other.id) };
    return [{ from: entity.id, into: other.id, name, number, below: told }];
  });
}
