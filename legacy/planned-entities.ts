import { AccountData, CampaignData, CompanyData, type EntityKind, PersonaData } from '@blossomer/contract';
import { hostOf } from './companies.ts';
import { dateInId } from './dates.ts';
import { cutName, nameFor } from './names.ts';
import type { Work } from './reading.ts';
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
}

/** Parents before children. */
export function entitiesOf(work: Work): PlannedEntity[] {
  const sketches = [work.companies, work.accounts, work.personas, work.campaigns].flatMap((register) => [
    ...register.values(),
  ]);
  return sketches.map((sketch) => entityFrom(sketch, work));
}

function entityFrom(sketch: Sketch, work: Work): PlannedEntity {
  const { kind, id, sourceId, resource, recovered, parent } = sketch;
  sketch.createdAt ??= dateInId(sketch.oldId ?? '', work.now) ?? null;
  const { createdAt } = sketch;
  const own = { kind, id, sourceId, createdAt, recovered };
  const { url } = resource;
  switch (kind) {
    case 'company':
      return {
        ...own,
        parents: {},
        name: resource.name ?? nameFor(sketch, kind, resource.data.description, hostOf(url)),
        ...(url === undefined ? {} : { url }),
        data: CompanyData.parse(resource.data),
      };
    case 'account':
      return {
        ...own,
        parents: { companyId: idOf(parent) },
        name: resource.name ?? nameFor(sketch, kind, resource.data.description),
        data: AccountData.parse(resource.data),
      };
    case 'persona':
      return {
        ...own,
        parents: { accountId: idOf(parent) },
        name: resource.name ?? nameFor(sketch, kind, resource.data.description),
        data: PersonaData.parse(resource.data),
      };
    case 'campaign':
      return {
        ...own,
        parents: { accountId: idOf(parent?.parent), personaId: idOf(parent) },
        name: campaignName(sketch),
        type: resource.type ?? 'email',
        status: resource.status ?? 'draft',
        data: CampaignData.parse(resource.data),
      };
  }
}

function campaignName(sketch: Sketch): string {
  if (sketch.resource.name !== undefined) return sketch.resource.name;
  const subject = textAt(sketch.resource.data, 'subject');
  return subject === undefined ? nameFor(sketch, 'e-mail', sketch.resource.data.body) : cutName(subject);
}

function idOf(parent: Sketch | undefined): string {
  if (parent === undefined)
    throw new Error('An account, persona or campaign was planned without its parent.');
  return parent.id;
}
