// The line to the server: it comes back by itself, notices when it is dead, and hands on frames in
// their order without a hole. It knows frames, and nothing of what they mean.
import type { Answer } from '../circle/standing';
import type { ClientFrame, Command, HelloFrame, MakeFrame, ServerFrame } from '../circle/words';
import { backoff } from './backoff';
import { ending_of, type Ending } from './closings';
import { Streams } from './streams';
import { Unanswered, type Given } from './unanswered';

/** The part of a WebSocket that is used, so that Node's and the browser's both fit. */
export interface Socket {
  readonly readyState: number;
  send(text: string): void;
  close(code?: number): void;
  onopen: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
}
export type SocketMaker = new (address: string, protocol: string) => Socket;

export interface LineOptions {
  socket: SocketMaker;
  /** `wss://…/circles/<circle>/live` */
  address: string;
  first_frame: () => HelloFrame | MakeFrame;
  /** Every frame but answers to commands and pongs; told ones come without a hole. */
  heard: (frame: ServerFrame) => void;
  /** Lost, and coming again; or over. */
  lost: (ending: Ending) => void;
  /** The server's time, as of now. */
  clock: (now: number) => void;
  keep: (given: Given[]) => void;
}

const subprotocol = 'circlekeeper.v1';
const look_timeout = 3000;
const ping_every = 20_000;
const open = 1;

export class Line {
  readonly unanswered: Unanswered;
  readonly #options: LineOptions;
  readonly #streams = new Streams();
  #socket: Socket | undefined;
  #welcomed = false;
  #may_command = false;
  #over = false;
  #resting = false;
  #tries = 0;
  #again: ReturnType<typeof setTimeout> | undefined;
  #pinging: ReturnType<typeof setInterval> | undefined;
  #dead: ReturnType<typeof setTimeout> | undefined;

  constructor(options: LineOptions) {
    this.#options = options;
    this.unanswered = new Unanswered(
      (frame) => this.#may_command && this.send(frame),
      options.keep,
    );
  }

  connect(): void {
    if (this.#over || this.#socket) return;
    this.#resting = false;
    clearTimeout(this.#again);
    const socket = new this.#options.socket(this.#options.address, subprotocol);
    this.#socket = socket;
    socket.onopen = () => {
      if (socket === this.#socket) this.#say_hello();
    };
    socket.onmessage = (event: { data: unknown }) => {
      if (socket === this.#socket) this.#hear(JSON.parse(String(event.data)) as ServerFrame);
    };
    socket.onclose = (event: { code: number }) => {
      if (socket === this.#socket) this.#closed(ending_of(event.code));
    };
    socket.onerror = () => undefined; // a close follows
    this.#die_in(look_timeout * 3);
  }

  send(frame: ClientFrame): boolean {
    if (this.#socket?.readyState !== open) return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  give(given: Given): Promise<Answer> {
    return this.unanswered.give(given);
  }

  /** Is somebody there? If not, comes again at once. */
  look(): void {
    if (this.#over || this.#resting) return;
    if (!this.#socket) return this.connect();
    if (this.send({ type: 'ping' })) this.#die_in(look_timeout);
  }

  /** Comes again; afresh where what was heard so far cannot be trusted. */
  restart(afresh: boolean): void {
    if (afresh) this.#streams.forget();
    this.#drop();
    if (!this.#resting) this.connect();
  }

  /** Loses the line for a while, as a tunnel would. */
  lose(away: number): void {
    const socket = this.#socket;
    if (!socket || this.#over) return;
    this.#closed({ come_back: true });
    clearTimeout(this.#again);
    this.#again = setTimeout(() => this.connect(), away);
  }

  /** Closed until somebody connects again; what is not answered waits. */
  rest(): void {
    this.#resting = true;
    clearTimeout(this.#again);
    this.#drop();
  }

  end(is_done: (command: Command) => boolean = () => false): void {
    this.#over = true;
    clearTimeout(this.#again);
    this.#drop();
    this.unanswered.end(is_done);
  }

  #say_hello(): void {
    const frame = this.#options.first_frame();
    const { resume } = this.#streams;
    this.send(frame.type === 'hello' && resume ? { ...frame, resume } : frame);
  }

  #hear(frame: ServerFrame): void {
    this.#stay();
    switch (frame.type) {
      case 'pong':
        return this.#options.clock(frame.now);
      case 'accepted':
        return this.unanswered.hear(frame);
      case 'refused':
        // Without an id it is of a sign or a question.
        if (frame.id === undefined) return this.#options.heard(frame);
        return this.unanswered.hear(frame);
      case 'told':
        return this.#told(frame);
      case 'welcome':
        this.#streams.welcome(frame.incarnation, frame.numbers);
        if (frame.door) this.#streams.forget();
        return this.#welcome(frame);
      case 'resumed':
        return this.#welcome(frame);
      default:
        this.#options.heard(frame);
    }
  }

  #told(frame: Extract<ServerFrame, { type: 'told' }>): void {
    const heard = this.#streams.hear(frame);
    if (heard === 'next') this.#options.heard(frame);
    if (heard === 'hole') this.restart(true);
  }

  #welcome(frame: Extract<ServerFrame, { type: 'welcome' | 'resumed' }>): void {
    const first = !this.#welcomed;
    this.#welcomed = true;
    this.#tries = 0;
    this.#options.clock(frame.now);
    this.#options.heard(frame);
    this.#may_command = true;
    if (first) this.unanswered.again();
  }

  #closed(ending: Ending): void {
    this.#drop();
    if (!ending.come_back) this.#over = true;
    this.#options.lost(ending);
    if (ending.come_back && !this.#over) {
      this.#again = setTimeout(() => this.connect(), backoff(this.#tries++));
    }
  }

  /** Lets go of the line without waiting for its close. */
  #drop(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    this.#welcomed = false;
    this.#may_command = false;
    this.#stay();
    clearInterval(this.#pinging);
    this.#pinging = undefined;
    if (socket && socket.readyState <= open) socket.close(1000);
  }

  /** Something was heard, so somebody is there. */
  #stay(): void {
    clearTimeout(this.#dead);
    this.#pinging ??= this.#socket && setInterval(() => this.look(), ping_every);
  }

  #die_in(timeout: number): void {
    clearTimeout(this.#dead);
    this.#dead = setTimeout(() => this.#closed({ come_back: true }), timeout);
  }
}
