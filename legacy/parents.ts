import type { Because } from '@blossomer/contract';
import { entityOf, withOldId } from './entities.ts';
import { addFinding, quoted } from './findings.ts';
import { entityId, personaSourceId, sourceIdOf } from './ids.ts';
import { mergedInto } from './merges.ts';
import { cutName } from './names.ts';
import { plain } from './plain-text.ts';
import type { Work } from './reading.ts';
import { put, type Sketch } from './sketch.ts';
import { memberOf, type Spot } from './spot.ts';
import { idAt, memberAt, textAt } from './text-at.ts';

/**
 * The persona that a mail was written for. It is looked for in the account that the mail names, then in all others,
 * and made from the mail's own snapshot when it is nowhere: a mail is never dropped because its parent is gone.
 */
export function parentOf(mail: Spot, work: Work): { parent: Sketch; because: Because } {
  const named = namesIn(mail.value);
  const account = accountOf(named, work);
  const { personaId } = named;
  if (account !== undefined && personaId !== undefined) {
    const persona = work.personas.get(personaSourceId(account.sourceId, personaId));
    if (persona !== undefined) return { parent: persona, because: 'named' };
  }
  const elsewhere = withOldId(work, 'persona', personaId);
  const inside = elsewhere.filter(({ parent }) => parent === account);
  if (inside.length === 1) return { parent: inside[0]!, because: 'named' };
  if (elsewhere.length > 1) addAmbiguousFinding(work, mail, elsewhere.length);
  if (elsewhere.length !== 1) {
    const parent = recoverPersona(mail, work, named, account ?? recoverAccount(mail, work, named));
    return { parent, because: 'recovered' };
  }
  if (named.accountId !== undefined) addElsewhereFinding(work, mail, elsewhere[0]!);
  return { parent: elsewhere[0]!, because: 'elsewhere' };
}

/** The members that name the parents which the mail has in the end; what names others is kept. */
export function parentColumns(
  mail: Spot,
  persona: Sketch,
  work: Work,
): (readonly [Spot | undefined, string])[] {
  const config = memberOf(mail, 'config');
  const account = persona.parent;
  if (config === undefined || account === undefined) return [];
  return [
    ...accountSpellings.map(
      (name) =>
        [named(config, name, (id) => answers(id, sourceIdOf(id), account, work)), 'accountId'] as const,
    ),
    ...personaSpellings.map(
      (name) =>
        [
          named(config, name, (id) => answers(id, personaSourceId(account.sourceId, id), persona, work)),
          'personaId',
        ] as const,
    ),
  ];
}

function accountOf({ accountId }: Named, work: Work): Sketch | undefined {
  if (accountId === undefined) return undefined;
  const sourceId = sourceIdOf(accountId);
  const drafted = withOldId(work, 'account', accountId);
  const known = work.accounts.get(sourceId) ?? (drafted.length === 1 ? drafted[0] : undefined);
  return known ?? mergedInto(work, accountId, sourceId);
}

interface Named {
  accountId: string | undefined;
  personaId: string | undefined;
}

export function namesIn(mail: unknown): Named {
  const config = memberAt(mail, 'config');
  return {
    accountId: idAt(config, 'selectedAccount') ?? idAt(memberAt(mail, 'accountSnapshot'), 'id'),
    personaId: idAt(config, 'selectedPersona') ?? idAt(memberAt(mail, 'personaSnapshot'), 'id'),
  };
}

/** Before anything else names it: a decision may be about an account that this mail alone remembers. */
export function rememberAccount(mail: Spot, work: Work, named: Pick<Named, 'accountId'>): void {
  const sourceId = recoveredSourceId(mail, named);
  if (work.accounts.has(sourceId)) return;
  const make = () => recoverAccount(mail, work, named);
  const { recoverable } = work.choices;
  const id = entityId(work.userId, 'account', sourceId);
  if (!recoverable.has(id)) recoverable.set(id, make);
}

