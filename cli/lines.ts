/** One line of a stream of bytes, without its end; `tooLong` when it was longer than the bound and let go. */
export interface Line {
  /** From 1. */
  number: number;
  bytes: Buffer;
  tooLong: boolean;
}

const newline = 0x0a;

/** In memory is never more than one line, at most `bytesMax` of it, and the piece that was read last. */
export async function* linesOf(stream: AsyncIterable<Buffer>, bytesMax: number): AsyncGenerator<Line> {
  let parts: Buffer[] = [];
  let length = 0;
  let number = 1;
  const take = (part: Buffer) => {
    length += part.length;
    if (length <= bytesMax) parts.push(part);
    else parts = [];
  };
  const line = (): Line => ({ number, bytes: Buffer.concat(parts), tooLong: length > bytesMax });
  for await (const chunk of stream) {
    let start = 0;
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
      take(chunk.subarray(start, end));
      yield line();
      parts = [];
      length = 0;
      number += 1;
      start = end + 1;
    }
    take(chunk.subarray(start));
  }
  if (length > 0) yield line();
}
