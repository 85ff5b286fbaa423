import { bodyOfParts, type EntityKind, type GeneratedDocument, type Regeneration } from '@blossomer/contract';
import { regenerate } from '@blossomer/merge';
import { staleOf } from './errors.ts';
import type { AnyDocument, NewDocuments, Workspace } from './workspace.ts';

/** What became of a generated document in the playground. */
export interface Written {
  document: AnyDocument;
  /** As it was generated, with the ids that its items have here. */
  result: GeneratedDocument;
  regeneration: Regeneration | null;
}

export interface ToWrite {
  kind: EntityKind;
  id: string;
  parents: object;
  generated: GeneratedDocument;
  /** As it was generated the last time, where it is generated again. */
  base: GeneratedDocument | null;
  again: boolean;
  /** By the person, when it is new: a word of theirs, and not of the generation. */
  called: string | undefined;
}

export async function writeGenerated(workspace: Workspace, work: ToWrite): Promise<Written> {
  if (work.again) return writeAgain(workspace, work);
  const { kind, id, parents, generated, called } = work;
  const body = {
    ...generated,
    ...(called === undefined ? {} : { name: called }),
    ...(kind === 'campaign' ? campaignDefaults(generated) : {}),
    ...{ ...parents, id },
  };
  const document = await workspace.create(kind, body as object as NewDocuments[EntityKind]);
  const result = { ...generatedOf(document, generated), name: generated.name };
  return { document, result, regeneration: null };
}

function campaignDefaults({ type = 'email', status = 'draft' }: GeneratedDocument) {
  return { type, status };
}

/** The person may be editing it at this moment: then it is merged anew with what they wrote. */
async function writeAgain(workspace: Workspace, work: ToWrite, attempts = 5): Promise<Written> {
  const { kind, id, generated, base } = work;
  const now = await workspace.view(kind, id);
  const mine = generatedOf(now, generated);
  const sides = { base, mine, generated };
  const {
    merged,
    generated: fresh,
    taken,
    kept,
  } = regenerate(sides, kind === 'campaign' ? bodyOfParts : undefined);
  const operations = Object.entries(merged as GeneratedDocument).map(([key, value]) => ({
    op: 'add' as const,
    path: `/${key}`,
    value: value as never,
  }));
  try {
    const document = await workspace.patch(kind, id, operations, { version: now.version });
    const regeneration = { taken, kept } as Regeneration;
    return { document, result: fresh as GeneratedDocument, regeneration };
  } catch (error) {
    if (staleOf(error) === null || attempts <= 1) throw error;
    return writeAgain(workspace, work, attempts - 1);
  }
}

/** Of a document that part which is generated. */
function generatedOf(document: AnyDocument, generated: GeneratedDocument): GeneratedDocument {
  const keys = Object.keys(generated) as (keyof GeneratedDocument)[];
  return Object.fromEntries(keys.map((key) => [key, Reflect.get(document, key)])) as GeneratedDocument;
}
