import { type CampaignData, type CampaignSegment, isInStep, isSubject, partsText } from '@blossomer/contract';
import { uuidv7 } from 'uuidv7';

/**
 * One e-mail in two forms: labelled parts (`segments`) and one text (`body`). Looking at the other form writes nothing.
 *
 * - The forms are in step while the body is the parts joined, or was never written. Then an edit of a part renews the body.
 * - A body typed by hand is out of step: parts and body are both kept, and neither edit touches the other.
 * - The person ends that by choosing one (`followParts`, `followText`). What gives way goes to `keptTexts`, never away.
 * - What is copied and sent is the body, as the person last wrote it.
 */
export function textOf(data: CampaignData): string {
  return isInStep(data) ? partsText(data.segments) : (data.body ?? '');
}

/** The person typed the text: the parts stay as they are. */
export function withBody(data: CampaignData, body: string): CampaignData {
  return { ...data, body };
}

/** The person changed the parts: the body is renewed if it was in step. */
function withSegments(data: CampaignData, segments: CampaignSegment[]): CampaignData {
  const changed = { ...data, segments };
  return data.body === undefined || !isInStep(data) ? changed : { ...changed, body: partsText(segments) };
}

/** Of the part with this id; a part that another device removed meanwhile is not there to be edited. */
export function withSegment(data: CampaignData, id: string, change: Partial<CampaignSegment>): CampaignData {
  const before = data.segments?.find((segment) => segment.id === id);
  if (before === undefined) return data;
  const after = { ...before, ...change };
  const segments = (data.segments ?? []).map((segment) => (segment.id === id ? after : segment));
  const followed = isSubject(before) && isSubject(after) && (data.subject ?? before.text) === before.text;
  return withSegments(followed ? { ...data, subject: after.text } : data, segments);
}

export function withoutSegment(data: CampaignData, id: string): CampaignData {
  return withSegments(
    data,
    (data.segments ?? []).filter((segment) => segment.id !== id),
  );
}

export function withSegmentAt(data: CampaignData, index: number, segment: CampaignSegment): CampaignData {
  const segments = (data.segments ?? []).filter(({ id }) => id !== segment.id);
  return withSegments(data, segments.toSpliced(index, 0, segment));
}

/** In the order of the ids; parts that came meanwhile stand at the end. */
export function inOrder(data: CampaignData, ids: readonly string[]): CampaignData {
  const place = (id: string) => (ids.includes(id) ? ids.indexOf(id) : ids.length);
  return withSegments(
    data,
    [...(data.segments ?? [])].sort((one, other) => place(one.id) - place(other.id)),
  );
}

/** The subject part says the same as the subject for as long as it said so before. */
export function withSubject(data: CampaignData, subject: string): CampaignData {
  const { segments = [], subject: before } = data;
  const follows = (segment: CampaignSegment) => isSubject(segment) && segment.text === before;
  const changed = { ...data, subject };
  if (!segments.some(follows)) return changed;
  return withSegments(
    changed,
    segments.map((segment) => (follows(segment) ? { ...segment, text: subject } : segment)),
  );
}

/** The alternative becomes the subject, and the subject an alternative in its place. */
export function withAlternativePicked(data: CampaignData, id: string): CampaignData {
  const picked = data.alternatives?.find((alternative) => alternative.id === id);
  if (picked === undefined) return data;
  const { subject = '' } = data;
  const alternatives = (data.alternatives ?? []).flatMap((alternative) => {
    if (alternative !== picked) return [alternative];
    return subject === '' ? [] : [{ ...alternative, text: subject }];
  });
  return { ...withSubject(data, picked.text), alternatives };
}

/** The parts become the text. */
export function followParts(data: CampaignData): CampaignData {
  if (isInStep(data)) return data;
  return { ...keeping(data, [data.body]), body: partsText(data.segments) };
}

/** The text becomes the parts: each paragraph goes to the part that said it, or stands where it stands in the text. */
export function followText(data: CampaignData): CampaignData {
  if (isInStep(data)) return data;
  const { segments = [], body = '' } = data;
  const cut = cutLike(
    segments.filter((segment) => !isSubject(segment)),
    paragraphsOf(body),
  );
  const there = new Set(cut.map(({ text }) => text));
  const gone = segments.filter((segment) => !isSubject(segment) && !there.has(segment.text));
  return {
    ...keeping(
      data,
      gone.map(({ text }) => text),
    ),
    segments: [...segments.filter(isSubject), ...cut],
  };
}

/** A kept text becomes the text; what it replaces is kept in turn, unless the parts say it. */
export function withKeptTextBack(data: CampaignData, id: string): CampaignData {
  const kept = data.keptTexts?.find((text) => text.id === id);
  if (kept === undefined) return data;
  const others = { ...data, keptTexts: data.keptTexts?.filter((text) => text !== kept) };
  return { ...(isInStep(data) ? others : keeping(others, [data.body])), body: kept.text };
}

function keeping(data: CampaignData, texts: readonly (string | undefined)[]): CampaignData {
  const { keptTexts = [] } = data;
  const known = new Set(['', ...keptTexts.map(({ text }) => text)]);
  const added = texts.filter((text): text is string => text !== undefined && !known.has(text));
  if (added.length === 0) return data;
  return { ...data, keptTexts: [...keptTexts, ...added.map((text) => ({ id: uuidv7(), text }))] };
}

/** Joined by a blank line they are the text again, to the character; none is empty. */
export function paragraphsOf(text: string): string[] {
  return text === '' ? [] : text.split(/(?<=[^\n]\n*)\n\n(?!\n|$)/);
}

/** Parts that hold these paragraphs in this order: those that said one keep it, the others take what lies between. */
function cutLike(segments: readonly CampaignSegment[], paragraphs: readonly string[]): CampaignSegment[] {
  const cut: CampaignSegment[] = [];
  let waiting: CampaignSegment[] = [];
  let next = 0;
  const fill = (end: number) => {
    for (const text of paragraphs.slice(next, end)) {
      const segment = waiting.shift();
      cut.push(segment ? { ...segment, text } : { id: uuidv7(), type: 'custom', label: 'Paragraph', text });
    }
    cut.push(...waiting.filter(({ text = '' }) => text === ''));
    waiting = [];
    next = end;
  };
  for (const segment of segments) {
    const own = paragraphsOf(segment.text ?? '');
    const start = own.length === 0 ? -1 : placeOf(own, paragraphs, next);
    if (start < 0) waiting.push(segment);
    else {
      fill(start);
      cut.push(segment);
      next = start + own.length;
    }
  }
  fill(paragraphs.length);
  return cut;
}

function placeOf(run: readonly string[], paragraphs: readonly string[], from: number): number {
  return paragraphs.findIndex(
    (_, start) => start >= from && run.every((text, offset) => paragraphs[start + offset] === text),
  );
}
