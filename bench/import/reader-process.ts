// Another person at work: asks for one document, again and again with a pause, until its parent has heard enough, and
// then says how long each answer took, in milliseconds. A process of its own, so that it measures nobody else's work.
import { Agent, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

const pauseMilliseconds = 10;
const { url, token } = JSON.parse(process.argv[2] ?? '') as { url: string; token: string };
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
const milliseconds: number[] = [];
let isOver = false;
process.once('message', () => {
  isOver = true;
});
await read(); // The connection, and what is compiled at first.
process.send?.('reading');
while (!isOver) {
  const begun = performance.now();
  await read();
  milliseconds.push(performance.now() - begun);
  await delay(pauseMilliseconds);
}
agent.destroy();
process.send?.(milliseconds, () => process.disconnect());

function read(): Promise<void> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { agent, headers: { authorization: `Bearer ${token}` } }, (answer) => {
      answer.resume().once('end', () => {
        if (answer.statusCode === 200) resolve();
        else reject(new Error(`a read was answered ${answer.statusCode}`));
      });
    });
    asked.once('error', reject);
    asked.end();
  });
}
