import { JSDOM } from 'jsdom';

/** The localStorage of a browser of its own, with a browser's quota, in UTF-16 units. */
export function newStorage(quota = 5_000_000): Storage {
  return new JSDOM('', { url: 'http://localhost/', storageQuota: quota }).window.localStorage;
}
