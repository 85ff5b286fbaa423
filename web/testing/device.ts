import { randomUUID } from 'node:crypto';
import { JSDOM } from 'jsdom';
import { onTestFinished } from 'vitest';
import type { TestServer } from '../../testing/server.ts';
import { startProxy, type WeatherProxy } from '../../testing/weather-proxy.ts';
import type { Page } from '../data/page.ts';
import { openSession, type Session, type SessionOptions } from '../data/session.ts';
import { createRemote } from '../workspace/remote.ts';
import { createTransport } from '../workspace/transport.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { newLocks } from './locks.ts';
import { newStorage } from './storage.ts';

/** A browser of one person: its tabs share IndexedDB (the process's), localStorage, locks, and one way to the server. */
export interface Browser {
  owner: string;
  proxy: WeatherProxy;
  storage: Storage;
  /** Past every cache and proxy: what the server really has. */
  server: Workspace;
  openTab(options?: Partial<SessionOptions>): Promise<Tab>;
  /** How the sign-in answers; at first with a good token. */
  token: (options?: { fresh?: boolean }) => Promise<string | null>;
}

export interface Tab extends Session {
  page: Page & { hide(): void; show(): void };
  /** As if the process was killed: nothing more of it runs, nothing is written any more. */
  kill(): void;
}

export async function newBrowser(
  server: TestServer,
  email = `${randomUUID()}@example.test`,
): Promise<Browser> {
  const proxy = await startProxy(server.url);
  onTestFinished(() => proxy.stop());
  const locks = newLocks();
  const browser: Browser = {
    owner: email,
    proxy,
    storage: newStorage(),
    server: createRemote({ baseUrl: server.url, owner: email, token: () => server.token(email) }),
    token: () => server.token(email),
    openTab: async (options = {}) => {
      const workspace = createRemote({
        baseUrl: proxy.url,
        owner: email,
        token: (asked) => browser.token(asked),
        transport: createTransport({ timeoutMilliseconds: 5000 }),
      });
      const page = newPage();
      const session = await openSession({
        workspace,
        storage: browser.storage,
        locks,
        page,
        restMilliseconds: 20,
        outageMilliseconds: 20,
        pollMilliseconds: 60_000,
        ...options,
      });
      onTestFinished(() => session.close());
      return Object.assign(session, {
        page,
        kill: () => {
          session.pump.stop();
          session.feed.stop();
        },
      });
    },
  };
  return browser;
}

/** A page that can be hidden and shown. */
export function newPage(): Tab['page'] {
  const { window } = new JSDOM('', { url: 'http://localhost/' });
  let visibilityState: DocumentVisibilityState = 'visible';
  Object.defineProperty(window.document, 'visibilityState', { get: () => visibilityState });
  const turn = (state: DocumentVisibilityState) => {
    visibilityState = state;
    window.document.dispatchEvent(new window.Event('visibilitychange'));
  };
  return {
    window,
    document: window.document,
    hide: () => turn('hidden'),
    show: () => turn('visible'),
  };
}
