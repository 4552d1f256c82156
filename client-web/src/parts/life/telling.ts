// A circle's life in sentences: what the picture shows, for who reads or hears it.
import { held_once, width_of, type Moment } from '../../circle/life';
import type { HeldActivity } from '../../circle/words';
import { say, say_day, say_names } from '../../words/say';

/** What a template is called, where it has a name here. */
export type TitleOf = (template: string) => string | undefined;

/** Each with its article, to be joined. */
export function held_words(held: readonly HeldActivity[], title_of: TitleOf): string[] {
  return held_once(held).map(({ kind, template }) => {
    const title = template === undefined ? undefined : title_of(template);
    return title === undefined ? say(`held.${kind}`) : say('held.called', { title });
  });
}

export function moment_words(moment: Moment, title_of: TitleOf): string {
  if (moment.kind === 'rest') return say('life.rested');
  const held = held_words(moment.held, title_of);
  return [
    say(`life.met_${width_of(moment.ring)}`, { date: say_day(moment.at) }),
    held.length > 0 ? say('life.held', { held: say_names(held) }) : '',
    moment.came ? say('life.came') : '',
    moment.went ? say('life.went') : '',
    moment.was_there ? say('life.there') : '',
  ]
    .filter(Boolean)
    .join(' ');
}
