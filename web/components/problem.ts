import type { Problem } from '@blossomer/contract';

/** What a failure is to the person who meets it. */
export interface Failure {
  kind: 'missing' | 'offline' | 'outdated' | 'refused' | 'broken';
  title: string;
  detail: string;
  requestId?: string;
}

export function failureOf(error: unknown): Failure {
  const problem = problemOf(error);
  if (problem) {
    return {
      kind: problem.status === 404 ? 'missing' : 'refused',
      title: problem.title,
      detail: problem.detail,
      ...(problem.requestId ? { requestId: problem.requestId } : {}),
    };
  }
  const message = error instanceof Error ? error.message : '';
  if (chunkFailures.test(message)) {
    return {
      kind: 'outdated',
      title: 'This screen could not be loaded',
      detail:
        'Either the connection is gone, or a new version is here and the old one left. Reload the page.',
    };
  }
  const name = error instanceof Error ? error.name : '';
  if (name === 'UnreachableError' || name === 'IdentityError') {
    return { kind: 'offline', title: 'The server cannot be reached', detail: message };
  }
  if (name === 'StorageError') {
    return { kind: 'refused', title: 'This browser does not keep your work', detail: message };
  }
  return {
    kind: 'broken',
    title: 'Something in this page broke',
    detail: 'That is our mistake, not yours. What you saved before is untouched.',
  };
}

/** Of a `ProblemError`, told by its shape: the class would bring the whole contract to the landing page. */
function problemOf(error: unknown): Problem | undefined {
  if (!(error instanceof Error) || error.name !== 'ProblemError') return undefined;
  return (error as Error & { problem?: Problem }).problem;
}

/** What browsers say when a module of an earlier build is no longer there. */
const chunkFailures = /dynamically imported module|module script failed|preload CSS/i;
