// What is to be kept and said once a place is taken.
import { announce_key } from './announcing';
import type { Membership } from './membership';
import type { View } from './words';

export async function settle_in(place: Membership, view: View): Promise<void> {
  const { kept } = place.belongings;
  const { link } = kept;
  const me = view.members.find((each) => each.member === view.me);
  if (link?.kind === 'keeper' && me !== undefined && !me.keeper) {
    const agreed = view.agreements_number;
    await place.ask({ type: 'join', name: me.name, witness: me.witness, agreed });
  }
  const is_new = !kept.joined || link !== undefined;
  kept.joined = true;
  delete kept.link;
  delete kept.make;
  if (is_new) {
    const is_unknown = link !== undefined && link.kind !== 'once' && !kept.tokens[link.kind];
    await place.keep_tokens(is_unknown ? { [link.kind]: link.token } : {});
  }
  if (!kept.pair || !kept.device) await announce_key(place);
}
