import fc from 'fast-check';

/** Small JSON values for properties: few keys and ids, so that two of them often meet; `__proto__` among them. */
export function jsonDocuments(): fc.Arbitrary<unknown> {
  const { value } = fc.letrec<{ value: unknown; list: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom<unknown>(null, 0, 1, '', 'a', true, [], {}),
      fc.array(fc.oneof(fc.constantFrom(1, 2), tie('value')), { maxLength: 3 }),
      members(fc.constantFrom('a', 'b', 'c/~', '0', '__proto__'), tie('value')),
      tie('list'),
    ),
    list: fc
      .uniqueArray(
        fc.tuple(
          fc.constantFrom('x', 'y', 'z', '__proto__'),
          members(fc.constantFrom('a', 'b'), tie('value')),
        ),
        { selector: ([id]) => id, maxLength: 4 },
      )
      .map((items) => items.map(([id, item]) => ({ id, ...item }))),
  }));
  return value;
}

/** Documents of one shape, as the product has them: always the same fields, lists by id and lists as a whole. */
export function productDocuments(): fc.Arbitrary<unknown> {
  const scalar = fc.constantFrom<unknown>(null, 1, 2, 'a');
  const text = fc.constantFrom('a', 'b', 'c');
  const item = fc.record(
    { text, deep: fc.record({ n: scalar }, { requiredKeys: [] }) },
    { requiredKeys: [] },
  );
  const items = fc
    .uniqueArray(fc.tuple(fc.constantFrom('p', 'q', 'r', 's', 't'), item), {
      selector: ([id]) => id,
      maxLength: 5,
    })
    .map((all) => all.map(([id, fields]) => ({ id, ...fields })));
  const tags = fc.array(text, { maxLength: 2 });
  const either = fc.oneof(scalar, fc.record({ a: scalar, b: scalar }, { requiredKeys: [] }));
  return fc.record(
    {
      name: text,
      note: scalar,
      either,
      tags,
      items,
      data: fc.record({ items, note: scalar }, { requiredKeys: [] }),
    },
    { requiredKeys: [] },
  );
}

/** The same value, frozen to its last leaf: whoever writes to it fails. */
export function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}

function members(key: fc.Arbitrary<string>, value: fc.Arbitrary<unknown>): fc.Arbitrary<object> {
  const entries = fc.uniqueArray(fc.tuple(key, value), { selector: ([name]) => name, maxLength: 3 });
  return entries.map((all) => Object.fromEntries(all));
}
