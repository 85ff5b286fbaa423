// The test site as a process of its own: `node --import tsx server/website/test-site-main.ts [port]`.
import { startTestSite } from './test-site.ts';

const site = await startTestSite({ port: Number(process.argv[2] ?? 0) });
console.log(`The test site is at ${site.url}`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void site.close());
