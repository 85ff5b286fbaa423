import { randomUUID } from 'node:crypto';
import { type BrowserContextOptions, test as base, expect } from '@playwright/test';
import { type Device, openDevice } from './device.ts';
import { type Server, startServer } from './server.ts';

interface Fixtures {
  /** Opens a browser that knows nobody. What it complains about fails the test. */
  openDevice(options?: BrowserContextOptions): Promise<Device>;
  device: Device;
  /** An address that nobody has used. */
  email: string;
}

interface WorkerFixtures {
  /** Of the server, over those that all have. */
  settings: Record<string, string>;
  server: Server;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  settings: [{}, { option: true, scope: 'worker' }],
  server: [
    async ({ settings }, use) => {
      const server = await startServer(settings);
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  openDevice: async ({ browser, server }, use) => {
    const devices: Device[] = [];
    await use(async (options) => {
      const device = await openDevice(browser, server, options);
      devices.push(device);
      return device;
    });
    for (const device of devices) await device.close();
    expect(devices.flatMap(({ complaints }) => complaints)).toEqual([]);
  },
  device: async ({ openDevice }, use) => use(await openDevice()),
  // biome-ignore lint/correctness/noEmptyPattern: as above.
  email: async ({}, use) => use(`${randomUUID().slice(0, 8)}@example.test`),
});

export { expect };
