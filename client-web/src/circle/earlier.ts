// What was shared in earlier gatherings, as far as somebody looked back: page before page.
import { hidden_from } from './fold_help';
import type { EarlierView, LookBackFrame, ShareId, ShareView, View } from './words';

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

  hide(share: ShareId, view: View): void {
    this.shares = this.shares?.map((each) =>
      each.share === share ? hidden_from(view, each) : each,
    );
  }

  /** A gathering may have ended, so that there is more to look back on. */
  forget(): void {
    this.shares = undefined;
    this.more = false;
  }
}
