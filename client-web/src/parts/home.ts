// All that is kept of me as one text that anybody can read, with nothing of the others in it.
import type { Mine } from '../circle/kept_of_me';
import type { Carried } from '../circle/threads_mine';
import { say, say_moment } from '../words/say';

interface Part {
  title: string;
  lines: string[];
}

const of_moment = ({ at, text }: { at: number; text?: string | undefined }): string =>
  `${say_moment(at)}\n${text ?? say('shares.unreadable')}`;

const unless_closed = (text: string | undefined): string => text ?? say('shares.unreadable');
const with_words = (line: string, words: string | undefined): string =>
  words ? `${line}\n${words}` : line;

function carried_parts({ capacity, entries, answers, steps, meet_ups }: Carried): Part[] {
  const today = capacity && with_words(say(`threads.${capacity.capacity}`), capacity.words);
  const on_board = entries.map(({ kind, words, bound }) =>
    with_words(
      `${say(`threads.way_${kind}`)}: ${unless_closed(words)}`,
      bound && say('threads.bound_is', { bound }),
    ),
  );
  const answered = answers.map(({ answer, words }) =>
    with_words(say(`threads.answered_${answer}`), words),
  );
  const chosen = steps.map(({ words, went, went_words }) => {
    const how = went && say('threads.went', { went: say(`threads.went_${went}`) });
    return with_words(with_words(unless_closed(words), how), went_words);
  });
  const meets = meet_ups.map(({ kind, at, words }) => {
    const when = at === undefined ? '' : `, ${say_moment(at)}`;
    return with_words(`${say(`threads.meet_${kind}`)}${when}`, words);
  });
  return [
    { title: say('threads.capacity'), lines: today ? [today] : [] },
    { title: say('threads.board'), lines: [...on_board, ...answered] },
    { title: say('threads.steps'), lines: chosen },
    { title: say('threads.meet'), lines: meets },
  ];
}

function parts_of(mine: Mine): Part[] {
  const { name, pronouns, agreements, shares, private_said, gatherings, carried, notes } = mine;
  return [
    { title: say('kept.who'), lines: [[name, pronouns].filter(Boolean).join(' · ')] },
    { title: say('kept.agreements'), lines: agreements ? [agreements] : [] },
    { title: say('kept.shares'), lines: shares.map(of_moment) },
    { title: say('kept.private'), lines: private_said.map(of_moment) },
    { title: say('kept.gatherings'), lines: gatherings.map(say_moment) },
    ...carried_parts(carried),
    {
      title: say('kept.notes'),
      lines: notes.map(({ at, asked, text }) => of_moment({ at, text: `${asked}\n${text}` })),
    },
  ];
}

export function home_text(mine: Mine): string {
  const written = parts_of(mine).filter(({ lines }) => lines.some((line) => line !== ''));
  const parts = written.map(({ title, lines }) => `${title}\n\n${lines.join('\n\n')}`);
  return `${[mine.title ?? '', ...parts].filter(Boolean).join('\n\n\n')}\n`;
}
