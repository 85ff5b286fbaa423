import type { Browser, Page } from '@playwright/test';

/** One task of the page's thread, in milliseconds: how long it took, and how much of the processor it had meanwhile. */
export interface Task {
  wall: number;
  processor: number;
}

/** Microseconds; `X` is an event with a duration. */
interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  ts: number;
  dur?: number;
  tdur?: number;
}

const taskName = 'ThreadControllerImpl::RunTask';

/** The way of one edit: from the event until what it did is painted. */
export interface Way extends Task {
  /** How often the page was painted before it was in the document. */
  frames: number;
}

/** From each mark of the one name, through the next of the other, to the end of the first paint after that. */
export async function tracedWays(
  { browser, page }: { browser: Browser; page: Page },
  [from, to]: [string, string],
  work: () => Promise<void>,
): Promise<Way[]> {
  const events = await traced(browser, page, work);
  const mine = events.filter(threadOf(events)).toSorted((one, other) => one.ts - other.ts);
  const paints = mine.filter(({ name, ph }) => name === 'Paint' && ph === 'X');
  const tasks = mine.filter(({ name, ph }) => name === taskName && ph === 'X');
  const shown = mine.filter(({ name }) => name === to);
  return mine.flatMap(({ name, ts: begin }) => {
    const there = name === from ? shown.find(({ ts }) => ts >= begin) : undefined;
    const painted = there && paints.find(({ ts }) => ts >= there.ts);
    if (there === undefined || painted === undefined) return [];
    const end = endOf(painted);
    const within = tasks.filter((task) => task.ts < end && endOf(task) > begin);
    return {
      wall: (end - begin) / 1000,
      processor: within.reduce((sum, { tdur = 0 }) => sum + tdur, 0) / 1000,
      frames: paints.filter(({ ts }) => ts > begin && ts < there.ts).length,
    };
  });
}

const endOf = ({ ts, dur = 0 }: TraceEvent) => ts + dur;

/** As Chromium traces them: every task of the page's thread while `work` goes on. */
export async function tracedTasks(browser: Browser, page: Page, work: () => Promise<void>): Promise<Task[]> {
  const events = await traced(browser, page, work);
  const isPage = threadOf(events);
  return events
    .filter((event) => event.name === taskName && event.ph === 'X' && isPage(event))
    .map(({ dur = 0, tdur = 0 }) => ({ wall: dur / 1000, processor: tdur / 1000 }));
}

async function traced(browser: Browser, page: Page, work: () => Promise<void>): Promise<TraceEvent[]> {
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline', 'blink.user_timing'] });
  await work();
  const trace = JSON.parse((await browser.stopTracing()).toString('utf8')) as { traceEvents: TraceEvent[] };
  return trace.traceEvents;
}

/** The thread that ran the page's scripts the most, of all renderers that were traced. */
function threadOf(events: readonly TraceEvent[]): (event: TraceEvent) => boolean {
  const scripts = new Map<string, number>();
  const threadKey = ({ pid, tid }: TraceEvent) => `${pid}/${tid}`;
  for (const event of events) {
    if (event.name !== 'FunctionCall' || event.ph !== 'X') continue;
    scripts.set(threadKey(event), (scripts.get(threadKey(event)) ?? 0) + (event.dur ?? 0));
  }
  const [busiest] = [...scripts].toSorted(([, one], [, other]) => other - one);
  if (busiest === undefined) throw new Error('No script of the page was traced.');
  return (event) => threadKey(event) === busiest[0];
}
