// The way to the server as one person's device has it, which a test can cut and mend: Chromium's own
// 'offline' leaves open WebSockets alone.
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

export class Tunnel {
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;
  #is_cut = false;

  private constructor(private readonly to: number) {
    this.#server = createServer((near) => this.#carry(near));
  }

  static async to(port: number): Promise<Tunnel> {
    const tunnel = new Tunnel(port);
    tunnel.#server.listen(0, '127.0.0.1');
    await once(tunnel.#server, 'listening');
    return tunnel;
  }

  get url(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the tunnel has no port');
    return `http://localhost:${address.port}`;
  }

  /** The same link, by way of this tunnel. */
  through(link: string): string {
    const { pathname, hash } = new URL(link);
    return `${this.url}${pathname}${hash}`;
  }

  cut(): void {
    this.#is_cut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  mend(): void {
    this.#is_cut = false;
  }

  end(): void {
    this.cut();
    this.#server.close();
  }

  #carry(near: Socket): void {
    if (this.#is_cut) return void near.destroy();
    const far = connect(this.to, '127.0.0.1');
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
    }
    near.pipe(far);
    far.pipe(near);
  }
}
