// What a companion does when a keeper turns to it alone; without this nobody could practise being
// there for one person.
import type { Act, Seen } from './decide';
import { answers, confidings } from './words';

type Alone = Pick<Seen, 'view' | 'chance'>;

/** Once, and never twice in a row. */
export function answer_privately({ view, chance }: Alone): Act | undefined {
  const last = view.private_said.findLast(({ line }) => line === view.me);
  if (!last || last.by === view.me || !chance.happens(0.25)) return undefined;
  return { type: 'say_privately', words: chance.one_of(answers()) };
}

/** The first word, of who was told to say one, once somebody holds the piece. */
export function confide({ view, gathering, confides, chance }: Seen): Act | undefined {
  const has_said = view.private_said.some(({ line }) => line === view.me);
  if (!confides || has_said || !gathering.turn || !chance.happens(0.15)) return undefined;
  return { type: 'say_privately', words: chance.one_of(confidings()) };
}

/** Aside, yes; to keep the circle, no: a companion keeps none. */
export function answer_a_keeper({ may, chance }: Seen): Act | undefined {
  if (may.answer_aside && chance.happens(0.4)) {
    return { type: 'ask', command: { type: 'answer_aside', yes: true } };
  }
  if (!may.answer_keeping || !chance.happens(0.3)) return undefined;
  return { type: 'ask', command: { type: 'answer_keeping', yes: false } };
}
