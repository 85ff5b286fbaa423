import type { EntityKind } from '@blossomer/contract';
import { escapeToken } from '@blossomer/json';
import { entityId, personaSourceId } from '../ids.ts';
import { isBlank, isObject, type JsonObject } from '../spot.ts';
import { memberAt, textAt } from '../text-at.ts';
import { accountTable, campaignTable, companyTable, personaTable, snapshotTables } from './tables.ts';
import { object, type Parts, type WriteTable } from './writers.ts';

/** A document as it is, on its way out; times are ISO. */
export interface WrittenDocument {
  id: string;
  /** What an import derived its id from; null or a wrong one where nobody knows. */
  sourceId: string | null;
  name: string;
  url?: string;
  type?: string;
  status?: string;
  data: JsonObject;
  createdAt: string;
}

/** The other way round of ../companies.ts: `dashboard_overview` as the last browser-only build held it (C4). */
export function writeCompany(company: WrittenDocument, { userId }: Account): JsonObject {
  const { old, lacks } = split(company.data, companyTable);
  const { url = '' } = company;
  return {
    companyName: company.name,
    ...(url === '' ? {} : { companyUrl: url }),
    ...old,
    _gtm: carried(company, userId, 'company', lacks, { ...(url === '' ? { url } : {}), ...created(company) }),
  };
}

/** One of `target_accounts` (A4), its personas inside (P2). */
export function writeAccount(
  account: WrittenDocument & { companyId: string },
  personas: readonly WrittenDocument[],
  { userId }: Account,
): JsonObject {
  const { old, lacks } = split(account.data, accountTable);
  return {
    id: oldAccountId(account, userId),
    createdAt: new Date(account.createdAt).toISOString(),
    targetAccountName: account.name,
    ...old,
    personas: personas.map((persona) => writePersona(persona, account, userId)),
    _gtm: carried(account, userId, 'account', lacks, { companyId: account.companyId }),
  };
}

/** One of `emailHistory` (E3). */
export function writeCampaign(
  campaign: WrittenDocument,
  { account, persona }: { account: Named; persona: Named & { useCaseIds?: readonly string[] } },
  { userId }: Account,
): JsonObject {
  const { old, lacks } = split(campaign.data, campaignTable);
  const [snapshots, snapshotsLack] = writeSnapshots(campaign.data.snapshots);
  const parents = {
    selectedAccount: oldAccountId(account, userId),
    selectedPersona: oldPersonaId(persona, account, userId),
  };
  const made = madeForMail(campaign, `${parents.selectedPersona}_`, persona.useCaseIds ?? []);
  const { timestamp = '', body, 'config/selectedUseCase': selectedUseCase } = made;
  const rest = { ...lacks, ...(snapshotsLack === undefined ? {} : { snapshots: snapshotsLack }) };
  return {
    id: oldId(campaign, userId, 'campaign'),
    timestamp,
    ...(body === undefined ? {} : { body }),
    ...old,
    config: {
      ...parents,
      ...(isObject(old.config) ? old.config : {}),
      ...(selectedUseCase === undefined ? {} : { selectedUseCase }),
    },
    ...snapshots,
    _gtm: carried(campaign, userId, 'campaign', rest, {
      accountId: account.id,
      personaId: persona.id,
      name: campaign.name,
      type: campaign.type,
      status: campaign.status,
      ...created(campaign),
      made,
    }),
  };
}

export interface Account {
  /** Whose documents they are: a source id is believed where it leads to the document's id. */
  userId: string;
}

type Named = Pick<WrittenDocument, 'id' | 'sourceId'>;

function writePersona(persona: WrittenDocument, account: Named, userId: string): JsonObject {
  const { old, lacks } = split(persona.data, personaTable);
  const createdAt = asBefore(persona, '/createdAt') ?? localDate(persona.createdAt);
  return {
    id: oldPersonaId(persona, account, userId),
    createdAt,
    targetPersonaName: persona.name,
    ...old,
    _gtm: carried(persona, userId, 'persona', lacks, { ...created(persona), made: { createdAt } }),
  };
}

