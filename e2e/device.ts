import type { Browser, BrowserContext, BrowserContextOptions, Page } from '@playwright/test';
import { startProxy, type WeatherProxy } from '../testing/weather-proxy.ts';
import type { Server } from './server.ts';

/** A browser on a machine of its own: its storage, its tabs, and one way to the server through the weather. */
export interface Device {
  context: BrowserContext;
  page: Page;
  weather: WeatherProxy;
  /** Of the server as this browser sees it. */
  url: string;
  /** As if they had signed in here before. */
  enter(email: string): Promise<void>;
  /** What no screen may do: errors, scripts of others, violations of the policy, answers that blame us. */
  complaints: string[];
  close(): Promise<void>;
}

export async function openDevice(
  browser: Browser,
  server: Server,
  options: BrowserContextOptions = {},
): Promise<Device> {
  const weather = await startProxy(server.url);
  const context = await browser.newContext({ ...options, baseURL: weather.url });
  const complaints: string[] = [];
  await context.addInitScript(() => {
    // Chromium says a violation of the policy in the console by itself; a script of a document calls this.
    Object.assign(globalThis, { canary: () => console.error('A document ran a script.') });
  });
  context.on('page', (page) => watch(page, complaints));
  const page = await context.newPage();
  return {
    context,
    page,
    weather,
    url: weather.url,
    complaints,
    enter: async (email) => {
      const { refreshToken } = await server.session(email);
      await context.addCookies([
        { name: `stack-refresh-${server.projectId}`, value: refreshToken, url: weather.url },
      ]);
    },
    close: async () => {
      await context.close();
      await weather.stop();
    },
  };
}

/** Weather is not a complaint; that a request was malformed or broke the server is. */
const blames = new Set([400, 405, 415, 422, 428, 500]);

/** Where the vendor's SDK looks whether anything answers, when its server does not: the policy keeps it from there. */
const diagnostics = /'?https:\/\/(1\.1\.1\.1\/cdn-cgi\/trace|(app|api)\.stack-auth\.com\/health)/;

function watch(page: Page, complaints: string[]): void {
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.stack ?? error.message}`));
  page.on('console', (message) => {
    if (message.type() !== 'error' || message.text().startsWith('Failed to load resource')) return;
    if (diagnostics.test(message.text())) return;
    complaints.push(`console: ${message.text()} (${page.url()})`);
  });
  page.on('response', (response) => {
    if (!blames.has(response.status())) return;
    complaints.push(`${response.status()} ${response.request().method()} ${response.url()}`);
  });
}
