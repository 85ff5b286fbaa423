import {
  accounts,
  campaigns,
  companies,
  type Endpoint,
  type EntityKind,
  personas,
} from '@blossomer/contract';
import type { Resource } from '../document/table.ts';
import type { Person } from './person.ts';

/** The four entities as tests meet them: what is a law for one is generated for all. */
export interface Kind {
  kind: EntityKind;
  table: 'companies' | 'accounts' | 'personas' | 'campaigns';
  path: string;
  endpoints: Record<'list' | 'view' | 'create' | 'replace' | 'update' | 'remove', Endpoint>;
  /** Resource fields that name parents, each with the kind of that parent, the outermost first. */
  parents: Readonly<Record<string, EntityKind>>;
  /** Columns beside name and data, with a value that is not the default. */
  own: Readonly<Record<string, string>>;
  defaults: Readonly<Record<string, string>>;
  /** A document with every list, and fields that the contract does not know. */
  data: Readonly<Record<string, unknown>>;
  /** The pointer of a list whose items have ids, below `data`; a company has none. */
  itemList: string | null;
  /** The pointer of a list of plain texts. */
  textList: string;
}

const signals = [
  { id: 'signal-1', title: 'Hiring', description: 'Three open roles', type: 'News', priority: 'High' },
  {
    id: 'signal-2',
    title: 'Stack',
    detectionMethod: 'Look at the careers page',
    priority: 'Low',
    own: [1, { a: null }],
  },
  { id: 'signal-3', title: 'Funding', type: 'Something else', priority: 'Medium' },
];
const strange = { '': 'empty key', 'a/b~c': 1, Ünï: '🎉', deep: { list: [[], {}, null, false, 0.5] } };

export const kinds: readonly Kind[] = [
  {
    kind: 'company',
    table: 'companies',
    path: '/api/company',
    endpoints: companies,
    parents: {},
    own: { url: 'https://acme.example/über?q=1' },
    defaults: { url: '' },
    data: {
      description: 'Clouds for rent',
      businessProfile: { category: 'SaaS', extra: { kept: true } },
      capabilities: ['hosting', 'backups', 'hosting'],
      metadata: { contextQuality: 'high', sourcesUsed: ['website'] },
      strange,
    },
    itemList: null,
    textList: '/data/capabilities',
  },
  {
    kind: 'account',
    table: 'accounts',
    path: '/api/accounts',
    endpoints: accounts,
    parents: { companyId: 'company' },
    own: {},
    defaults: {},
    data: {
      description: 'Mid-size makers',
      firmographics: { industry: ['Machines'], employees: '50-200', keywords: [] },
      rationale: ['they buy', 'they stay'],
      buyingSignals: signals,
      strange,
    },
    itemList: '/data/buyingSignals',
    textList: '/data/rationale',
  },
  {
    kind: 'persona',
    table: 'personas',
    path: '/api/personas',
    endpoints: personas,
    parents: { accountId: 'account' },
    own: {},
    defaults: {},
    data: {
      description: 'Runs operations',
      demographics: { jobTitles: ['COO'], seniority: ['C-Suite'] },
      useCases: [{ id: 'use-1', useCase: 'Plan', painPoints: 'Spreadsheets' }],
      buyingSignals: signals,
      goals: ['sleep', 'growth'],
      strange,
    },
    itemList: '/data/buyingSignals',
    textList: '/data/goals',
  },
  {
    kind: 'campaign',
    table: 'campaigns',
    path: '/api/campaigns',
    endpoints: campaigns,
    parents: { accountId: 'account', personaId: 'persona' },
    own: { type: 'linkedin', status: 'ready' },
    defaults: { type: 'email', status: 'draft' },
    data: {
      subject: 'Ahoy',
      alternatives: [{ id: 'alternative-1', text: 'Hello' }],
      segments: [
        { id: 'segment-1', type: 'greeting', text: 'Hi' },
        { id: 'segment-2', type: 'cta', label: 'Ask', text: 'Call?', color: 'red' },
      ],
      body: 'Hi\n\nCall?',
      lines: ['one', 'two'],
      config: { emphasis: 'pain-point', template: 'blossomer' },
      strange,
    },
    itemList: '/data/segments',
    textList: '/data/lines',
  },
];

export function kindOf(kind: EntityKind): Kind {
  const found = kinds.find((candidate) => candidate.kind === kind);
  if (!found) throw new Error(`no kind ${kind}`);
  return found;
}

/** Creates what a document of this kind hangs on, and answers the fields that name it. */
export async function newParents(person: Person, kind: Kind): Promise<Record<string, string>> {
  const [[outer, outerKind] = [], [inner, innerKind] = []] = Object.entries(kind.parents);
  if (!outer || !outerKind) return {};
  const parent = await newDocument(person, kindOf(outerKind));
  if (!inner || !innerKind) return { [outer]: parent.id };
  const child = await newDocument(person, kindOf(innerKind), { [outer]: parent.id });
  return { [outer]: parent.id, [inner]: child.id };
}

/** What a person sends to create one: with parents of its own, unless they are given. */
export async function newBody(
  person: Person,
  kind: Kind,
  parts: Record<string, unknown> = {},
): Promise<Record<string, unknown>> {
  const given = Object.keys(kind.parents).every((field) => field in parts);
  const parents = given ? {} : await newParents(person, kind);
  return { ...parents, name: `Some ${kind.kind}`, ...kind.own, data: kind.data, ...parts };
}

export async function newDocument(
  person: Person,
  kind: Kind,
  parts: Record<string, unknown> = {},
): Promise<Resource> {
  const { body } = await person.client(kind.endpoints.create, { body: await newBody(person, kind, parts) });
  return body as Resource;
}

export async function view(person: Person, kind: Kind, id: string): Promise<Resource> {
  return (await person.client(kind.endpoints.view, { params: { id } })).body as Resource;
}
