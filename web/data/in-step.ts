import {
  bodyOfParts,
  type CampaignData,
  type CampaignSegment,
  type EntityKind,
  isInStep,
  partsText,
} from '@blossomer/contract';
import type { AnyDocument } from '../workspace/workspace.ts';
import { type FieldEdit, overlaid, rebased, withValue } from './fields.ts';

/**
 * As `overlaid`, with the body of the parts that come out: one that is in step (`isInStep`) is no edit of its own. Laid over a
 * document that moved on, or sent to it, it is made again from the parts as they are then.
 */
export function overlaidInStep<Document extends object>(
  kind: EntityKind,
  document: Document,
  edits: readonly FieldEdit[],
): Document {
  const body = derivedBody(kind, edits);
  if (body === undefined) return overlaid(document, edits);
  const others = overlaid(document, without(edits, body));
  const text = bodyAfter(document, others);
  return text === undefined ? others : withValue(others, bodyPointer, text);
}

/** As `rebased`: no conflict about a body that nobody wrote. */
export function rebasedInStep(kind: EntityKind, document: AnyDocument, edits: readonly FieldEdit[]) {
  const body = derivedBody(kind, edits);
  if (body === undefined) return rebased(document, edits);
  const others = without(edits, body);
  const { operations, conflicts } = rebased(document, others);
  const value = bodyAfter(document, overlaid(document, others));
  if (conflicts.length > 0 || value === undefined) return { operations, conflicts };
  const renewed = { pointer: bodyPointer, base: bodyOf(document), value };
  return { operations: [...operations, ...rebased(document, [renewed]).operations], conflicts };
}

/** After a decision about the parts: their body stands on what the other side has now. */
export function decidedInStep(
  kind: EntityKind,
  before: readonly FieldEdit[],
  after: readonly FieldEdit[],
): FieldEdit[] {
  const body = derivedBody(kind, before);
  const parts = after.find(({ pointer }) => pointer === partsPointer);
  if (body === undefined) return [...after];
  const others = after.filter(({ pointer }) => pointer !== bodyPointer);
  if (parts === undefined) return others;
  const textOf = (value: unknown) => partsText(value as CampaignSegment[] | undefined);
  return [...others, { pointer: bodyPointer, base: textOf(parts.base), value: textOf(parts.value) }];
}

const partsPointer = '/data/segments';
const bodyPointer = bodyOfParts.pointer;

/** The edit of the body, where it only follows the one of the parts. */
function derivedBody(kind: EntityKind, edits: readonly FieldEdit[]): FieldEdit | undefined {
  const parts = edits.find(({ pointer }) => pointer === partsPointer);
  const body = edits.find(({ pointer }) => pointer === bodyPointer);
  if (kind !== 'campaign' || parts === undefined || typeof body?.value !== 'string') return undefined;
  const inStep = (segments: unknown, text: unknown) =>
    isInStep({ segments: segments as CampaignSegment[], body: text as string });
  return inStep(parts.base, body.base) && inStep(parts.value, body.value) ? body : undefined;
}

/** What the body becomes; undefined where the other side wrote one by hand, which stays. */
function bodyAfter(before: object, after: object): string | undefined {
  const { data } = before as { data?: CampaignData };
  if (data?.body === undefined || !isInStep(data)) return undefined;
  return partsText((after as { data?: CampaignData }).data?.segments);
}

function bodyOf(document: object): string | undefined {
  return (document as { data?: CampaignData }).data?.body;
}

function without(edits: readonly FieldEdit[], one: FieldEdit): FieldEdit[] {
  return edits.filter((edit) => edit !== one);
}
