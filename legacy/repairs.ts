import type { Finding } from '@blossomer/contract';
import { dateInId } from './dates.ts';
import type { Work } from './reading.ts';
import { isObject, pointerOf, type Spot } from './spot.ts';
import { gathered } from './told-together.ts';

/** What a reader mended in so many places that each is not worth a finding of its own. */
export interface Repair {
  readonly code: keyof typeof sentences;
  readonly spot: Spot;
}

/** One line for each kind of repair in each key: how often, and the first places. */
export function findingsOfRepairs({ repairs }: Work): Finding[] {
  return gathered(
    repairs.map(({ code, spot }) => ({ code, key: spot.source.key, pointer: pointerOf(spot) })),
    (code, count) => sentences[code as Repair['code']](count),
  );
}

export function noteRepair(work: Work, code: Repair['code'], spot: Spot | undefined): void {
  if (spot !== undefined && !spot.source.isContext) work.repairs.push({ code, spot });
}

/** When everything has been read: where no other source told a time, whether the id did. */
export function noteLocalDates(work: Work): void {
  for (const { spot, sketch } of work.localDates) {
    if (sketch.createdAt !== null) continue;
    const code = dateInId(sketch.oldId ?? '', work.now) === undefined ? 'date-unreadable' : 'date-from-id';
    noteRepair(work, code, spot);
  }
}

/** What was written again after the mail had been put together is newer than its segments; both are kept. */
export function noteRewritten({ segments, subject, body }: Rewritable, work: Work): void {
  const written = Array.isArray(segments?.value) ? segments.value.filter(isSegment) : [];
  if (written.length === 0) return;
  if (isText(body) && body.value !== written.map(({ text }) => text).join('\n\n'))
    noteRepair(work, 'body-edited', body);
  const subjects = written.filter(({ type }) => type === 'subject');
  if (isText(subject) && subjects.length > 0 && subjects.every(({ text }) => text !== subject.value))
    noteRepair(work, 'subject-edited', subject);
}

interface Rewritable {
  segments: Spot | undefined;
  subject: Spot | undefined;
  body: Spot | undefined;
}

function isSegment(value: unknown): value is { text: string; type?: unknown } {
  return isObject(value) && typeof value.text === 'string';
}

function isText(spot: Spot | undefined): spot is Spot {
  return typeof spot?.value === 'string' && spot.value.trim() !== '';
}

const sentences = {
  'date-from-id': (count: number) =>
    `${dates(count)}; the time was taken from the id instead, and the text is kept.`,
  'date-unreadable': (count: number) =>
    `${dates(count)}, and the id tells no time either; the text is kept, and the day of the import stands in.`,
  'use-case-unresolved': (count: number) =>
    `${emails(count)} a use case by its place in the list of a persona, where no use case stands now. The reference is kept.`,
  'body-edited': (count: number) =>
    `The text of ${mails(count)} says something else than its segments, because it was edited afterwards; the text is the newer one, and both are kept.`,
  'subject-edited': (count: number) =>
    `The subject of ${mails(count)} says something else than its subject segment, because it was edited afterwards; the subject is the newer one, and both are kept.`,
  'name-made': (count: number) =>
    `${count === 1 ? 'One document' : `${count} documents`} had no name and got one: its first words, or what it is and when it was made.`,
  'name-cut': (count: number) =>
    `${count === 1 ? 'One name is' : `${count} names are`} longer than a name may be and was cut to 200 characters; the whole is kept in the document.`,
};

function dates(count: number): string {
  const many = count === 1 ? 'One date is written' : `${count} dates are written`;
  return `${many} as one country writes dates and another would misread them`;
}

function emails(count: number): string {
  return count === 1 ? 'One e-mail names' : `${count} e-mails name`;
}

function mails(count: number): string {
  return count === 1 ? 'one e-mail' : `${count} e-mails, each,`;
}
