import type { CampaignData, CampaignSegment } from './campaign.ts';

/**
 * One e-mail in two forms: labelled parts (`segments`) and one text (`body`). They are in step while the text is the parts
 * joined, or was never written; then the text is no words of its own, and is made again of the parts whenever these change.
 */
export function isInStep({ body, segments = [] }: Pick<CampaignData, 'body' | 'segments'>): boolean {
  return body === undefined || body === partsText(segments) || body === joined(segments);
}

/** The parts as one text. The subject is a line of its own and no part of it. */
export function partsText(segments: readonly CampaignSegment[] = []): string {
  return joined(segments.filter((segment) => !isSubject(segment)));
}

/** Browser-only builds joined the subject as well; a body like that is in step too. */
function joined(segments: readonly CampaignSegment[]): string {
  return segments
    .map(({ text = '' }) => text)
    .filter((text) => text !== '')
    .join('\n\n');
}

export function isSubject({ type }: CampaignSegment): boolean {
  return type?.toLowerCase() === 'subject';
}

/** The same of a whole campaign, for a merge: where in it the text stands, whether it is derived, and what from. */
export const bodyOfParts = {
  pointer: '/data/body',
  isDerived: (campaign: unknown): boolean => isInStep(dataOf(campaign)),
  derive: (campaign: unknown): string => partsText(dataOf(campaign).segments),
};

function dataOf(campaign: unknown): CampaignData {
  return (campaign as { data: CampaignData }).data;
}
