import type { CampaignSegment } from './campaign.ts';

/** The usual parts of an e-mail. Any other word is a type as well, and is shown as it is written. */
export const partTypes = [
  { type: 'subject', label: 'Subject', purpose: 'The subject line. It is no part of the text below it.' },
  { type: 'greeting', label: 'Greeting', purpose: 'How they are addressed.' },
  { type: 'opening', label: 'Opening', purpose: 'Why you write to them, and why now.' },
  { type: 'intro', label: 'Intro', purpose: 'The first sentences.' },
  { type: 'pain-point', label: 'Pain point', purpose: 'What is hard for them today, in their words.' },
  { type: 'company-intro', label: 'Company intro', purpose: 'Who you are, in one sentence.' },
  { type: 'solution', label: 'Solution', purpose: 'What you do about it.' },
  { type: 'emphasis', label: 'Emphasis', purpose: 'The one thing that they should remember.' },
  { type: 'evidence', label: 'Evidence', purpose: 'Somebody or something that bears it out.' },
  { type: 'cta', label: 'Call to action', purpose: 'The one thing that you ask of them.' },
  { type: 'signature', label: 'Signature', purpose: 'Who writes.' },
  { type: 'custom', label: 'Paragraph', purpose: 'Anything else.' },
] as const;

export function partLabelOf({ label, type }: Pick<CampaignSegment, 'label' | 'type'>): string {
  if (label) return label;
  return knownType(type)?.label ?? (type || 'Paragraph');
}

export function partPurposeOf(type: string | undefined): string | undefined {
  return knownType(type)?.purpose;
}

/** Browser-only builds wrote `painPoint` and `pain_point` as well. */
function knownType(type = '') {
  const bare = (word: string) => word.replace(/[-_\s]/g, '').toLowerCase();
  return partTypes.find((known) => bare(known.type) === bare(type));
}
