import 'fake-indexeddb/auto';
import { JSDOM } from 'jsdom';

/**
 * A page in Node's own world, for screens that speak to a whole server within one test: the environment `jsdom` replaces
 * what the server's threads are made of. Import it before everything that draws.
 */
const { window } = new JSDOM('<!doctype html><body></body>', {
  url: 'http://localhost/',
  pretendToBeVisual: true,
});

const names = [
  'document',
  'navigator',
  'location',
  'history',
  'Node',
  'Element',
  'HTMLElement',
  'HTMLFormElement',
  'HTMLInputElement',
  'HTMLIFrameElement',
  'SVGElement',
  'DocumentFragment',
  'MutationObserver',
  'NodeFilter',
  'KeyboardEvent',
  'MouseEvent',
  'FocusEvent',
  'CustomEvent',
  'getComputedStyle',
  'requestAnimationFrame',
  'cancelAnimationFrame',
] as const;

for (const name of ['window', 'self']) {
  Object.defineProperty(globalThis, name, { value: window, configurable: true });
}
for (const name of names) {
  Object.defineProperty(globalThis, name, { value: window[name], configurable: true, writable: true });
}
