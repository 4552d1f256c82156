// What the circle and this device keep of me, gathered in one place: to read, to take back, to take home.
import type { Label } from '../seal/key_ring';
import type { Note } from './alone';
import type { Membership } from './membership';
import { open_all } from './private_line';
import type { Answer } from './standing';
import { open_carried, type Carried } from './threads_mine';
import type { MessageId, PrivateView, Sealed, ShareView, View } from './words';

export interface MyPrivate {
  message: MessageId;
  at: number;
  /** Where this device can open it. */
  text?: string | undefined;
}

/** Mine, and not taken back: of now, with my pod's, and of earlier as far as somebody looked back. */
export function my_shares(
  view: View,
  earlier: readonly ShareView[] = [],
): { now: ShareView[]; before: ShareView[] } {
  const mine = (shares: readonly ShareView[] = []) =>
    shares.filter((each) => each.author === view.me && each.body);
  const { gathering } = view;
  const now = [...mine(gathering?.shares), ...mine(gathering?.practice?.mine?.shares)];
  return { now, before: mine(earlier) };
}

/** What I wrote on private lines. Its words are not opened here: give what opens them. */
export function my_private(
  view: View,
  words: (said: PrivateView) => string | undefined = () => undefined,
): MyPrivate[] {
  return view.private_said
    .filter(({ by }) => by === view.me)
    .map((said) => ({ message: said.message, at: said.at, text: words(said) }));
}

/** Page after page; whether all that is kept was looked at. */
export async function look_all_back(place: Membership): Promise<boolean> {
  const is_here = () => place.shown.state === 'here' && place.shown.view !== undefined;
  while (is_here() && place.shown.view?.keeps !== 'this_gathering') {
    const { earlier, earlier_has_more } = place.shown;
    if (earlier && !earlier_has_more) return true;
    place.look_back();
    await place.until((shown) => shown.earlier !== earlier || shown.state !== 'here');
  }
  return is_here();
}

/** One after the other, the newest last; where one is refused, the rest stays. */
export async function take_all_back(place: Membership): Promise<Answer> {
  const looked = await look_all_back(place);
  const { view, earlier } = place.shown;
  if (!looked || !view) return { accepted: false, code: 'closed', sentence: '' };
  const { now, before } = my_shares(view, earlier);
  for (const { share } of [...before, ...now]) {
    const answer = await place.ask({ type: 'take_back_share', share });
    const is_gone = !answer.accepted && answer.code === 'unknown_share';
    if (!answer.accepted && !is_gone) return answer;
  }
  return { accepted: true };
}

/** All of it, opened; undefined stands for what does not open on this device. */
export interface Mine {
  title: string | undefined;
  name: string | undefined;
  pronouns: string | undefined;
  agreements: string | undefined;
  shares: { at: number; text: string | undefined }[];
  private_said: MyPrivate[];
  /** When each gathering opened that I was at. */
  gatherings: number[];
  carried: Carried;
  notes: readonly Note[];
}

export async function open_mine(place: Membership): Promise<Mine | undefined> {
  if (!(await look_all_back(place))) return undefined;
  const { view, earlier, notes } = place.shown;
  const me = view?.members.find((each) => each.member === view.me);
  if (!view || !me) return undefined;
  const open = (label: Label, sealed: Sealed | undefined) =>
    sealed ? place.open(label, sealed).catch(() => undefined) : Promise.resolve(undefined);
  const own = (kind: 'title' | 'agreements') => open({ kind, author: '-', id: '-' }, view[kind]);
  const said = (kind: 'name' | 'pronouns') => open({ kind, author: me.member, id: '-' }, me[kind]);
  const { now, before } = my_shares(view, earlier);
  const shares = [...before, ...now].map(async ({ share: id, at, body, author, sealed_by }) => ({
    at,
    text: await open({ kind: 'share', author: sealed_by ?? author, id }, body),
  }));
  const words = await open_all(place, view.private_said);
  return {
    title: await own('title'),
    name: await said('name'),
    pronouns: await said('pronouns'),
    agreements: view.agreed ? await own('agreements') : undefined,
    shares: await Promise.all(shares),
    private_said: my_private(view, ({ message }) => words.get(message)),
    gatherings: view.life.flatMap((each) => (each.was_there ? [each.opened_at] : [])),
    carried: await open_carried(view, open),
    notes,
  };
}
