import {
  type Comparison,
  contentOf,
  type EntityKind,
  entityKinds,
  type LeafComparison,
  leafEntitiesMax,
  type MirrorEntity,
  migration,
  mirrorEntitiesMax,
  mirrorOrder,
} from '@blossomer/contract';
import { digestOf, leavesOf } from '@blossomer/json';
import { fillMirror, type Mirror } from './mirror.ts';
import type { Api } from './remote.ts';
import type { AnyDocument, Workspace } from './workspace.ts';

/** What the comparison of the mirror with the server came to. */
export interface MirrorComparison {
  clean: boolean;
  same: number;
  differing: number;
  /** Each with the name that it has in the mirror; null: it is not there. */
  different: readonly (Difference & { name: string | null })[];
  /** How many more are different than are listed. */
  omitted: number;
  /** Of those that are damaged: which of their leaves. */
  leaves: LeafComparison['leaves'];
}

export interface Comparing {
  api: Api;
  workspace: Pick<Workspace, 'list' | 'view'>;
  mirror: Pick<Mirror, 'documents' | 'view' | 'keep' | 'drop'>;
}

/**
 * Compares by digest, whole documents first. What the mirror has only not heard of yet is caught up on, and compared
 * again; what is damaged stays as it is, and is compared leaf by leaf, so that somebody can see it.
 */
export async function compareMirror(comparing: Comparing): Promise<MirrorComparison> {
  let found = await compareOnce(comparing);
  for (let round = 0; round < roundsMax && !found.clean; round += 1) {
    const unheard = found.different.filter(({ what }) => unheardOf.has(what));
    if (unheard.length === 0 && found.omitted === 0 && !found.disturbed) break;
    await catchUp(comparing, unheard, found.omitted > 0);
    found = await compareOnce(comparing);
  }
  const { disturbed: _disturbed, different, ...rest } = found;
  const { mirror } = comparing;
  return {
    ...rest,
    different: different.map((one) => ({ ...one, name: mirror.view(one.kind, one.id)?.name ?? null })),
    leaves: found.clean ? [] : await compareLeaves(comparing, different),
  };
}

const roundsMax = 3;
type Difference = Comparison['different'][number];
const unheardOf: ReadonlySet<Difference['what']> = new Set([
  'behind',
  'in-trash',
  'deleted',
  'only-on-server',
]);
const damage: ReadonlySet<Difference['what']> = new Set(['differs', 'ahead']);
type Found = Omit<MirrorComparison, 'leaves' | 'different'> & { different: Difference[]; disturbed: boolean };

async function compareOnce({ api, mirror }: Comparing): Promise<Found> {
  const all = entityKinds
    .flatMap((kind) => mirror.documents(kind).map((document) => ({ kind, id: document.id, document })))
    .sort(mirrorOrder);
  const different: Difference[] = [];
  let omitted = 0;
  let session: string | null = null;
  for (let start = 0; ; start += mirrorEntitiesMax) {
    const entities = await digested(all.slice(start, start + mirrorEntitiesMax));
    const more = start + mirrorEntitiesMax < all.length;
    const body: { entities: MirrorEntity[]; more: boolean; session?: string } = {
      entities,
      more,
      ...(session === null ? {} : { session }),
    };
    const answer: Comparison | LeafComparison = (await api(migration.compare, { body })).body;
    if ('leaves' in answer) throw new TypeError('The server compared leaves where it was given entities.');
    different.push(...answer.different);
    omitted += answer.omitted;
    session = answer.session;
    if (more) continue;
    const { clean, disturbed, same, differing } = answer;
    return { clean: clean === true, disturbed, same, differing, different, omitted };
  }
}

/** The page stays usable meanwhile: digests are made a few at a time. */
async function digested(
  some: readonly { kind: EntityKind; id: string; document: AnyDocument }[],
): Promise<MirrorEntity[]> {
  const entities: MirrorEntity[] = [];
  for (const { kind, id, document } of some) {
    if (entities.length % atOnce === atOnce - 1) await new Promise((resolve) => setTimeout(resolve));
    entities.push({ kind, id, version: document.version, digest: digestOf(contentOf({ ...document })) });
  }
  return entities;
}
const atOnce = 20;

/** Up to so many documents are read one by one, beyond that all of them. */
const singlyMax = 30;

async function catchUp(
  { workspace, mirror }: Comparing,
  unheard: readonly Difference[],
  isMore: boolean,
): Promise<void> {
  const isGone = ({ what }: Difference) => what === 'in-trash' || what === 'deleted';
  for (const { kind, id } of unheard.filter(isGone)) await mirror.drop(kind, id);
  const unread = unheard.filter((difference) => !isGone(difference));
  if (isMore || unread.length > singlyMax) return fillMirror(workspace, mirror);
  for (const { kind, id } of unread) await mirror.keep(kind, await workspace.view(kind, id));
}

/** Beyond this, more of the same says nothing new. */
const damagedMax = 5 * leafEntitiesMax;

async function compareLeaves(
  { api, mirror }: Comparing,
  different: readonly Difference[],
): Promise<LeafComparison['leaves']> {
  const damaged = different.filter(({ what }) => damage.has(what)).slice(0, damagedMax);
  const entities = damaged.flatMap(({ kind, id }) => {
    const document = mirror.view(kind, id);
    if (document === undefined) return [];
    const leaves = [...leavesOf(contentOf({ ...document }))].map(([at, leaf]) => [at, digestOf(leaf)]);
    return [{ kind, id, leaves: Object.fromEntries(leaves) as Record<string, string> }];
  });
  const compared: LeafComparison['leaves'] = [];
  for (let start = 0; start < entities.length; start += leafEntitiesMax) {
    const leaves = entities.slice(start, start + leafEntitiesMax);
    const answer: Comparison | LeafComparison = (await api(migration.compare, { body: { leaves } })).body;
    if ('leaves' in answer) compared.push(...answer.leaves);
  }
  return compared;
}
