// What I am writing: kept soon after each change, and told to the others only as 'is writing'.
const keep_after = 250;
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
  #keeping: ReturnType<typeof setTimeout> | undefined;
  #idle: ReturnType<typeof setTimeout> | undefined;
  #said_at = -Infinity;

  constructor(private readonly ports: DraftPorts) {}

  write(text: string): void {
    if (text === this.text) return;
    this.text = text;
    clearTimeout(this.#keeping);
    this.#keeping = setTimeout(() => this.keep(), keep_after);
    this.#say();
  }

  erase(): void {
    this.text = '';
    this.keep();
    this.rest();
  }

  keep(): void {
    clearTimeout(this.#keeping);
    this.ports.keep(this.text);
  }

  /** Stops saying that I write. */
  rest(): void {
    clearTimeout(this.#idle);
    if (this.#said_at === -Infinity) return;
    this.#said_at = -Infinity;
    this.ports.say(false);
  }

  end(): void {
    clearTimeout(this.#keeping);
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
