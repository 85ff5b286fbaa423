import { useSyncExternalStore } from 'react';

/**
 * What a person chose about this browser rather than about their work. Without storage a choice lasts as long as the
 * page. `public/theme.js` reads the theme before the first paint.
 */
export type Theme = 'system' | 'light' | 'dark';

const themeKey = 'blossomer.theme';
const listeners = new Set<() => void>();
let theme: Theme = storedTheme();

export function useTheme(): [Theme, (theme: Theme) => void] {
  return [useSyncExternalStore(subscribe, () => theme), chooseTheme];
}

function chooseTheme(chosen: Theme): void {
  show(chosen);
  try {
    if (chosen === 'system') localStorage.removeItem(themeKey);
    else localStorage.setItem(themeKey, chosen);
  } catch {
    // A full or forbidden storage: the choice holds for this page.
  }
}

function storedTheme(): Theme {
  try {
    return asTheme(localStorage.getItem(themeKey));
  } catch {
    return 'system';
  }
}

function asTheme(value: string | null): Theme {
  return value === 'light' || value === 'dark' ? value : 'system';
}

function show(shown: Theme): void {
  theme = shown;
  if (shown === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = shown;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('storage', onStorage);
  return () => listeners.delete(listener);
}

/** Another tab chose. */
function onStorage({ key, newValue }: StorageEvent): void {
  if (key === themeKey || key === null) show(asTheme(newValue));
  if (key === layoutKey || key === null) showLayout(asLayout(newValue));
}

/** How lists are shown. */
export type Layout = 'cards' | 'table';

const layoutKey = 'blossomer.layout';
let layout: Layout | undefined;

export function useLayout(): [Layout, (layout: Layout) => void] {
  return [useSyncExternalStore(subscribe, currentLayout), chooseLayout];
}

function currentLayout(): Layout {
  layout ??= storedLayout();
  return layout;
}

function chooseLayout(chosen: Layout): void {
  showLayout(chosen);
  try {
    localStorage.setItem(layoutKey, chosen);
  } catch {
    // As with the theme.
  }
}

function storedLayout(): Layout {
  try {
    return asLayout(localStorage.getItem(layoutKey));
  } catch {
    return 'cards';
  }
}

function asLayout(value: string | null): Layout {
  return value === 'table' ? value : 'cards';
}

function showLayout(shown: Layout): void {
  layout = shown;
  for (const listener of listeners) listener();
}
