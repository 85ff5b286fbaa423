/** The comings and goings of a page in its browser. */
export interface Page {
  window: Pick<Window, 'addEventListener' | 'removeEventListener'>;
  document: Pick<Document, 'addEventListener' | 'removeEventListener' | 'visibilityState'>;
}

export function browserPage(): Page | undefined {
  return typeof window === 'undefined' ? undefined : { window, document };
}

export function listen(
  page: Page | undefined,
  on: { leave(): void; arrive(): void; kept(key: string | null): void },
): () => void {
  if (page === undefined) return () => {};
  const { window, document } = page;
  const visibility = () => (document.visibilityState === 'hidden' ? on.leave() : on.arrive());
  const storage = (event: StorageEvent) => on.kept(event.key);
  document.addEventListener('visibilitychange', visibility);
  window.addEventListener('pagehide', on.leave);
  window.addEventListener('online', on.arrive);
  window.addEventListener('focus', on.arrive);
  window.addEventListener('storage', storage);
  return () => {
    document.removeEventListener('visibilitychange', visibility);
    window.removeEventListener('pagehide', on.leave);
    window.removeEventListener('online', on.arrive);
    window.removeEventListener('focus', on.arrive);
    window.removeEventListener('storage', storage);
  };
}
