import { campaignTable } from './campaign-fields.ts';
import { type Carried, carriedIn } from './carried.ts';
import {
  addDuplicateFinding,
  carriedParent,
  entityOf,
  identityOf,
  isEntity,
  sourceIdOfContent,
} from './entities.ts';
import { fields, readFields } from './fields.ts';
import { sourceIdOf } from './ids.ts';
import { namesIn, parentColumns, parentOf, rememberAccount } from './parents.ts';
import { readingOf, type Work } from './reading.ts';
import { noteRepair, noteRewritten } from './repairs.ts';
import { itemIdKey, listIn, type Path, putMissing, type Sketch, valueIn } from './sketch.ts';
import {
  claimAbsent,
  claimAll,
  elementsOf,
  isObject,
  type JsonObject,
  memberOf,
  type Spot,
  saysNothing,
} from './spot.ts';
import { idAt, memberAt, textAt } from './text-at.ts';

/** E-mails, newest first: the root of `emailHistory` (E3; E2 is the same without snapshots; E1 is a demo). */
export function readCampaigns(root: Spot, work: Work): void {
  if (saysNothing(root.value)) claimAbsent(root);
  for (const spot of elementsOf(root)) readCampaign(spot, work);
}

/** The accounts that these mails alone may remember. */
export function rememberAccountsOf(root: Spot, work: Work): void {
  for (const spot of elementsOf(root)) {
    if (isObject(spot.value) && (work.choices.importDemo || !isDemo(spot.value)))
      rememberAccount(spot, work, namesIn(spot.value));
  }
}

const campaignFields = fields(campaignTable);

function readCampaign(spot: Spot, work: Work): void {
  if (!isEntity(spot)) return;
  const isCarried = carriedIn(spot, 'campaign') !== undefined;
  if (isDemo(spot.value) && !isCarried && !work.choices.importDemo) claimAll(spot, { class: 'demo' });
  else readMail(spot, work);
}

function readMail(spot: Spot, work: Work): void {
  const oldId = idAt(spot.value, 'id');
  const carried = carriedIn(spot, 'campaign');
  const identity = identityOf(carried, () =>
    oldId === undefined ? sourceIdOfContent(spot) : sourceIdOf(oldId),
  );
  const { parent, because } = personaOf(spot, identity.sourceId, carried, work);
  const { sketch, isNew } = entityOf(work, { kind: 'campaign', ...identity, oldId, parent });
  sketch.because ??= because;
  if (!isNew) addDuplicateFinding(work, spot, sketch);
  const id = oldId === undefined ? undefined : memberOf(spot, 'id');
  const reading = readingOf(
    work,
    sketch,
    spot,
    [[id, 'id'], ...parentColumns(spot, sketch.parent ?? parent, work)],
    undefined,
    carried,
  );
  readFields(spot, reading, campaignFields, ['data']);
  if (!sketch.carried) completeMail(spot, sketch, work);
}

function personaOf(spot: Spot, sourceId: string, carried: Carried | undefined, work: Work) {
  const named = carriedParent(work, 'persona', carried?.parents.personaId);
  if (named !== undefined) return { parent: named, because: 'named' as const };
  const known = work.campaigns.get(sourceId);
  return known?.parent === undefined
    ? parentOf(spot, work)
    : { parent: known.parent, because: known.because };
}

/** What a mail says through others: the title of its use case, the names of its segments. */
export function completeMail(spot: Spot, sketch: Sketch, work: Work): void {
  nameUseCase(spot, sketch, work);
  labelSegments(sketch);
  noteRewritten(
    {
      segments: memberOf(spot, 'segments'),
      subject: memberOf(spot, 'subject'),
      body: memberOf(spot, 'body'),
    },
    work,
  );
}

/** The first build made one canned mail for hard-coded lists: nothing in it was written by a person. */
function isDemo(mail: JsonObject): boolean {
  const config = memberAt(mail, 'config');
  const account = idAt(config, 'selectedAccount');
  const persona = idAt(config, 'selectedPersona');
  return (
    /^[12]$/.test(account ?? '') &&
    /^[123]$/.test(persona ?? '') &&
    !snapshots.some((name) => Object.hasOwn(mail, name))
  );
}

const snapshots = ['companySnapshot', 'accountSnapshot', 'personaSnapshot'];

const useCaseSpellings = ['selectedUseCase', 'selected_use_case'];

/** `<personaId>_<index>` names a use case by its place, which may have changed since; the raw value is kept. */
function nameUseCase(spot: Spot, sketch: Sketch, work: Work): void {
  const config = memberOf(spot, 'config');
  const chosen = textAt(config?.value, ...useCaseSpellings);
  const persona = sketch.parent;
  if (chosen === undefined || persona === undefined) return;
  const [, personaId, index] = /^(.*)_(\d{1,4})$/.exec(chosen) ?? [];
  const list: Path = ['data', 'useCases'];
  const id = personaId === persona.oldId ? persona.itemIds.get(itemIdKey(list, Number(index))) : undefined;
  if (id === undefined) {
    const names =
      config === undefined ? [] : useCaseSpellings.flatMap((name) => memberOf(config, name) ?? []);
    noteRepair(work, 'use-case-unresolved', names[0]);
    return;
  }
  const title = valueIn(persona, [...list, listIn(persona, list).get(id) ?? 0, 'useCase']);
  putMissing(sketch, ['data', 'config', 'useCaseId'], id);
  if (typeof title === 'string') putMissing(sketch, ['data', 'config', 'useCase'], title);
}

/** The breakdown's keys are segment types, in one build camelised. */
function labelSegments(sketch: Sketch): void {
  const segments = valueIn(sketch, ['data', 'segments']);
  const breakdown = valueIn(sketch, ['data', 'breakdown']);
  if (!Array.isArray(segments) || !isObject(breakdown)) return;
  const labels = new Map(
    Object.keys(breakdown).map((type) => [bare(type), textAt(breakdown[type], 'label')]),
  );
  for (const [index, segment] of segments.entries()) {
    const type = textAt(segment, 'type') ?? '';
    const label = textAt(memberAt(breakdown, type), 'label') ?? labels.get(bare(type));
    if (label !== undefined) putMissing(sketch, ['data', 'segments', index, 'label'], label);
  }
}

function bare(type: string): string {
  return type.replace(/[-_\s]/g, '').toLowerCase();
}
