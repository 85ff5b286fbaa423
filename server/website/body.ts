import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { WebsiteFailure } from './website.ts';

const decompressors: Record<string, () => NodeJS.ReadWriteStream> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/** What a request says that it can read. */
export const acceptedEncodings = 'gzip, br';

export interface BodyOptions {
  encoding: string;
  /** After decompression; more of it is not received at all. */
  bytesMax: number;
  larger: 'refused' | 'cut';
  signal: AbortSignal;
}

/** The body. Where it may not be larger, rejects as soon as one byte too many came. The connection is let go of either way. */
export async function readBody(body: Readable, options: BodyOptions): Promise<Buffer> {
  const { encoding, bytesMax, larger, signal } = options;
  const plain = decompressed(body, encoding.trim().toLowerCase());
  const abort = () => plain.destroy(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    signal.throwIfAborted();
    for await (const chunk of plain) {
      bytes += chunk.length;
      chunks.push(chunk);
      if (bytes <= bytesMax) continue;
      if (larger === 'refused') throw tooLarge(bytesMax);
      break;
    }
  } finally {
    signal.removeEventListener('abort', abort);
    plain.destroy();
    body.destroy();
  }
  return Buffer.concat(chunks, Math.min(bytes, bytesMax));
}

function decompressed(body: Readable, encoding: string): Readable {
  if (encoding === '' || encoding === 'identity') return body;
  const decompressor = Object.hasOwn(decompressors, encoding) ? decompressors[encoding] : undefined;
  if (!decompressor) {
    body.destroy();
    const detail = `The page is compressed in a way that cannot be read (${encoding.slice(0, 40)}).`;
    throw new WebsiteFailure('website-not-a-page', detail);
  }
  const plain = decompressor() as ReturnType<typeof createGunzip>;
  // Not `pipeline`: whoever stops reading destroys both, and an end that is missing is an error by itself.
  body.on('error', (error) => plain.destroy(error));
  return body.pipe(plain);
}

export function tooLarge(bytesMax: number): WebsiteFailure {
  const detail = `The page is larger than ${bytesMax / 1_000_000} MB. Give the address of a smaller page of the website.`;
  return new WebsiteFailure('website-too-large', detail);
}
