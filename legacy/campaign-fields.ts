import { CampaignSegment } from '@blossomer/contract';
import { carried } from './carried.ts';
import { fields, type Table } from './fields.ts';
import { items, ownId } from './items.ts';
import { label, name } from './names.ts';
import { itemOverlay } from './overlay.ts';
import {
  aside,
  choice,
  column,
  createdAt,
  localDate,
  moved,
  nested,
  number,
  raised,
  record,
  text,
} from './shapes.ts';

/** The contract gives all snapshots the same four fields. */
const snapshot = nested(
  fields({
    id: [text, 'id'],
    name: [text, 'companyName', 'targetAccountName', 'targetPersonaName', 'name'],
    url: [text, 'companyUrl', 'url'],
    description: [text, 'targetAccountDescription', 'targetPersonaDescription', 'description'],
  }),
);
const wording = fields({
  label: [text, 'label'],
  description: [text, 'description'],
  color: [text, 'color'],
});

const configFields = fields({
  accountId: [column, 'selectedAccount', 'selected_account'],
  personaId: [column, 'selectedPersona', 'selected_persona'],
  selectedUseCase: [aside, 'selectedUseCase', 'selected_use_case'],
  useCaseId: [text, 'useCaseId'],
  useCase: [text, 'useCase'],
  emphasis: [choice(['capabilities', 'pain-point', 'desired-outcome']), 'emphasis'],
  template: [text, 'template'],
  openingLine: [
    choice(['buying-signal', 'company-research', 'not-personalized']),
    'openingLine',
    'opening_line',
  ],
  ctaSetting: [
    choice(['feedback', 'meeting', 'priority-check', 'free-resource', 'visit-link']),
    'ctaSetting',
    'cta_setting',
  ],
  socialProof: [text, 'socialProof', 'social_proof'],
});

const alternatives = items({
  fields: fields({ id: [ownId, 'id'], text: [text, 'text'] }),
  toldBy: ['text'],
  textIn: 'text',
  needs: 'text',
});

const segmentFields = fields({
  carried: [itemOverlay, '_gtm'],
  id: [ownId, 'id'],
  type: [text, 'type'],
  label: [text, 'label'],
  text: [text, 'text'],
  color: [text, 'color'],
});

const subjectFields = fields({
  subject: [text, 'primary'],
  alternatives: [alternatives, 'alternatives'],
});

/** A mail of `emailHistory`, and the bare answer of the model that a draft holds (`subjects`, `emailBody`). */
export const campaignTable = {
  carried: [carried, '_gtm'],
  id: [column, 'id'],
  timestamp: [localDate, 'timestamp'],
  createdAt: [createdAt, 'createdAt', 'created_at'],
  name: [name, 'name'],
  type: [label('type'), 'type'],
  status: [label('status'), 'status'],
  subject: [text, 'subject'],
  subjects: [raised(subjectFields), 'subjects'],
  alternatives: [alternatives, 'alternatives'],
  segments: [
    items({ fields: segmentFields, schema: CampaignSegment, toldBy: ['type'], textIn: 'text' }),
    'segments',
    'emailBody',
    'email_body',
  ],
  body: [text, 'body'],
  breakdown: [record(wording), 'breakdown'],
  config: [nested(configFields), 'config'],
  companySnapshot: [moved(['snapshots', 'company'], snapshot), 'companySnapshot', 'company_snapshot'],
  accountSnapshot: [moved(['snapshots', 'account'], snapshot), 'accountSnapshot', 'account_snapshot'],
  personaSnapshot: [moved(['snapshots', 'persona'], snapshot), 'personaSnapshot', 'persona_snapshot'],
  snapshots: [aside, 'snapshots'],
  // Of today's editor: what an export carries of it comes under `_gtm`.
  keptTexts: [aside, 'keptTexts'],
  metadata: [
    nested(
      fields({
        generationId: [text, 'generationId', 'generation_id'],
        confidence: [text, 'confidence'],
        personalizationLevel: [text, 'personalizationLevel', 'personalization_level'],
        processingTimeMs: [number, 'processingTimeMs', 'processing_time_ms'],
      }),
    ),
    'metadata',
  ],
} as const satisfies Table;
