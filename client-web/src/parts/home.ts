// All that is kept of me as one text that anybody can read, with nothing of the others in it.
import type { Mine } from '../circle/kept_of_me';
import { say, say_moment } from '../words/say';

interface Part {
  title: string;
  lines: string[];
}

const of_moment = ({ at, text }: { at: number; text?: string | undefined }): string =>
  `${say_moment(at)}\n${text ?? say('shares.unreadable')}`;

function parts_of(mine: Mine): Part[] {
  const { name, pronouns, agreements, shares, private_said, gatherings, notes } = mine;
  return [
    { title: say('kept.who'), lines: [[name, pronouns].filter(Boolean).join(' · ')] },
    { title: say('kept.agreements'), lines: agreements ? [agreements] : [] },
    { title: say('kept.shares'), lines: shares.map(of_moment) },
    { title: say('kept.private'), lines: private_said.map(of_moment) },
    { title: say('kept.gatherings'), lines: gatherings.map(say_moment) },
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
