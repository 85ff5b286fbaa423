// A thread of reading-threads.ts.
import type { MessagePort } from 'node:worker_threads';
import { WebsiteFailure } from '../website.ts';
import { type Extracted, extract, type PageSource } from './extract.ts';
import { type RobotsQuestion, type RobotsVerdict, robotsVerdict } from './robots-verdict.ts';

export type ThreadWork = { kind: 'page'; source: PageSource } | { kind: 'robots'; question: RobotsQuestion };

export interface ThreadTask {
  work: ThreadWork;
  /** Told when the work begins: a thread that has to start first takes its time. */
  begun: MessagePort;
}

export type ThreadResult =
  | { kind: 'page'; extracted: Extracted }
  | { kind: 'robots'; verdict: RobotsVerdict }
  | { kind: 'failed'; code: WebsiteFailure['code']; detail: string };

export default function carryOut({ work, begun }: ThreadTask): ThreadResult {
  begun.postMessage(null);
  begun.close();
  if (work.kind === 'robots') return { kind: 'robots', verdict: robotsVerdict(work.question) };
  try {
    return { kind: 'page', extracted: extract(work.source) };
  } catch (error) {
    if (!(error instanceof WebsiteFailure)) throw error;
    return { kind: 'failed', code: error.code, detail: error.message };
  }
}
