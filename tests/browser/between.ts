// Stands between one page and the real server, and tells the page events that a test wants told: what
// the server says after minutes can be looked at without waiting for them.
import type { Page, WebSocketRoute } from '@playwright/test';
import type {
  ClientFrame,
  CommandName,
  Event,
  ServerFrame,
} from '../../client-web/src/circle/words.ts';

export class Between {
  #near: WebSocketRoute | undefined;
  /** Of the circle's stream, as the page heard it last: what is told here counts too. */
  #number = 0;
  #at = 0;
  /** Who the page is here. */
  me = '';
  readonly #answered = new Map<CommandName, () => void>();

  /** Before the page is opened. */
  static async of(page: Page): Promise<Between> {
    const between = new Between();
    await page.routeWebSocket(/\/live$/, (near) => between.#stand(near));
    return between;
  }

  tell(event: Event): void {
    this.#say({ type: 'told', stream: 'circle', number: 0, at: this.#at, event });
  }

  /** Commands of this name are accepted here, and never reach the server. */
  answers(name: CommandName, then: () => void): void {
    this.#answered.set(name, then);
  }

  #stand(near: WebSocketRoute): void {
    this.#near = near;
    const far = near.connectToServer();
    far.onMessage((text) => this.#say(JSON.parse(String(text)) as ServerFrame));
    near.onMessage((text) => {
      const frame = JSON.parse(String(text)) as ClientFrame;
      const then = frame.type === 'command' ? this.#answered.get(frame.command.type) : undefined;
      if (frame.type !== 'command' || !then) return far.send(text);
      this.#say({ type: 'accepted', id: frame.id, number: this.#number });
      then();
    });
  }

  #say(frame: ServerFrame): void {
    if (frame.type === 'welcome') {
      this.me = frame.view?.me ?? '';
      this.#number = frame.numbers.find((each) => each.stream === 'circle')?.number ?? 0;
    }
    if (frame.type === 'told' && frame.stream === 'circle') {
      this.#number += 1;
      this.#at = frame.at;
      frame.number = this.#number;
    }
    this.#near?.send(JSON.stringify(frame));
  }
}
