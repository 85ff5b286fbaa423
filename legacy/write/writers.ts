import { isBlank, isObject, type JsonObject } from '../spot.ts';

/**
 * The shapes of ../shapes.ts the other way round. `old` is what the last browser-only build would hold; `lacks` is
 * what an import would not read back from that, and is undefined where nothing is lost.
 */
export interface Parts {
  old?: unknown;
  lacks?: unknown;
}
export type Writer = (value: unknown) => Parts;

/** By the name in the document: the spelling of the old build, and how it held the value. */
export type WriteTable = Readonly<Record<string, readonly [spelling: string, writer: Writer]>>;

export function text(value: unknown): Parts {
  if (typeof value !== 'string') return { lacks: value };
  return isBlank(value) ? { old: value, lacks: value } : { old: value };
}

/** "N/A" is read as nothing. */
export function fact(value: unknown): Parts {
  return value === 'N/A' ? { old: value, lacks: value } : text(value);
}

export function number(value: unknown): Parts {
  return typeof value === 'number' ? { old: value } : { lacks: value };
}

export function texts(value: unknown): Parts {
  return list(value, text);
}

export function facts(value: unknown): Parts {
  return list(value, fact);
}

export function object(table: WriteTable): Writer {
  return (value) => {
    if (!isObject(value)) return { lacks: value };
    if (isBlank(value)) return { old: value, lacks: value };
    return members(value, (name) => (Object.hasOwn(table, name) ? table[name] : undefined));
  };
}

/** An object by free keys, which are data and keep their spelling. */
export function record(table: WriteTable): Writer {
  const entry = object(table);
  return (value) => {
    if (!isObject(value)) return { lacks: value };
    if (isBlank(value)) return { old: value, lacks: value };
    return members(value, (name) => [name, entry]);
  };
}

/** A list whose items have ids, which the old build had not. */
export function items(table: WriteTable): Writer {
  const item = object(table);
  return (value) => {
    if (!Array.isArray(value) || !value.every(isObject)) return { lacks: value };
    if (isBlank(value)) return { old: value, lacks: value };
    return { old: value.map((one) => withCarried(item(one))) };
  };
}

/** An item's id is in no table, so that it and all else that is lost is there to travel. */
function withCarried({ old, lacks }: Parts): JsonObject {
  return { ...(isObject(old) ? old : {}), _gtm: lacks };
}

/** A list with blanks would come back shorter: it travels whole, and is shown as it is. */
function list(value: unknown, element: Writer): Parts {
  if (!Array.isArray(value)) return { lacks: value };
  const parts = value.map((one) => element(one));
  const isWhole = parts.length > 0 && parts.every(({ lacks }) => lacks === undefined);
  const isShown = value.every((one) => typeof one === 'string');
  return { ...(isShown ? { old: value } : {}), ...(isWhole ? {} : { lacks: value }) };
}

function members(value: JsonObject, rowOf: (name: string) => WriteTable[string] | undefined): Parts {
  const old: JsonObject = {};
  const lacks: JsonObject = {};
  for (const [name, member] of Object.entries(value)) {
    const [spelling, writer] = rowOf(name) ?? [];
    const parts = spelling === undefined || writer === undefined ? { lacks: member } : writer(member);
    if (spelling !== undefined && parts.old !== undefined) old[spelling] = parts.old;
    if (parts.lacks !== undefined) lacks[name] = parts.lacks;
  }
  return {
    ...(isBlank(old) ? {} : { old }),
    ...(isBlank(lacks) ? {} : { lacks }),
  };
}
