// The wire server as a process of its own: `node --import tsx server/ai/wire/test-wire-main.ts [port]`. Says its address, as a
// line of JSON and over the channel to its parent where there is one; ends with its parent. An answer that a test wants otherwise is
// sent to it: `process.send({ schemaName: 'company-answer', answer: {...} })`, with `answer: null` to forget it.

import { startWireServer, type WireAnswer } from './test-wire-server.ts';

const registered = new Map<string, WireAnswer>();
const server = await startWireServer({
  port: Number(process.argv[2] ?? 0),
  answer: ({ schemaName }) => registered.get(schemaName ?? '') ?? registered.get('*'),
});
process.on('message', (message: { schemaName: string; answer: WireAnswer | null }) => {
  if (message.answer) registered.set(message.schemaName, message.answer);
  else registered.delete(message.schemaName);
  process.send?.({ registered: message.schemaName });
});
process.on('disconnect', async () => {
  await server.stop();
  process.exit(0);
});
const says = { url: server.url, baseUrl: server.baseUrl('compatible') };
process.send?.(says);
console.log(JSON.stringify(says));
