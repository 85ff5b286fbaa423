import { BuyingSignal, priorities } from '@blossomer/contract';
import { prototypeKeys } from './copy.ts';
import { fields } from './fields.ts';
import { items, itemsFrom, ownId } from './items.ts';
import { itemOverlay } from './overlay.ts';
import { plain } from './plain-text.ts';
import type { Reading } from './reading.ts';
import { aside, choice, text } from './shapes.ts';
import { itemIdKey, listIn, type Path, put, valueIn } from './sketch.ts';
import { elementsOf, isBlank, isObject, membersOf, quarantine, type Spot } from './spot.ts';

const signalFields = fields({
  carried: [itemOverlay, '_gtm'],
  id: [ownId, 'id'],
  title: [text, 'title', 'label'],
  description: [text, 'description'],
  type: [text, 'type'],
  priority: [choice(priorities), 'priority'],
  detectionMethod: [text, 'detectionMethod', 'detection_method'],
});

const list = {
  fields: signalFields,
  schema: BuyingSignal,
  toldBy: ['title', 'label', 'description'],
  textIn: 'title',
};
const inList = items(list);

/** Buying signals of accounts and of personas: a list, or lists of texts by category (A0 to A2). */
export function signals(spot: Spot, reading: Reading, path: Path): void {
  if (!isObject(spot.value) || isBlank(spot.value)) inList(spot, reading, path);
  else readCategories(spot, reading, path);
}

/** The categories of the first builds, in both spellings, as the types they become. */
const categories = new Map([
  ['growth_indicators', 'Growth indicators'],
  ['growthIndicators', 'Growth indicators'],
  ['technology_signals', 'Technology signals'],
  ['technologySignals', 'Technology signals'],
  ['organizational_signals', 'Organizational signals'],
  ['organizationalSignals', 'Organizational signals'],
  ['market_signals', 'Market signals'],
  ['marketSignals', 'Market signals'],
]);

function readCategories(spot: Spot, reading: Reading, path: Path): void {
  const elements = membersOf(spot).flatMap((category) =>
    isReadable(category, reading) ? textsIn(category) : [],
  );
  itemsFrom(elements, list, reading, path);
  for (const [index, { parent, token }] of elements.entries()) {
    const category = Array.isArray(parent?.value) ? parent.token : token;
    const at = listIn(reading.sketch, path).get(reading.sketch.itemIds.get(itemIdKey(path, index)) ?? '');
    const type = [...path, at ?? 0, 'type'];
    if (at !== undefined && valueIn(reading.sketch, type) === undefined) {
      put(reading.sketch, type, categories.get(category) ?? plain(category));
    }
  }
}

function textsIn(category: Spot): readonly Spot[] {
  return Array.isArray(category.value) ? elementsOf(category) : [category];
}

/** Claims what is no list of signals. */
function isReadable(category: Spot, reading: Reading): boolean {
  if (prototypeKeys.has(category.token)) quarantine(category, 'prototype-key');
  else if (isBlank(category.value) || isObject(category.value)) aside(category, reading);
  else return true;
  return false;
}
