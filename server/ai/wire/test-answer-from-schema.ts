import { valueAt } from '@blossomer/json';
import { wordsFor } from './test-believable-words.ts';
import type { JsonSchema, WireRequest } from './test-wire-request.ts';

/** A value that holds against the JSON schema, in words that read like an answer. The same request gives the same value. */
export function answerFromSchema({ schema, user }: Pick<WireRequest, 'schema' | 'user'>): unknown {
  if (!schema) throw new Error('the request has no schema, and no answer is given for it');
  return new Making(schema, user).value(schema, '');
}

class Making {
  readonly #root: JsonSchema;
  readonly #user: string;
  /** How often a text of this name was made. */
  readonly #made = new Map<string, number>();
  #ids = 0;

  constructor(root: JsonSchema, user: string) {
    this.#root = root;
    this.#user = user;
  }

  value(schema: JsonSchema, name: string): unknown {
    const resolved = this.#resolve(schema);
    if ('const' in resolved) return resolved.const;
    if (Array.isArray(resolved.enum)) return resolved.enum.find((option) => option !== null);
    const options = resolved.anyOf ?? resolved.oneOf;
    if (Array.isArray(options)) return this.value(firstThatIsSomething(options), name);
    switch (typeOf(resolved)) {
      case 'object':
        return this.#object(resolved);
      case 'array':
        return this.#list(resolved, name);
      case 'boolean':
        return true;
      case 'integer':
      case 'number':
        return Math.max(Number(resolved.minimum ?? resolved.exclusiveMinimum ?? 1), 1);
      case 'null':
        return null;
      default:
        return this.#text(resolved, name);
    }
  }

  #resolve(schema: JsonSchema): JsonSchema {
    if (typeof schema.$ref !== 'string') return schema;
    return this.#resolve(valueAt(this.#root, schema.$ref.slice(1)) as JsonSchema);
  }

  #object(schema: JsonSchema): Record<string, unknown> {
    const properties = (schema.properties ?? {}) as Record<string, JsonSchema>;
    return Object.fromEntries(
      Object.entries(properties).map(([name, property]) => [name, this.value(property, name)]),
    );
  }

  #list(schema: JsonSchema, name: string): unknown[] {
    const least = boundOf(schema, 'minItems') ?? 0;
    const length = Math.min(Math.max(least, 3), boundOf(schema, 'maxItems') ?? Math.max(least, 3));
    return Array.from({ length }, () => this.value((schema.items ?? {}) as JsonSchema, name));
  }

  #uuid(): string {
    this.#ids += 1;
    return `00000000-0000-4000-8000-${String(this.#ids).padStart(12, '0')}`;
  }

  #text(schema: JsonSchema, name: string): string {
    const format = schema.format ?? /format: ([\w-]+)/.exec(String(schema.description ?? ''))?.[1];
    if (format === 'uuid') return this.#uuid();
    const made = this.#made.get(name) ?? 0;
    this.#made.set(name, made + 1);
    if (format === 'date-time') return '2026-03-04T05:06:07Z';
    if (format === 'uri') return 'https://acme.example/';
    if (format === 'email') return `person${made}@acme.example`;
    const words = wordsFor(name, made, this.#user);
    const least = boundOf(schema, 'minLength') ?? 0;
    const most = boundOf(schema, 'maxLength') ?? Number.POSITIVE_INFINITY;
    const long = words.padEnd(least, ' and so on');
    return fitting(schema.pattern, [...long].slice(0, most).join(''));
  }
}

/** Where a provider takes no bounds, its adapter writes them into the description: `max length: 20.` */
function boundOf(schema: JsonSchema, name: string): number | null {
  if (typeof schema[name] === 'number') return schema[name];
  const written = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  const found = new RegExp(`${written}: (\\d+)`).exec(String(schema.description ?? ''));
  return found ? Number(found[1]) : null;
}

function typeOf(schema: JsonSchema): unknown {
  const type = Array.isArray(schema.type) ? schema.type.find((each) => each !== 'null') : schema.type;
  return String(type ?? (schema.properties ? 'object' : 'string')).toLowerCase();
}

function firstThatIsSomething(options: JsonSchema[]): JsonSchema {
  return options.find((option) => option.type !== 'null') ?? {};
}

function fitting(pattern: unknown, words: string): string {
  if (typeof pattern !== 'string') return words;
  const rule = new RegExp(pattern, 'u');
  const fit = [
    words,
    'acme.example',
    'https://acme.example/',
    '/name',
    '2026-03-04',
    '1',
    'a',
    '#336699',
  ].find((candidate) => rule.test(candidate));
  if (fit === undefined) throw new Error(`nothing believable fits ${pattern}`);
  return fit;
}
