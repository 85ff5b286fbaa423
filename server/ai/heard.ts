import { AnswerReader } from './answer-reader.ts';
import { tellFields } from './fields.ts';
import { answerCharactersMax, type ModelRequest } from './model-request.ts';
import type { Tokens } from './tokens.ts';
import type { Watch } from './watch.ts';

/** What has come of an answer so far; stops the request when more of it can only do harm. */
export class Heard {
  readonly reader: AnswerReader;
  hasBegun = false;
  error: unknown = null;
  finish: string | null = null;
  /** As the provider counts them. */
  tokens: Partial<Tokens> = {};
  /** What it thought aloud; it is paid for, too. */
  thoughtCharacters = 0;
  stopped: 'too-much' | 'secret' | null = null;
  /** By whoever was told of a field. */
  thrown: { error: unknown } | null = null;
  /** The end of what came, where a secret may have begun. */
  #tail = '';
  readonly #request: ModelRequest;
  readonly #watch: Watch;

  constructor(request: ModelRequest, watch: Watch) {
    this.#request = request;
    this.#watch = watch;
    this.reader = new AnswerReader(
      tellFields(request.ask.schema, (pointer, value) => this.#tell(pointer, value)),
    );
  }

  words(text: string): void {
    if (text === '' || this.stopped || this.thrown) return;
    const { patience, secrets, onBegin } = this.#request;
    this.#watch.expectWithin(patience.idleMilliseconds);
    if (!this.hasBegun) onBegin();
    this.hasBegun = true;
    this.#tail = this.#tail.slice(-secrets.lengthMax) + text;
    if (this.reader.text.length + text.length > answerCharactersMax) this.#stop('too-much');
    // Looked at before any field in it is told.
    else if (secrets.isIn(this.#tail)) this.#stop('secret');
    else this.reader.write(text);
  }

  thoughts(text: string): void {
    const { patience } = this.#request;
    this.thoughtCharacters += text.length;
    this.#watch.expectWithin(this.hasBegun ? patience.idleMilliseconds : patience.firstContentMilliseconds);
  }

  #tell(pointer: string, value: unknown): void {
    // Escapes hide a secret from a look at the text.
    if (this.thrown || this.#request.secrets.isIn(JSON.stringify(value))) return;
    try {
      this.#request.ask.onField(pointer, value);
    } catch (error) {
      this.thrown = { error };
      this.#watch.stop();
    }
  }

  #stop(why: 'too-much' | 'secret'): void {
    this.stopped = why;
    this.#watch.stop();
  }
}
