// What I am writing: kept at each change, since a page that goes has no time left for sealing, and
// told to the others only as 'is writing'.
const say_every = 4000;
const idle_after = 5000;

export interface DraftPorts {
  keep: (text: string) => void;
  /** The others see that somebody writes, never what. */
  say: (on: boolean) => void;
  may_say: () => boolean;
}

export class Draft {
  text = '';
  #idle: ReturnType<typeof setTimeout> | undefined;
  #said_at = -Infinity;

  constructor(private readonly ports: DraftPorts) {}

  write(text: string): void {
    if (text === this.text) return;
    this.text = text;
    this.ports.keep(text);
    this.#say();
  }

  erase(): void {
    this.text = '';
    this.ports.keep('');
    this.rest();
  }

  /** Stops saying that I write. */
  rest(): void {
    clearTimeout(this.#idle);
    if (this.#said_at === -Infinity) return;
    this.#said_at = -Infinity;
    this.ports.say(false);
  }

  end(): void {
    clearTimeout(this.#idle);
  }

  #say(): void {
    if (!this.ports.may_say()) return;
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.rest(), idle_after);
    if (Date.now() - this.#said_at < say_every) return;
    this.#said_at = Date.now();
    this.ports.say(true);
  }
}
