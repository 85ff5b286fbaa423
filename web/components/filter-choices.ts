import { priorities } from '@blossomer/contract';

/** Of a select that filters: the value that means all of them. */
export const everything = 'all';

export const priorityChoices = [
  { value: everything, label: 'Any priority' },
  ...priorities.toReversed().map((priority) => ({ value: priority, label: `${priority} priority` })),
];

/** What a select says as it stands in an address: all is said by nothing. */
export function inAddress(value: string): string {
  return value === everything ? '' : value;
}

/** A value from an address, if it is one of these. */
export function oneOf<Value extends string>(values: readonly Value[], asked: string): Value | undefined {
  return values.find((value) => value === asked);
}
