import type { z } from 'zod';
import type { Fault, FaultPlace } from './problems.ts';

/** What a schema of ours found, as pointers and sentences: the same in the server's refusals and beside the fields of a form. */
export function faultsOf(error: z.ZodError, place: FaultPlace): Fault[] {
  return error.issues.flatMap((issue) => faultsOfIssue(issue, place)).slice(0, faultsMax);
}

const faultsMax = 20;

function faultsOfIssue(issue: z.core.$ZodIssue, place: FaultPlace): Fault[] {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      in: place,
      pointer: pointer([...path, key]),
      message: 'is not known here',
    }));
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const nearest = issue.errors.reduce((best, next) => (depth(next) > depth(best) ? next : best));
    const inner = nearest.flatMap((part) =>
      faultsOfIssue({ ...part, path: [...issue.path, ...part.path] }, place),
    );
    if (inner.length > 0) return inner;
  }
  return [{ in: place, pointer: pointer(path), message: sentence(issue) }];
}

function depth(issues: readonly z.core.$ZodIssue[]): number {
  return Math.max(0, ...issues.map(({ path }) => path.length));
}

const nouns: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
};

function sentence(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') {
    if (issue.input === undefined && issue.message.endsWith('received undefined')) return 'is missing';
    const expected = nouns[issue.expected] ?? issue.expected;
    const received = /received (\w+)$/.exec(issue.message)?.[1];
    return received ? `must be ${expected}, not ${nouns[received] ?? received}` : `must be ${expected}`;
  }
  if (issue.code === 'invalid_value') return `must be one of: ${issue.values.map(String).join(', ')}`;
  return issue.message;
}

/** One sentence for all of them. */
export function sentenceOf(faults: readonly { pointer: string; message: string }[]): string {
  const [first, ...others] = faults;
  if (!first) return 'The request is not valid.';
  const name =
    first.pointer.slice(1).replaceAll('/', '.') ||
    (first.pointer === '' ? 'The content' : 'A nameless field');
  const rest = others.length > 0 ? ` (and ${others.length} more)` : '';
  return `${name} ${first.message}${rest}.`;
}

/** RFC 6901. */
function pointer(path: readonly (string | number)[]): string {
  return path.map((token) => `/${String(token).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
