import { tellLostMethods } from './accounts.ts';
import { completeMail } from './campaigns.ts';
import { companySourceId, completeCompany } from './companies.ts';
import { millisecondsIn } from './dates.ts';
import { envelopeFields, innerFields, outerFields } from './draft-fields.ts';
import { addDuplicateFinding, answerTo, entityOf, withOldId } from './entities.ts';
import { type Envelope, idsOf } from './envelopes.ts';
import { readFields } from './fields.ts';
import { addFinding } from './findings.ts';
import { personaSourceId, sourceIdOf } from './ids.ts';
import { readOrMerge } from './merges.ts';
import { recoverAccount, recoverPersona, rememberAccount } from './parents.ts';
import { readingOf, type Work } from './reading.ts';
import type { Sketch } from './sketch.ts';
import { memberOf, type Spot } from './spot.ts';
import { idAt } from './text-at.ts';

/** Reads one draft. Its parents must have been read before. */
export function readDraft(envelope: Envelope, work: Work): void {
  const parent = parentOfDraft(envelope, work);
  const sourceId = sourceIdFor(envelope, parent, work);
  const read = (into: Sketch | undefined) => readAs(envelope, parent, sourceId, into, work);
  if (envelope.kind === 'account') readOrMerge(work, sourceId, read);
  else read(undefined);
}

function readAs(
  envelope: Envelope,
  parent: Sketch | undefined,
  sourceId: string,
  into: Sketch | undefined,
  work: Work,
): void {
  const { kind, root, data, inner } = envelope;
  const wanted = { kind, oldId: envelope.tempId, parent, sourceId };
  const { sketch, isNew } = into === undefined ? entityOf(work, wanted) : { sketch: into, isNew: true };
  if (!isNew) addDuplicateFinding(work, root, sketch);
  if (sketch.parent === parent && parent !== undefined)
    sketch.because ??= parent.recovered ? 'recovered' : 'draft-parent';
  const mergedFrom = into === undefined ? undefined : sourceId;
  for (const id of idsOf(envelope)) {
    answerTo(work, sketch, id);
    if (into !== undefined) work.choices.mergedFrom.set(id, sourceId);
  }
  const columns = parentColumns(envelope, sketch, work);
  readFields(root, readingOf(work, sketch, root, columns, mergedFrom), envelopeFields, [
    'data',
    'provenance',
  ]);
  for (const [spot, fields] of [
    [data, outerFields],
    [inner, innerFields],
  ] as const) {
    if (spot === undefined) continue;
    readFields(spot, readingOf(work, sketch, spot, columns, mergedFrom), fields[kind], ['data']);
    if (kind === 'company' && !sketch.carried) completeCompany(spot, sketch);
    if (kind === 'account') tellLostMethods(spot, sketch, work);
    if (kind === 'campaign' && !sketch.carried) completeMail(spot, sketch, work);
  }
}

const parentNames = {
  company: [],
  account: ['company_id', 'companyId'],
  persona: ['account_id', 'accountId'],
  campaign: ['persona_id', 'personaId'],
} as const;
const parentKinds = { account: 'company', persona: 'account', campaign: 'persona' } as const;
const parentColumn = { account: 'companyId', persona: 'accountId', campaign: 'personaId' } as const;

function sourceIdFor(envelope: Envelope, parent: Sketch | undefined, { choices }: Work): string {
  const { kind, tempId, data, inner } = envelope;
  if (kind === 'persona' && parent !== undefined) {
    const merged = parentSpots(envelope).flatMap(([, id]) => choices.mergedFrom.get(id) ?? []);
    return personaSourceId(merged[0] ?? parent.sourceId, tempId);
  }
  if (kind !== 'company') return sourceIdOf(tempId);
  return companySourceId(data.value) ?? companySourceId(inner?.value) ?? sourceIdOf(tempId);
}

/** A company that is not found is left to the mails to tell; any other parent is made again. */
function parentOfDraft(envelope: Envelope, work: Work): Sketch | undefined {
  const { kind, data, inner } = envelope;
  if (kind === 'company') return undefined;
  const [id] = parentSpots(envelope).map(([, named]) => named);
  const found = parentSpots(envelope).map(([, named]) => withOldId(work, parentKinds[kind], named));
  const only = found.find((candidates) => candidates.length === 1);
  if (only !== undefined || kind === 'account') return only?.[0];
  const mail = inner ?? data;
  const candidates = kind === 'persona' ? madeTogether(envelope, work) : [];
  if (candidates.length === 1) return candidates[0];
  if (candidates.length > 1 || found.some((named) => named.length > 1)) addAmbiguousFinding(envelope, work);
  if (kind === 'persona') return recoverAccount(mail, work, { accountId: id });
  const [account] = withOldId(work, 'account', idAt(data.value, 'account_id'));
  return recoverPersona(
    mail,
    work,
    { personaId: id },
    account ?? recoverAccount(mail, work, { accountId: undefined }),
  );
}

/** The account that this draft alone may remember. */
export function rememberAccountOf(envelope: Envelope, work: Work): void {
  const { kind, data, inner } = envelope;
  const [id] = parentSpots(envelope).map(([, named]) => named);
  if (kind === 'persona') rememberAccount(inner ?? data, work, { accountId: id });
  if (kind === 'campaign') rememberAccount(inner ?? data, work, { accountId: undefined });
}

/** The last resort of an older build: what one answer of the model made, it made within 10 ms. */
function madeTogether({ tempId }: Envelope, work: Work): Sketch[] {
  const at = millisecondsIn(tempId);
  if (at === undefined) return [];
  return [...work.accounts.values()].filter(({ oldId }) => {
    const other = millisecondsIn(oldId ?? '');
    return other !== undefined && Math.abs(other - at) <= 10;
  });
}

/** Every member that names the parent, with the id that it gives. */
function parentSpots({ kind, root, data, inner }: Envelope): [Spot, string][] {
  const places = [
    ['parentId', root] as const,
    ...parentNames[kind].flatMap(
      (name) =>
        [
          [name, data],
          [name, inner],
        ] as const,
    ),
  ];
  return places.flatMap(([name, spot]): [Spot, string][] => {
    const member = spot === undefined ? undefined : memberOf(spot, name);
    const id = idAt(spot?.value, name);
    return member === undefined || id === undefined ? [] : [[member, id]];
  });
}

function parentColumns(envelope: Envelope, { parent }: Sketch, work: Work): [Spot, string][] {
  const { kind } = envelope;
  if (kind === 'company' || parent === undefined) return [];
  return parentSpots(envelope)
    .filter(([, id]) => parent.oldId === id || withOldId(work, parentKinds[kind], id).includes(parent))
    .map(([spot]) => [spot, parentColumn[kind]]);
}

function addAmbiguousFinding({ root }: Envelope, work: Work): void {
  addFinding(
    work,
    'ambiguous-parent',
    'This draft does not say clearly what it belongs to, and more than one candidate is near; it got a recovered parent instead.',
    { spot: root },
  );
}
