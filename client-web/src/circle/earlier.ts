// What was shared in earlier gatherings, as far as somebody looked back: page before page.
import type { EarlierView, LookBackFrame, ShareId, ShareView } from './words';

export class Earlier {
  /** Oldest first; undefined until somebody looked. */
  shares: readonly ShareView[] | undefined;
  more = false;

  question(): LookBackFrame {
    const before = this.shares?.[0]?.share;
    return { type: 'look_back', ...(before !== undefined && { before }) };
  }

  /** A page that came twice, since it was asked for twice, is there once. */
  hear({ shares, more }: EarlierView): void {
    const known = this.shares ?? [];
    const fresh = shares.filter((each) => known.every(({ share }) => share !== each.share));
    if (this.shares && fresh.length === 0) return;
    this.shares = [...fresh, ...known];
    this.more = more;
  }

  empty(shares: readonly ShareId[]): void {
    this.shares = this.shares?.filter(({ share }) => !shares.includes(share));
  }

  /** A gathering may have ended, so that there is more to look back on. */
  forget(): void {
    this.shares = undefined;
    this.more = false;
  }
}
