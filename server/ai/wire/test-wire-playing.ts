import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Faults, ServedRequest } from './test-wire-server.ts';

/** Sends frames of server-sent events, and breaks, hangs or ends where it is told to. */
export async function playFrames(
  response: ServerResponse,
  entry: ServedRequest,
  { frames, cutAfter, hangAfter, endAfter, millisecondsBetweenFrames = 0, bytesPerWrite }: Playing,
): Promise<void> {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache' });
  response.flushHeaders();
  const count = Math.min(cutAfter ?? hangAfter ?? endAfter ?? frames.length, frames.length);
  const sent = frames.slice(0, count);
  const pieces = piecesOf(sent, bytesPerWrite, millisecondsBetweenFrames > 0);
  for (const piece of pieces) {
    if (response.destroyed) return;
    await write(response, piece);
    if (millisecondsBetweenFrames > 0) await wait(millisecondsBetweenFrames);
  }
  if (hangAfter !== undefined || response.destroyed) return;
  if (cutAfter === undefined) {
    response.end();
    return;
  }
  entry.state = 'cut';
  response.socket?.destroy();
}

interface Playing extends Faults {
  frames: string[];
}

function piecesOf(frames: string[], bytesPerWrite: number | undefined, oneByOne: boolean): Buffer[] {
  if (oneByOne) return frames.map((frame) => Buffer.from(frame));
  const whole = Buffer.from(frames.join(''));
  if (bytesPerWrite === undefined) return whole.length > 0 ? [whole] : [];
  return Array.from({ length: Math.ceil(whole.length / bytesPerWrite) }, (_, index) =>
    whole.subarray(index * bytesPerWrite, (index + 1) * bytesPerWrite),
  );
}

/** Resolves when it has left this process, so that a cut comes after it; also when nobody takes it any more. */
function write(response: ServerResponse, piece: Buffer): Promise<void> {
  return new Promise((resolve) => {
    response.once('close', resolve);
    response.write(piece, () => {
      response.off('close', resolve);
      resolve();
    });
  });
}
