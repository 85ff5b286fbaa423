import { type EntityKind, partLabelOf } from '@blossomer/contract';
import { escapeToken, parsePointer } from '@blossomer/json';
import { uuidv7 } from 'uuidv7';
import { cleaned } from './cleaned.ts';

/**
 * Where the members of an answer go in the document. What is not named here goes nowhere: an answer can set neither ids nor
 * the address, nor what the server says of a document itself.
 */
const members: Record<EntityKind, Record<string, string>> = {
  company: {
    name: '/name',
    ...inData(
      'description',
      'businessProfile',
      'capabilities',
      'useCaseAnalysis',
      'positioning',
      'objections',
    ),
    ...inData('icpHypothesis'),
    assessmentSummary: '/data/metadata/assessmentSummary',
    assumptionsMade: '/data/metadata/assumptionsMade',
    discoveryGaps: '/data/metadata/discoveryGaps',
  },
  account: {
    name: '/name',
    ...inData('description', 'rationale', 'firmographics', 'buyingSignals', 'buyingSignalsRationale'),
    confidenceAssessment: '/data/metadata/confidenceAssessment',
    processingNotes: '/data/metadata/processingNotes',
  },
  persona: {
    name: '/name',
    ...inData(
      'description',
      'rationale',
      'demographics',
      'useCases',
      'buyingSignals',
      'buyingSignalsRationale',
    ),
    ...inData('objections', 'goals', 'purchaseJourney'),
    confidenceAssessment: '/data/metadata/confidenceAssessment',
    processingNotes: '/data/metadata/processingNotes',
  },
  campaign: {
    name: '/name',
    ...inData('subject', 'alternatives', 'segments'),
    confidence: '/data/metadata/confidence',
    personalizationLevel: '/data/metadata/personalizationLevel',
  },
};

function inData(...names: string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, `/data/${name}`]));
}

export interface Field {
  pointer: string;
  value: unknown;
}

/** Reads the fields of one answer, as they come and as a whole: an item has the same id and place both times. */
export class AnswerFields {
  readonly #members: Record<string, string>;
  readonly #ids = new Map<string, string>();
  readonly #places = new Map<string, string>();
  readonly #counts = new Map<string, number>();

  constructor(kind: EntityKind) {
    this.#members = members[kind];
  }

  /** One member, or one item of a list; null where nothing of it goes into the document. */
  told(pointer: string, value: unknown): Field | null {
    const known = this.#places.get(pointer);
    const place = known ?? this.#placeOf(pointer);
    if (place === null) return null;
    const own = this.#shaped(pointer, cleaned(value));
    if (own === undefined) return null;
    if (known === undefined) this.#settle(pointer, place);
    return { pointer: place, value: own };
  }

  /** The whole answer, field by field, in the order of the document. */
  all(answer: Record<string, unknown>): Field[] {
    return Object.keys(this.#members)
      .filter((name) => Object.hasOwn(answer, name))
      .flatMap((name) => this.#leaves(`/${name}`, answer[name]));
  }

  /** Where a member of the answer stands in the document; null: it does not. */
  pointerIn(typed: string): string | null {
    const answerPointer = typed.startsWith('/') ? typed : `/${typed}`;
    if (/~(?![01])/.test(answerPointer)) return null;
    const known = this.#places.get(answerPointer);
    if (known !== undefined) return known;
    // A member of an item, or an object or list whose members went there one by one.
    for (let end = answerPointer.lastIndexOf('/'); end > 0; end = answerPointer.lastIndexOf('/', end - 1)) {
      const holder = this.#places.get(answerPointer.slice(0, end));
      if (holder !== undefined) return holder + answerPointer.slice(end);
    }
    return this.#placeOf(answerPointer);
  }

  #leaves(pointer: string, value: unknown): Field[] {
    if (Array.isArray(value)) {
      return value.flatMap((item, index) => this.told(`${pointer}/${index}`, item) ?? []);
    }
    if (typeof value !== 'object' || value === null) return [this.told(pointer, value) ?? []].flat();
    return Object.keys(value).flatMap((key) =>
      this.#leaves(`${pointer}/${escapeToken(key)}`, Reflect.get(value, key)),
    );
  }

  /** Blank items are left out, so that an item may stand further in front than in the answer. */
  #placeOf(pointer: string): string | null {
    const { list, rest } = split(pointer);
    const [name = '', ...inside] = list;
    const target = Object.hasOwn(this.#members, name) ? this.#members[name] : undefined;
    if (target === undefined || inside.includes('__proto__')) return null;
    const place = [target, ...inside.map(escapeToken)].join('/');
    return rest === null ? place : `${place}/${this.#counts.get(place) ?? 0}`;
  }

  #settle(pointer: string, place: string): void {
    this.#places.set(pointer, place);
    if (split(pointer).rest === null) return;
    const holder = place.slice(0, place.lastIndexOf('/'));
    this.#counts.set(holder, (this.#counts.get(holder) ?? 0) + 1);
  }

  #shaped(pointer: string, value: unknown): unknown {
    const [list = ''] = parsePointer(pointer);
    const shape = itemShapes[list];
    if (shape === undefined || value === undefined) return value;
    const id = this.#ids.get(pointer) ?? uuidv7();
    this.#ids.set(pointer, id);
    return shape(value, id);
  }
}

/** `/capabilities/0` -> the list, and which item of it. Members of answers have names and no numbers. */
function split(pointer: string): { list: string[]; rest: string | null } {
  const tokens = parsePointer(pointer);
  const last = tokens.at(-1) ?? '';
  return /^\d+$/.test(last) ? { list: tokens.slice(0, -1), rest: last } : { list: tokens, rest: null };
}

/** Lists whose items a person edits one by one. */
const itemShapes: Record<string, ((value: unknown, id: string) => unknown) | undefined> = {
  buyingSignals: withId,
  useCases: withId,
  alternatives: (text, id) => ({ id, text }),
  segments: (value, id) => {
    const { type, text } = membersOf(value);
    if (typeof text !== 'string' || typeof type !== 'string') return undefined;
    return { id, type, label: partLabelOf({ type }), text };
  },
};

function withId(value: unknown, id: string): unknown {
  return { id, ...membersOf(value) };
}

function membersOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
