// Stands in for the network: a socket whose other end is the test. Without it every test of the
// line would need a server and real time.
import type { ClientFrame, ServerFrame } from '../../client-web/src/circle/words';

export class FakeSocket {
  /** Every socket that was made, in order. */
  static made: FakeSocket[] = [];
  static get last(): FakeSocket {
    const socket = FakeSocket.made.at(-1);
    if (!socket) throw new Error('no socket was made');
    return socket;
  }

  readyState = 0;
  readonly sent: ClientFrame[] = [];
  closed_with: number | undefined;
  onopen: ((event: never) => void) | null = null;
  onmessage: ((event: never) => void) | null = null;
  onclose: ((event: never) => void) | null = null;
  onerror: ((event: never) => void) | null = null;

  constructor(
    readonly address: string,
    readonly protocol: string,
  ) {
    FakeSocket.made.push(this);
  }

  send(text: string): void {
    if (this.readyState !== 1) throw new Error('not open');
    this.sent.push(JSON.parse(text) as ClientFrame);
  }

  close(code?: number): void {
    this.readyState = 3;
    this.closed_with = code;
  }

  // The other end.
  opens(): this {
    this.readyState = 1;
    this.onopen?.({} as never);
    return this;
  }

  says(frame: ServerFrame): this {
    this.onmessage?.({ data: JSON.stringify(frame) } as never);
    return this;
  }

  ends(code: number): void {
    this.readyState = 3;
    this.onclose?.({ code } as never);
  }

  sent_of<Type extends ClientFrame['type']>(type: Type): Extract<ClientFrame, { type: Type }>[] {
    return this.sent.filter((frame) => frame.type === type) as Extract<
      ClientFrame,
      { type: Type }
    >[];
  }
}
