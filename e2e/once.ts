import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { environment } from '@blossomer/server/config';
import { openPostgres } from '../testing/postgres.ts';
import { requireChromium } from './chromium.ts';

/** Before the first worker: the web app as `npm start` builds it, and one PostgreSQL for all of them. */
export default async function setUp(): Promise<() => Promise<void>> {
  requireChromium();
  await buildWebApp();
  const { postgres, stop } = await openPostgres();
  environment().E2E_POSTGRES = JSON.stringify(postgres); // Workers inherit it.
  return stop;
}

async function buildWebApp(): Promise<void> {
  const builder = join(import.meta.dirname, '../web/build/build.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', builder], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error('The web app could not be built (see above).');
}