/** `snapshots` of the document are three members of the mail. */
function writeSnapshots(snapshots: unknown): [old: JsonObject, lacks: unknown] {
  if (!isObject(snapshots) || isBlank(snapshots)) return [{}, snapshots];
  const { old = {}, lacks } = object(snapshotTables)(snapshots);
  return [old as JsonObject, lacks];
}

function split(data: JsonObject, table: WriteTable): { old: JsonObject; lacks: JsonObject } {
  // The version of the document stands in _gtm itself.
  const { schemaVersion: _, ...rest } = data;
  const { old, lacks } = object(table)(rest) as Parts & { old?: JsonObject; lacks?: JsonObject };
  return { old: old ?? {}, lacks: lacks ?? {} };
}

function carried(
  document: WrittenDocument,
  userId: string,
  kind: EntityKind,
  data: JsonObject,
  more: Record<string, unknown>,
): JsonObject {
  const { id, sourceId } = document;
  return {
    schemaVersion: 1,
    id,
    ...(isKnown(document, userId, kind) ? { sourceId } : {}),
    ...more,
    ...(isBlank(data) ? {} : { data }),
  };
}

function isKnown({ id, sourceId }: Named, userId: string, kind: EntityKind): boolean {
  return sourceId !== null && entityId(userId, kind, sourceId) === id;
}

/** What the old build called it; a document of today has its id for that, too. */
function oldId(document: Named, userId: string, kind: EntityKind): string {
  return isKnown(document, userId, kind) ? (document.sourceId ?? document.id) : document.id;
}

function oldAccountId(account: Named, userId: string): string {
  return oldId(account, userId, 'account');
}

/** Inside its account a persona had an id of its own. */
function oldPersonaId(persona: Named, account: Named, userId: string): string {
  const sourceId = oldId(persona, userId, 'persona');
  const start = `${escapeToken(account.sourceId ?? account.id)}/`;
  if (!sourceId.startsWith(start)) return sourceId;
  const inside = sourceId.slice(start.length).replaceAll('~1', '/').replaceAll('~0', '~');
  const isSame = personaSourceId(account.sourceId ?? account.id, inside) === sourceId;
  return isSame && inside.trim() !== '' ? inside : sourceId;
}

function created({ createdAt }: WrittenDocument): { createdAt: string } {
  return { createdAt: new Date(createdAt).toISOString() };
}

/** What the old build showed of a mail and the document does not hold, or holds aside. */
function madeForMail(
  campaign: WrittenDocument,
  before: string,
  useCaseIds: readonly string[],
): Record<string, string> {
  const { body, segments } = campaign.data;
  const texts = Array.isArray(segments) ? segments.flatMap((segment) => textAt(segment, 'text') ?? []) : [];
  const index = useCaseIds.indexOf(textAt(memberAt(campaign.data, 'config'), 'useCaseId') ?? '');
  const selected =
    asBefore(campaign, '/config/selectedUseCase') ?? (index === -1 ? undefined : `${before}${index}`);
  return {
    timestamp: asBefore(campaign, '/timestamp') ?? localTime(campaign.createdAt),
    ...(body === undefined && texts.length > 0 ? { body: texts.join('\n\n') } : {}),
    ...(selected === undefined ? {} : { 'config/selectedUseCase': selected }),
  };
}

/** The text that an import kept aside, if it still does. */
function asBefore({ data }: WrittenDocument, name: string): string | undefined {
  return textAt(data.provenance, name);
}

/** As a browser in the United States wrote them. */
function localDate(iso: string): string {
  const date = new Date(iso);
  return `${date.getUTCMonth() + 1}/${date.getUTCDate()}/${date.getUTCFullYear()}`;
}

function localTime(iso: string): string {
  const date = new Date(iso);
  const hours = date.getUTCHours();
  const two = (value: number) => String(value).padStart(2, '0');
  const time = `${hours % 12 === 0 ? 12 : hours % 12}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
  return `${localDate(iso)}, ${time} ${hours < 12 ? 'AM' : 'PM'}`;
}
