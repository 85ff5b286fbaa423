import {
  AccountData,
  type Because,
  CampaignData,
  CompanyData,
  type EntityKind,
  PersonaData,
} from '@blossomer/contract';
import { hostOf } from './companies.ts';
import { dateInId } from './dates.ts';
import { cutName, nameFor } from './names.ts';
import { plain } from './plain-text.ts';
import type { Work } from './reading.ts';
import { noteRepair } from './repairs.ts';
import type { Sketch } from './sketch.ts';
import { textAt } from './text-at.ts';

export interface PlannedEntity {
  kind: EntityKind;
  id: string;
  /** What it was called in the old build, at most 200 characters. */
  sourceId: string;
  parents: { companyId?: string; accountId?: string; personaId?: string };
  name: string;
  url?: string;
  type?: string;
  status?: string;
  data: CompanyData | AccountData | PersonaData | CampaignData;
  createdAt: string | null;
  recovered: boolean;
  /** Why this parent; null for a company. */
  because: Because | null;
  /** Whether this very request says where it belongs. */
  isHomeDecidedNow: boolean;
  /** Whether its parent is one that nothing but others' memories tell of. */
  hasRecoveredParent: boolean;
  /** Whether the dump speaks of it itself; otherwise it is here because something in the dump belongs to it. */
  isFromDump: boolean;
  /** 0 for what is only remembered, 1 for the older shapes of a document, 2 for the last ones. */
  generation: number;
  /** The localStorage keys that it was read from, those of earlier imports included. */
  keys: string[];
  /** It comes from an export of ours, which holds the person's own edits. */
  carried?: true;
}

/**
 * What the dump speaks of and what that belongs to, parents before children; and the ids of all else that earlier
 * imports told of.
 */
export function entitiesOf(work: Work): { entities: PlannedEntity[]; others: string[] } {
  const registers = [work.companies, work.accounts, work.personas, work.campaigns];
  const sketches = registers.flatMap((register) => [...new Set(register.values())]);
  const wanted = new Set<Sketch>();
  for (const sketch of sketches) {
    if (!sketch.isFromDump) continue;
    for (let one: Sketch | undefined = sketch; one !== undefined && !wanted.has(one); one = one.parent)
      wanted.add(one);
  }
  return {
    entities: sketches.filter((sketch) => wanted.has(sketch)).map((sketch) => entityFrom(sketch, work)),
    others: sketches.filter((sketch) => !wanted.has(sketch)).map(({ id }) => id),
  };
}

function entityFrom(sketch: Sketch, work: Work): PlannedEntity {
  const { kind, id, sourceId, resource, recovered, parent } = sketch;
  sketch.createdAt ??= dateInId(sketch.oldId ?? '', work.now) ?? null;
  const { createdAt } = sketch;
  const own = {
    kind,
    id,
    sourceId,
    createdAt,
    recovered,
    because: sketch.because ?? null,
    isHomeDecidedNow: sketch.isHomeDecidedNow,
    hasRecoveredParent: parent?.recovered ?? false,
    isFromDump: sketch.isFromDump,
    generation: sketch.generation,
    keys: [...sketch.keys],
    ...(sketch.carried ? { carried: true as const } : {}),
  };
  const { url } = resource;
  const made = (...speaking: unknown[]) => madeName(sketch, kind, speaking, work);
  switch (kind) {
    case 'company':
      return {
        ...own,
        parents: {},
        name: resource.name ?? made(resource.data.description, hostOf(url)),
        ...(url === undefined ? {} : { url }),
        data: CompanyData.parse(resource.data),
      };
    case 'account':
      return {
        ...own,
        parents: { companyId: idOf(parent) },
        name: resource.name ?? made(resource.data.description),
        data: AccountData.parse(resource.data),
      };
    case 'persona':
      return {
        ...own,
        parents: { accountId: idOf(parent) },
        name: resource.name ?? made(resource.data.description),
        data: PersonaData.parse(resource.data),
      };
    case 'campaign':
      return {
        ...own,
        parents: { accountId: idOf(parent?.parent), personaId: idOf(parent) },
        name: campaignName(sketch, work),
        type: resource.type ?? 'email',
        status: resource.status ?? 'draft',
        data: CampaignData.parse(resource.data),
      };
  }
}

function campaignName(sketch: Sketch, work: Work): string {
  const { name, data } = sketch.resource;
  if (name !== undefined) return name;
  const subject = textAt(data, 'subject');
  if (subject === undefined) return madeName(sketch, 'e-mail', [data.body], work);
  const cut = cutName(subject);
  if (cut !== plain(subject.trim())) noteRepair(work, 'name-cut', sketch.origin);
  return cut;
}

function madeName(sketch: Sketch, kind: string, speaking: readonly unknown[], work: Work): string {
  noteRepair(work, 'name-made', sketch.origin);
  return nameFor(sketch, kind, ...speaking);
}

function idOf(parent: Sketch | undefined): string {
  if (parent === undefined)
    throw new Error('An account, persona or campaign was planned without its parent.');
  return parent.id;
}
