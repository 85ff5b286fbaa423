import { existsSync } from 'node:fs';

/** Debian's: what Playwright would download is another build for each of its versions. */
export const chromium = {
  executablePath: '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-dev-shm-usage',
    '--font-render-hinting=none',
  ],
};

export function requireChromium(): void {
  if (!existsSync(chromium.executablePath)) {
    throw new Error('There is no Chromium at /usr/bin/chromium: apt-get install chromium');
  }
}
