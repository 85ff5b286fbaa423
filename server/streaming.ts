import { PassThrough, type Readable } from 'node:stream';
import type { Caller } from './caller.ts';
import type { Transaction } from './database.ts';

/**
 * An answer that is too long to be held, made of one moment of the database while it is sent. It waits for its client
 * as long as PostgreSQL would let the transaction stand idle; a client that goes away, or that takes nothing in that time, ends
 * the transaction. Whatever fails before the first byte is a problem like any other. After it the connection is broken,
 * because a shorter file would pass for a whole one.
 */
export async function streamed(
  caller: Caller,
  produce: (tx: Transaction, write: Write) => Promise<void>,
  onError: (error: unknown) => void,
): Promise<Readable> {
  const out = new PassThrough({ highWaterMark: bytesAhead });
  return new Promise((resolve, reject) => {
    let hasBegun = false;
    const begin = () => {
      hasBegun = true;
      resolve(out);
    };
    caller
      .snapshot((tx, idleMillisecondsMax) => {
        const write: Write = async (text) => {
          if (text === '') return;
          begin();
          await writeTo(out, text, idleMillisecondsMax);
        };
        return produce(tx, write);
      })
      .then(
        () => {
          begin();
          out.end();
        },
        (error: Error) => {
          if (!hasBegun) return reject(error);
          if (!(error instanceof ClientGone)) onError(error);
          out.destroy(error);
        },
      );
  });
}

/** Resolves when the client has taken enough to send more. */
export type Write = (text: string) => Promise<void>;

const bytesAhead = 128 * 1024;

class ClientGone extends Error {}

function writeTo(out: PassThrough, text: string, millisecondsMax: number): Promise<void> {
  if (out.destroyed) return Promise.reject(new ClientGone('the client went away'));
  if (out.write(text)) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const settle = (then: () => void) => () => {
      clearTimeout(timer);
      out.off('drain', onDrain).off('close', onClose);
      then();
    };
    const onDrain = settle(resolve);
    const onClose = settle(() => reject(new ClientGone('the client went away')));
    const timer = setTimeout(
      settle(() => reject(new ClientGone('the client takes nothing'))),
      millisecondsMax,
    );
    out.on('drain', onDrain).on('close', onClose);
  });
}
