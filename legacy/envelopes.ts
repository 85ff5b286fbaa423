import { type EntityKind, entityKinds, Id } from '@blossomer/contract';
import type { Source } from './source.ts';
import {
  claimAbsent,
  claimAll,
  isBlank,
  isObject,
  memberOf,
  quarantine,
  type Spot,
  saysNothing,
} from './spot.ts';
import { idAt, memberAt, textAt } from './text-at.ts';

/** One draft: `{tempId, entityType, data, createdAt, parentId?}` under a key of its own. */
export interface Envelope {
  readonly root: Spot;
  readonly kind: EntityKind;
  readonly tempId: string;
  readonly data: Spot;
  /** In one build the fields stand twice, and only the outer ones were edited. */
  readonly inner: Spot | undefined;
}

/** Claims what is no draft to bring along. The indexes are not asked: a draft that they forgot still exists. */
export function envelopeIn(source: Source, root: Spot): Envelope | undefined {
  const data = memberOf(root, 'data');
  if (data === undefined || saysNothing(data.value)) {
    claimAll(root, { class: 'structural' });
    if (data !== undefined) claimAbsent(data);
  } else if (!isObject(data.value)) {
    quarantine(root, 'not-an-object');
  } else if (isServerCopy(data.value)) {
    claimAll(root, { class: 'server-copy' });
  } else {
    return { root, data, ...namesOf(source, root), inner: innerOf(data) };
  }
  return undefined;
}

/** The ids that other drafts may name it by. */
export function idsOf({ kind, tempId, data, inner }: Envelope): string[] {
  const names = kind === 'company' ? ['id', 'companyId', 'company_id'] : ['id'];
  const inside = [data, inner].flatMap((spot) => names.map((name) => idAt(spot?.value, name)));
  return [tempId, ...inside.filter((id) => id !== undefined)];
}

function namesOf({ key }: Source, { value }: Spot): Pick<Envelope, 'kind' | 'tempId'> {
  const [, named, rest] = /draft_([a-z]+)_(.*)$/s.exec(key) ?? [];
  const type = textAt(value, 'entityType');
  const kind = entityKinds.find((known) => known === type) ?? entityKinds.find((known) => known === named);
  return { kind: kind ?? 'company', tempId: idAt(value, 'tempId') ?? rest ?? key };
}

/** A row of the server that this browser had kept a copy of; its id is no temporary one. */
function isServerCopy(data: unknown): boolean {
  return Id.safeParse(memberAt(data, 'id')).success;
}

function innerOf(data: Spot): Spot | undefined {
  const inner = memberOf(data, 'data');
  return inner !== undefined && isObject(inner.value) && !isBlank(inner.value) ? inner : undefined;
}
