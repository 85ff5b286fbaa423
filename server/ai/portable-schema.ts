import { valueAt } from '@blossomer/json';
import { z } from 'zod';

export type JsonSchema = Record<string, unknown>;

export interface PortableSchema {
  json: JsonSchema;
  /** Whether it is within what providers can hold an answer to word by word: closed objects and nothing of any type. */
  isStrict: boolean;
}

/**
 * The JSON schema of a Zod schema, in the words that all providers take: bounds of texts, formats and patterns are refused by
 * one or the other, so they stand in the description, and the answer is held against the Zod schema anyway.
 *
 * `nullable`: optional members are required and may be null, as OpenAI wants it (`withoutNulls` takes them away again).
 * `absent`: they stay optional; Anthropic and Google take few members of two types.
 */
export function portableSchema(schema: z.ZodType, optional: 'nullable' | 'absent'): PortableSchema {
  const known = written[optional].get(schema) ?? write(schema, optional);
  written[optional].set(schema, known);
  return known;
}

/** The same few schemas are asked for again and again. */
const written = {
  nullable: new WeakMap<z.ZodType, PortableSchema>(),
  absent: new WeakMap<z.ZodType, PortableSchema>(),
};

function write(schema: z.ZodType, optional: 'nullable' | 'absent'): PortableSchema {
  const whole = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  const writing = new Writing(whole as JsonSchema, optional);
  const json = writing.node(whole as JsonSchema, []);
  return { json, isStrict: writing.isStrict };
}

class Writing {
  isStrict = true;
  readonly #root: JsonSchema;
  readonly #optional: 'nullable' | 'absent';

  constructor(root: JsonSchema, optional: 'nullable' | 'absent') {
    this.#root = root;
    this.#optional = optional;
  }

  /** `within`: the references that led here; one that leads into itself ends as anything. */
  node(given: JsonSchema, within: string[]): JsonSchema {
    const override = isSchema(given.override) ? given.override : {};
    const schema: JsonSchema = { ...given, ...override };
    if (typeof schema.$ref === 'string') {
      const { description } = schema;
      return {
        ...this.#reference(schema.$ref, within),
        ...(description === undefined ? {} : { description }),
      };
    }
    const kept: JsonSchema = {};
    for (const word of ['type', 'enum', 'const', 'minItems', 'maxItems'])
      if (schema[word] !== undefined) kept[word] = schema[word];
    for (const word of ['minimum', 'maximum'])
      if (Math.abs(Number(schema[word])) < Number.MAX_SAFE_INTEGER) kept[word] = schema[word];
    const options = schema.anyOf ?? schema.oneOf;
    if (Array.isArray(options)) kept.anyOf = options.map((option) => this.node(option, within));
    if (Array.isArray(schema.allOf)) {
      kept.allOf = schema.allOf.map((part) => this.node(part, within));
      this.isStrict = false;
    }
    if (isSchema(schema.items)) kept.items = this.node(schema.items, within);
    if (kept.type === 'object') Object.assign(kept, this.#object(schema, within));
    if (kept.type === undefined && !kept.anyOf && !kept.enum && !('const' in kept)) this.isStrict = false;
    const said = [schema.description, boundsOf(schema)].filter(Boolean).join(' ');
    return said === '' ? kept : { ...kept, description: said };
  }

  #reference(to: string, within: string[]): JsonSchema {
    if (within.includes(to)) {
      this.isStrict = false;
      return {};
    }
    return this.node(valueAt(this.#root, to.slice(1)) as JsonSchema, [...within, to]);
  }

  #object(
    { properties = {}, required = [], additionalProperties }: JsonSchema,
    within: string[],
  ): JsonSchema {
    const members = Object.entries(properties as Record<string, JsonSchema>);
    if (members.length === 0 && isSchema(additionalProperties)) {
      this.isStrict = false;
      return { additionalProperties: this.node(additionalProperties, within) };
    }
    const asked = new Set(required as string[]);
    const isNullable = (name: string) => this.#optional === 'nullable' && !asked.has(name);
    return {
      properties: Object.fromEntries(
        members.map(([name, member]) => {
          const written = this.node(member, within);
          return [name, isNullable(name) ? orNull(written) : written];
        }),
      ),
      required: members.map(([name]) => name).filter((name) => asked.has(name) || isNullable(name)),
      additionalProperties: false,
    };
  }
}

function orNull({ description, ...schema }: JsonSchema): JsonSchema {
  const said = description === undefined ? {} : { description };
  if (typeof schema.type === 'string' && !schema.enum && !('const' in schema))
    return { ...schema, type: [schema.type, 'null'], ...said };
  const options = Array.isArray(schema.anyOf) ? schema.anyOf : [schema];
  const isNullable = options.some((option: JsonSchema) => option.type === 'null');
  return { anyOf: isNullable ? options : [...options, { type: 'null' }], ...said };
}

function boundsOf(schema: JsonSchema): string {
  const bounds = ['minLength', 'maxLength', 'minItems', 'maxItems', 'format']
    .filter((word) => schema[word] !== undefined && schema[word] !== 0)
    .map((word) => `${word.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}: ${schema[word]}`);
  return bounds.length > 0 ? `${bounds.join('; ')}.` : '';
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
