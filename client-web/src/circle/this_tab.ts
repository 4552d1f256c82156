// What one tab remembers of a circle: who it is there, by which link it came to the door, with what
// somebody knocked there, and whether they stepped away.
import type { Storage } from '../link/storage';

const marks = ['chosen', 'door', 'knock', 'away'] as const;
type Mark = (typeof marks)[number];

export class ThisTab {
  constructor(
    private readonly tab: Storage,
    private readonly circle: string,
  ) {}

  async recall<T>(mark: Mark): Promise<T | undefined> {
    return (await this.tab.read(this.#name(mark))) as T | undefined;
  }

  /** A tab that may keep nothing must not stop a circle. */
  keep(mark: Mark, value: unknown): Promise<void> {
    return this.tab.write(this.#name(mark), value).catch(() => undefined);
  }

  forget(mark: Mark): Promise<void> {
    return this.tab.erase(this.#name(mark)).catch(() => undefined);
  }

  /** This tab is this member's from now on, also after a reload. */
  async choose(member: string): Promise<void> {
    await this.keep('chosen', member);
    await this.forget('door');
  }

  async forget_all(): Promise<void> {
    for (const mark of marks) await this.forget(mark);
  }

  #name(mark: Mark): string {
    return `${mark}/${this.circle}`;
  }
}
