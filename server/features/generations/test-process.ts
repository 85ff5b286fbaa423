// A server as a process of its own, that can be killed in the middle of a generation. Argument: where its database is and its
// settings, as JSON. Says its address when it serves, and ends with its parent.

import { startSignedIn } from '../../../testing/signed-in.ts';
import { readConfig } from '../../config.ts';

export interface ProcessOptions {
  serverUrl: string;
  ownerUrl: string;
  settings: Record<string, string>;
}

const { serverUrl, ownerUrl, settings } = JSON.parse(process.argv[2] ?? '') as ProcessOptions;
const config = readConfig({ NODE_ENV: 'test', PORT: '0', LOG_LEVEL: 'silent', ...settings });
const { running } = await startSignedIn(config, { serverUrl, ownerUrl });
process.on('disconnect', () => void running.stop().then(() => process.exit(0)));
process.send?.(running.url);
