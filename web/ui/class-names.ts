import { type ClassValue, clsx } from 'clsx';
import { extendTailwindMerge } from 'tailwind-merge';

const merge = extendTailwindMerge({
  extend: {
    classGroups: {
      'font-size': [{ text: ['display'] }],
      shadow: [{ shadow: ['card', 'float'] }],
    },
    theme: { spacing: ['control', 'control-small', 'control-large'] },
  },
});

/** Class names of Tailwind, later ones winning over earlier ones of the same kind. */
export function classNames(...values: ClassValue[]): string {
  return merge(clsx(values));
}
