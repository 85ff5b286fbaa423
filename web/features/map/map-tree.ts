import type { EntityKind } from '@blossomer/contract';

/** The company on screen with all below it, and what is missing where. Pure. */
export interface MapNode {
  kind: EntityKind;
  id: string;
  name: string;
  /** What to do about it, in words: "no personas". */
  missing: string[];
  children: MapNode[];
}

interface Described {
  id: string;
  name: string;
  description?: string | null | undefined;
}

export interface MapRows {
  company: Described;
  accounts: readonly Described[];
  personas: readonly (Described & { accountId: string })[];
  campaigns: readonly (Described & { personaId: string })[];
}

export function treeOf({ company, accounts, personas, campaigns }: MapRows): MapNode {
  const ofAccount = grouped(personas, ({ accountId }) => accountId);
  const ofPersona = grouped(campaigns, ({ personaId }) => personaId);
  const campaignNode = (row: Described) => nodeOf('campaign', row, []);
  const personaNode = (row: Described) =>
    nodeOf('persona', row, (ofPersona.get(row.id) ?? []).map(campaignNode));
  const accountNode = (row: Described) =>
    nodeOf('account', row, (ofAccount.get(row.id) ?? []).map(personaNode));
  return nodeOf('company', company, accounts.map(accountNode));
}

/** Of the children that a kind should have, and of its text. */
const childless: Partial<Record<EntityKind, string>> = {
  company: 'no accounts',
  account: 'no personas',
  persona: 'no e-mail',
};

function nodeOf(kind: EntityKind, { id, name, description }: Described, children: MapNode[]): MapNode {
  const empty = children.length === 0 ? childless[kind] : undefined;
  const wordless = description?.trim() ? undefined : kind === 'campaign' ? 'no text' : 'no description';
  return { kind, id, name, children, missing: [empty, wordless].filter((words) => words !== undefined) };
}

function grouped<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return groups;
}

export function everyNode(node: MapNode): MapNode[] {
  return [node, ...node.children.flatMap(everyNode)];
}

/** The tree without what is complete all the way down; null: nothing is missing. */
export function incomplete(node: MapNode): MapNode | null {
  const children = node.children.map(incomplete).filter((child) => child !== null);
  return node.missing.length === 0 && children.length === 0 ? null : { ...node, children };
}

/** How often each thing is missing, the most frequent first. */
export function missingCounts(node: MapNode): { kind: EntityKind; what: string; count: number }[] {
  const counts = new Map<string, { kind: EntityKind; what: string; count: number }>();
  for (const { kind, missing } of everyNode(node)) {
    for (const what of missing) {
      const key = `${kind}/${what}`;
      const found = counts.get(key) ?? { kind, what, count: 0 };
      counts.set(key, { ...found, count: found.count + 1 });
    }
  }
  return [...counts.values()].sort((one, other) => other.count - one.count);
}
