// Which moments of private lines and of going aside are worth saying aloud: never the words, and no
// name where others may hear.
import { aside_of } from './may_help';
import type { Telling } from './milestones';
import type { Milestone } from './standing';
import type { AsideView, View } from './words';

type Two = Pick<AsideView, 'by' | 'member'>;

const is_mine = ({ by, member }: Two, me: string) => by === me || member === me;
const other_of = ({ by, member }: Two, me: string) => (by === me ? member : by);

/** Keepers who are asked hear of it as both. */
const was_told = (before: View, two: Two, began: boolean) => {
  const aside = aside_of(before, two.member);
  return aside?.by === two.by && aside.began === began;
};

function began(two: Two, { me }: View): Milestone {
  return is_mine(two, me)
    ? { key: 'you_are_aside', member: other_of(two, me) }
    : { key: 'went_aside', member: two.member };
}

function ended(two: Two, before: View): Milestone[] {
  const aside = aside_of(before, two.member);
  if (!aside) return [];
  if (!is_mine(two, before.me)) {
    return aside.began ? [{ key: 'back_from_aside', member: two.member }] : [];
  }
  return [{ key: aside.began ? 'you_are_back' : 'aside_not_asked' }];
}

export const help_telling: Telling = {
  private_said: ({ by }, _, { me }) => (by === me ? [] : [{ key: 'private_words' }]),
  aside_asked: (event, before, { me }) =>
    event.member === me && !was_told(before, event, false)
      ? [{ key: 'asked_aside', by: event.by }]
      : [],
  aside_began: (event, before, after) =>
    was_told(before, event, true) ? [] : [began(event, after)],
  aside_ended: (event, before) => ended(event, before),
};
