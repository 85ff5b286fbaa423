import { carried, carriedIn } from './carried.ts';
import {
  addDuplicateFinding,
  answerTo,
  answerToCarried,
  carriedParent,
  entityOf,
  identityOf,
  isEntity,
  sourceIdOfContent,
} from './entities.ts';
import { fields, readFields, type Table } from './fields.ts';
import { addFinding, quoted } from './findings.ts';
import { firmographics } from './firmographics.ts';
import { sourceIdOf } from './ids.ts';
import { readOrMerge } from './merges.ts';
import { metadata } from './metadata.ts';
import { name } from './names.ts';
import { readPersonas } from './personas.ts';
import { readingOf, type Work } from './reading.ts';
import { aside, column, constant, createdAt, text } from './shapes.ts';
import { signals } from './signals.ts';
import type { Sketch } from './sketch.ts';
import { claimAbsent, elementsOf, memberOf, type Spot, saysNothing } from './spot.ts';
import { idAt, memberAt } from './text-at.ts';
import { texts } from './texts.ts';

/** An array of accounts, personas inside: the root of `customer_profiles` (A0) and `target_accounts` (A1 to A5). */
export function readAccounts(root: Spot, work: Work): void {
  if (saysNothing(root.value)) claimAbsent(root);
  for (const spot of elementsOf(root)) readAccount(spot, work);
}

export const accountTable = {
  carried: [carried, '_gtm'],
  id: [column, 'id'],
  createdAt: [createdAt, 'createdAt', 'created_at'],
  name: [name, 'targetAccountName', 'target_account_name', 'name'],
  description: [text, 'targetAccountDescription', 'target_account_description', 'description'],
  rationale: [texts, 'targetAccountRationale', 'target_account_rationale', 'rationale'],
  firmographics: [firmographics, 'firmographics'],
  buyingSignals: [signals, 'buyingSignals', 'buying_signals'],
  buyingSignalsRationale: [texts, 'buyingSignalsRationale', 'buying_signals_rationale'],
  metadata: [metadata, 'metadata'],
  role: [constant('Target Account'), 'role'],
  confidenceScores: [aside, 'confidenceScores', 'confidence_scores'],
  personas: [readPersonas, 'personas'],
} as const satisfies Table;
const accountFields = fields(accountTable);

/** Two keys can hold one segment under two ids. Nobody merges by name; the person is told. */
export function tellSameNames(work: Work): void {
  const first = new Map<string, Sketch>();
  for (const account of work.accounts.values()) {
    const name = account.resource.name?.trim().toLowerCase() ?? '';
    if (name === '') continue;
    const other = first.get(name);
    if (other === undefined) first.set(name, account);
    else if (other !== account) addSameNameFinding(work, account, other);
  }
}

function addSameNameFinding(work: Work, account: Sketch, other: Sketch): void {
  addFinding(
    work,
    'same-name',
    `More than one account is called ${quoted(account.resource.name)}. They have different ids and may hold different work, so they were kept apart.`,
    { sketch: account, other },
  );
}

function readAccount(spot: Spot, work: Work): void {
  if (!isEntity(spot)) return;
  const oldId = idAt(spot.value, 'id');
  const gtm = carriedIn(spot, 'account');
  const identity = identityOf(gtm, () => (oldId === undefined ? sourceIdOfContent(spot) : sourceIdOf(oldId)));
  const { sourceId } = identity;
  readOrMerge(work, sourceId, (into) => {
    const home = carriedParent(work, 'company', gtm?.parents.companyId);
    const wanted = { kind: 'account', ...identity, oldId, parent: home } as const;
    const { sketch, isNew } = into === undefined ? entityOf(work, wanted) : { sketch: into, isNew: true };
    if (!isNew) addDuplicateFinding(work, spot, sketch);
    if (home !== undefined && sketch.parent === home) sketch.because ??= 'named';
    answerTo(work, sketch, oldId);
    answerToCarried(work, sketch, gtm);
    const id = oldId === undefined || into !== undefined ? undefined : memberOf(spot, 'id');
    const [mergedFrom, carries] = into === undefined ? [undefined, gtm] : [sourceId, undefined];
    const reading = readingOf(work, sketch, spot, [[id, 'id']], mergedFrom, carries);
    readFields(spot, reading, accountFields, ['data']);
    tellLostMethods(spot, sketch, work);
  });
}

/** One edit of one signal blanked the method of every signal of its account (A5). */
export function tellLostMethods(spot: Spot, sketch: Sketch, work: Work): void {
  const list = memberAt(spot.value, 'buyingSignals');
  if (!Array.isArray(list) || !list.some((signal) => memberAt(signal, 'detection_method') === '')) return;
  const name = quoted(sketch.resource.name);
  addFinding(
    work,
    'detection-method-lost',
    `An old build blanked the detection methods of the buying signals of ${name} when one signal was edited; what they were is lost.`,
    { spot, sketch },
  );
}
