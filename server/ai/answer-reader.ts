import { JSONParser } from '@streamparser/json';

type Path = (string | number)[];

/**
 * Finds the one JSON object in what a model writes, piece by piece: fences and words around it are passed over. Tells each
 * value inside as soon as it has closed, and never one that was cut off.
 */
export class AnswerReader {
  readonly #onClosed: (path: Path, value: unknown) => void;
  #text = '';
  #start = -1;
  #end = -1;
  #parser: JSONParser | null = null;
  #broken = false;
  #hasTold = false;
  #depth = 0;
  #isInString = false;
  #isEscaped = false;
  #falseStarts = 0;

  constructor(onClosed: (path: Path, value: unknown) => void) {
    this.#onClosed = onClosed;
  }

  /** Everything that was written, with what stands around the object. */
  get text(): string {
    return this.#text;
  }

  /** The object's text once it has closed. */
  get object(): string | null {
    return this.#end === -1 ? null : this.#text.slice(this.#start, this.#end);
  }

  write(piece: string): void {
    this.#text += piece;
    // Always what the text ends with. The text itself is looked into as rarely as can be: each look puts its pieces together.
    let rest = piece;
    while (rest !== '' && this.#end === -1 && this.#falseStarts < falseStartsMax) {
      if (this.#start === -1) {
        const brace = rest.indexOf('{');
        if (brace === -1) return;
        rest = rest.slice(brace);
        this.#begin(this.#text.length - rest.length);
      }
      const end = this.#endIn(rest);
      if (!this.#broken) this.#parser?.write(end === null ? rest : rest.slice(0, end));
      if (this.#broken && !this.#hasTold) rest = this.#afterFalseStart();
      else if (end === null) return;
      else this.#end = this.#text.length - rest.length + end;
    }
  }

  #begin(start: number): void {
    this.#start = start;
    this.#parser = this.#newParser();
    this.#broken = false;
    this.#depth = 0;
    this.#isInString = false;
    this.#isEscaped = false;
  }

  /** `{name}` in a sentence is no JSON; the next brace may begin it. */
  #afterFalseStart(): string {
    const rest = this.#text.slice(this.#start + 1);
    this.#falseStarts += 1;
    this.#start = -1;
    return rest;
  }

  #newParser(): JSONParser {
    const parser = new JSONParser();
    parser.onValue = ({ key, value, stack }) => {
      if (key === undefined) return;
      this.#hasTold = true;
      this.#onClosed([...stack.slice(1).map((container) => container.key as string | number), key], value);
    };
    parser.onError = () => {
      this.#broken = true;
    };
    return parser;
  }

  /** After what closes the object; null: it is still open. */
  #endIn(piece: string): number | null {
    for (let at = 0; at < piece.length; at += 1) {
      const code = piece.charCodeAt(at);
      if (this.#isInString) this.#withinString(code);
      else if (code === quote) this.#isInString = true;
      else if (code === openBrace || code === openBracket) {
        this.#depth += 1;
        if (this.#depth > depthMax) this.#broken = true;
      } else if (code === closeBrace || code === closeBracket) {
        this.#depth -= 1;
        if (this.#depth === 0) return at + 1;
      }
    }
    return null;
  }

  #withinString(code: number): void {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (code === backslash) this.#isEscaped = true;
    else if (code === quote) this.#isInString = false;
  }
}

/** Each is looked at anew, so a text of nothing but braces must not be read for ever. */
const falseStartsMax = 16;
/** As deep as a document may be; the parser takes a second for each ten thousand. */
const depthMax = 64;
const [quote, backslash, openBracket, closeBracket, openBrace, closeBrace] = [34, 92, 91, 93, 123, 125];