export function recoverAccount(mail: Spot, work: Work, named: Pick<Named, 'accountId'>): Sketch {
  const { accountId } = named;
  const snapshot = memberAt(mail.value, 'accountSnapshot');
  const name = textAt(snapshot, 'targetAccountName', 'target_account_name');
  const sourceId = recoveredSourceId(mail, named);
  const merged = work.accounts.has(sourceId) ? undefined : mergedInto(work, accountId, sourceId);
  if (merged !== undefined) return merged;
  const wanted = { kind: 'account', sourceId, oldId: accountId, parent: undefined } as const;
  const description = textAt(snapshot, 'targetAccountDescription', 'target_account_description');
  return recover(mail, work, wanted, name, description);
}

function recoveredSourceId(mail: Spot, { accountId }: Pick<Named, 'accountId'>): string {
  const name = textAt(memberAt(mail.value, 'accountSnapshot'), 'targetAccountName', 'target_account_name');
  return sourceIdOf(accountId ?? `recovered:${name ?? ''}`);
}

export function recoverPersona(
  mail: Spot,
  work: Work,
  { accountId, personaId }: Partial<Named>,
  account: Sketch,
): Sketch {
  const snapshot = memberAt(mail.value, 'personaSnapshot');
  const name = textAt(snapshot, 'targetPersonaName', 'target_persona_name');
  const prefix = work.choices.mergedFrom.get(accountId ?? '') ?? account.sourceId;
  const sourceId = personaSourceId(prefix, personaId ?? `recovered:${name ?? ''}`);
  const wanted = { kind: 'persona', sourceId, oldId: personaId, parent: account } as const;
  const description = textAt(snapshot, 'targetPersonaDescription', 'target_persona_description');
  return recover(mail, work, wanted, name, description);
}

function recover(
  mail: Spot,
  work: Work,
  wanted: Parameters<typeof entityOf>[1],
  name: string | undefined,
  description: string | undefined,
): Sketch {
  const { sketch, isNew } = entityOf(work, wanted);
  if (!mail.source.isContext) sketch.isFromDump = true;
  if (!isNew) return sketch;
  sketch.recovered = true;
  if (wanted.parent !== undefined) sketch.because = 'recovered';
  put(sketch, ['name'], cutName(name ?? `Recovered ${wanted.kind} ${wanted.oldId ?? ''}`));
  put(sketch, ['data', 'provenance', 'recovered'], true);
  if (description !== undefined) put(sketch, ['data', 'description'], plain(description));
  addFinding(
    work,
    'recovered-parent',
    `The ${wanted.kind} ${quoted(sketch.resource.name)} is gone, but other work belongs to it; it was made again from what that work remembers.`,
    { spot: mail, sketch },
  );
  return sketch;
}

function addAmbiguousFinding(work: Work, mail: Spot, candidates: number): void {
  addFinding(
    work,
    'ambiguous-parent',
    `${candidates} accounts have a persona with the id that this e-mail names, and none of them is the account that it names; the e-mail got a recovered persona instead.`,
    { spot: mail },
  );
}

function addElsewhereFinding(work: Work, mail: Spot, persona: Sketch): void {
  addFinding(
    work,
    'persona-elsewhere',
    `The persona of this e-mail, ${quoted(persona.resource.name)}, belongs to another account than the e-mail names; the e-mail was attached where the persona is.`,
    { spot: mail, sketch: persona },
  );
}

const accountSpellings = ['selectedAccount', 'selected_account'];
const personaSpellings = ['selectedPersona', 'selected_persona'];

function answers(id: string, sourceId: string, sketch: Sketch, work: Work): boolean {
  return sketch.sourceId === sourceId || withOldId(work, sketch.kind, id).includes(sketch);
}

function named(config: Spot, name: string, isIt: (id: string) => boolean): Spot | undefined {
  const id = idAt(config.value, name);
  return id !== undefined && isIt(id) ? memberOf(config, name) : undefined;
}
