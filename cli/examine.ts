import { type EntityKind, entityKinds, type Finding, type LeafClass } from '@blossomer/contract';
import { type Leaf, scanLeaves } from '@blossomer/json';
import { countLeaves, familyNameOf, generationsIn, type Plan, plan } from '@blossomer/legacy';
import type { DumpFile } from './dump-file.ts';

/** What an import of a dump would make of it, and what is odd about it. */
export interface Examination {
  /** Nothing would be quarantined. */
  importable: boolean;
  /** The receipt and the independent scanner disagree. */
  miscounted: boolean;
  leaves: number;
  classes: Partial<Record<LeafClass, number>>;
  keys: KeyFound[];
  documents: Record<EntityKind, { made: number; recovered: number }>;
  /** Names of keys alone. */
  secrets: string[];
  oddities: Oddity[];
  findings: Finding[];
}

interface KeyFound {
  key: string;
  holds: string;
  /** `A4: 3`: how many objects show which generation of the old builds. */
  generations: Record<string, number>;
  /** In UTF-8. */
  bytes: number;
  leaves: number;
  /** Why the key as a whole cannot be read. */
  fault?: string;
}

/** A kind of value that JSON or the database would not give back as it is; where the first of them stands. */
interface Oddity {
  code: 'duplicate-key' | 'inexact-number' | 'lone-surrogate' | 'nul';
  message: string;
  key: string;
  pointer: string;
  count: number;
}

export function examine({ dump, secrets }: DumpFile): Examination {
  const planned = plan({ dump, userId: 'doctor', now: new Date().toISOString() });
  const { totals, sources, findings } = planned;
  const counted = countLeaves(dump);
  const faults = faultsOf(planned);
  const miscounted = counted.total !== totals.leaves;
  return {
    importable: !miscounted && (totals.classes.quarantined ?? 0) === 0,
    miscounted,
    ...totals,
    keys: sources.map(({ key, raw }) => ({
      key,
      holds: familyNameOf(key),
      generations: generationsIn(key, dump[key]),
      bytes: Buffer.byteLength(raw),
      leaves: counted.byKey[key] ?? 0,
      ...faults.get(key),
    })),
    documents: documentsOf(planned),
    secrets,
    oddities: sources.filter(({ refused }) => !refused).flatMap(({ key, raw }) => odditiesOf(key, raw)),
    findings,
  };
}

/** A leaf without a pointer is a key that counts as one. */
function faultsOf({ leaves }: Plan): Map<string, { fault: string }> {
  const whole = leaves.filter(({ pointer, reason }) => pointer === '' && reason !== undefined);
  return new Map(whole.map(({ key, reason = '' }) => [key, { fault: reason }]));
}

function documentsOf({ entities }: Plan): Examination['documents'] {
  const counts = entityKinds.map((kind) => {
    const ofKind = entities.filter((entity) => entity.kind === kind);
    return [kind, { made: ofKind.length, recovered: ofKind.filter(({ recovered }) => recovered).length }];
  });
  return Object.fromEntries(counts);
}

const messages = {
  'duplicate-key':
    'under a name that stands again further on in its object: browsers read the last one only, and so does an import.',
  'inexact-number': 'with a number that a double cannot hold: the document has it written out as text.',
  'lone-surrogate': 'with half a character (a lone surrogate): the document has it written out.',
  nul: 'with the character U+0000: the document has it written out.',
} as const;

function odditiesOf(key: string, raw: string): Oddity[] {
  const found = new Map<Oddity['code'], Oddity>();
  const note = (code: Oddity['code'], pointer: string) => {
    const known = found.get(code);
    if (known) known.count += 1;
    else found.set(code, { code, message: messages[code], key, pointer, count: 1 });
  };
  const visit = (leaf: Leaf) => {
    if (leaf.duplicateKey) note('duplicate-key', leaf.pointer);
    if (leaf.inexactNumber) note('inexact-number', leaf.pointer);
    if (leaf.loneSurrogate) note('lone-surrogate', leaf.pointer);
    if (leaf.nul) note('nul', leaf.pointer);
  };
  const { error } = scanLeaves(raw, visit, { depthMax: 200 });
  return error === undefined ? [...found.values()] : [];
}
