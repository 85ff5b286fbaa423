import { UseCase } from '@blossomer/contract';
import { carried, carriedIn } from './carried.ts';
import {
  addDuplicateFinding,
  answerTo,
  answerToCarried,
  entityOf,
  identityOf,
  isEntity,
  sourceIdOfContent,
} from './entities.ts';
import { type Fields, fields, readFields, type Table } from './fields.ts';
import { personaSourceId } from './ids.ts';
import { items, ownId } from './items.ts';
import { keepAside } from './keep.ts';
import { metadata } from './metadata.ts';
import { name } from './names.ts';
import { itemOverlay } from './overlay.ts';
import { type Reading, readingOf } from './reading.ts';
import { aside, column, createdAt, moved, nested, text } from './shapes.ts';
import { signals } from './signals.ts';
import { claimAbsent, elementsOf, isObject, memberOf, type Spot, saysNothing } from './spot.ts';
import { idAt } from './text-at.ts';
import { texts } from './texts.ts';

/** The personas inside an account: of P0 and P1, the parts that today's document has are moved there. */
export function readPersonas(root: Spot, account: Reading): void {
  if (saysNothing(root.value)) claimAbsent(root);
  else if (!Array.isArray(root.value)) keepAside(root, account);
  for (const spot of elementsOf(root)) {
    if (isObject(spot.value) || saysNothing(spot.value)) readPersona(spot, account);
    else keepAside(spot, account);
  }
}

const demographicFields = fields({
  jobTitles: [texts, 'jobTitles', 'job_titles'],
  departments: [texts, 'departments'],
  seniority: [texts, 'seniority'],
  buyingRoles: [texts, 'buyingRoles', 'buying_roles'],
  jobDescriptionKeywords: [texts, 'jobDescriptionKeywords', 'job_description_keywords'],
});

const useCaseFields: Fields = fields({
  carried: [itemOverlay, '_gtm'],
  id: [ownId, 'id'],
  useCase: [text, 'useCase', 'use_case'],
  painPoints: [text, 'painPoints', 'pain_points'],
  capability: [text, 'capability'],
  desiredOutcome: [text, 'desiredOutcome', 'desired_outcome'],
});

export const personaTable = {
  carried: [carried, '_gtm'],
  id: [column, 'id'],
  createdAt: [createdAt, 'createdAt', 'created_at'],
  name: [name, 'targetPersonaName', 'target_persona_name', 'personaName', 'persona_name', 'name'],
  description: [
    text,
    'targetPersonaDescription',
    'target_persona_description',
    'personaDescription',
    'persona_description',
    'description',
  ],
  rationale: [
    texts,
    'targetPersonaRationale',
    'target_persona_rationale',
    'rationale',
    'whyWeMatter',
    'why_we_matter',
  ],
  demographics: [nested(demographicFields), 'demographics'],
  useCases: [
    items({ fields: useCaseFields, schema: UseCase, toldBy: ['useCase', 'use_case'], textIn: 'useCase' }),
    'useCases',
    'use_cases',
  ],
  buyingSignals: [signals, 'buyingSignals', 'buying_signals'],
  buyingSignalsRationale: [texts, 'buyingSignalsRationale', 'buying_signals_rationale'],
  jobTitles: [moved(['demographics', 'jobTitles'], texts), 'likelyJobTitles', 'likely_job_titles'],
  objections: [texts, 'objections', 'keyConcerns', 'key_concerns'],
  goals: [texts, 'goals', 'desiredOutcomes', 'desired_outcomes'],
  overview: [aside, 'overview'],
  profile: [aside, 'profile'],
  primaryResponsibilities: [aside, 'primaryResponsibilities', 'primary_responsibilities'],
  statusQuo: [aside, 'statusQuo', 'status_quo'],
  painPoints: [aside, 'painPoints', 'pain_points'],
  purchaseJourney: [texts, 'purchaseJourney', 'purchase_journey'],
  metadata: [metadata, 'metadata'],
} as const satisfies Table;
const personaFields = fields(personaTable);

function readPersona(spot: Spot, { work, sketch: account, mergedFrom }: Reading): void {
  if (!isEntity(spot)) return;
  const oldId = idAt(spot.value, 'id');
  const gtm = carriedIn(spot, 'persona');
  const ownId = oldId ?? sourceIdOfContent(spot);
  const inAccount = personaSourceId(account.sourceId, ownId);
  const apart = mergedFrom === undefined ? inAccount : personaSourceId(mergedFrom, ownId);
  const { joinedPersonas } = work.choices;
  if (apart !== inAccount && work.personas.has(inAccount)) joinedPersonas.add(apart);
  const isJoined = apart !== inAccount && joinedPersonas.has(apart);
  const identity = identityOf(gtm, () => (isJoined ? inAccount : apart));
  const { sketch, isNew } = entityOf(work, { kind: 'persona', ...identity, oldId, parent: account });
  if (!isNew) addDuplicateFinding(work, spot, sketch);
  sketch.because ??= 'nested';
  answerTo(work, sketch, oldId);
  answerToCarried(work, sketch, gtm);
  const id = oldId === undefined ? undefined : memberOf(spot, 'id');
  const reading = readingOf(work, sketch, spot, [[id, 'id']], isJoined ? apart : undefined, gtm);
  readFields(spot, reading, personaFields, ['data']);
}
