// The rule book, played against the client's fold: what each member was told becomes exactly the
// view that the server would show them.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { fold, is_known } from '../../client-web/src/circle/fold';
import { verdicts } from '../../client-web/src/circle/may';
import { upcoming } from '../../client-web/src/circle/upcoming';
import type { CommandName, ToldFrame, View } from '../../client-web/src/circle/words';

interface Played {
  name: string;
  now: number;
  members: Record<
    string,
    { start: View; events: ToldFrame[]; end: View; may: CommandName[]; upcoming: string[] }
  >;
}

// What the scenario runner tries on the rules themselves; the rest needs words or secrets.
const tried: CommandName[] = [
  'stand_aside',
  'take_seat',
  'open_gathering',
  'close_gathering',
  'hold_still',
  'go_on',
  'ask_pause',
  'end_pause',
  'open_round',
  'open_floor',
  'call_silence',
  'end_silence',
  'give_prompt',
  'pass_on',
  'pass',
  'come_back',
  'take_more_time',
  'decline_piece',
  'lay_piece',
  'take_piece',
  'release_piece',
  'raise_hand',
  'lower_hand',
  'add_share',
  'hand_piece',
  'change_care',
  'ask_ideas',
  'answer_ideas',
  'sit_out',
  'take_part',
  'close_practice',
  'step_down',
  'lock_gathering',
  'stand_in',
];

const folder =
  process.env['CIRCLEKEEPER_CONFORMANCE'] ??
  fileURLToPath(new URL('../../build/conformance', import.meta.url));
const files = existsSync(folder)
  ? readdirSync(folder).filter((file) => file.endsWith('.json'))
  : [];

function lost_at(events: ToldFrame[]): Map<string, number> {
  const times = new Map<string, number>();
  for (const { event, at } of events) {
    if (event.type === 'connection_lost') times.set(event.member, at);
  }
  return times;
}

it('has the whole rule book to play', () => {
  expect(files.length, 'made by scripts/test').toBeGreaterThanOrEqual(60);
});

describe('the rule book on the client', () => {
  it.each(files)('%s', (file) => {
    const played = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as Played;
    for (const { start, events, end, may, upcoming: next } of Object.values(played.members)) {
      expect(events.every((told) => is_known(told.event))).toBe(true);
      const view = events.reduce(fold, start);
      expect(view).toStrictEqual(end);
      expect(upcoming(view)).toEqual(next);
      if (events.some(({ event }) => event.type === 'circle_erased')) continue; // its line is closed
      const verdict = verdicts(view, played.now, lost_at(events));
      expect(tried.filter((name) => verdict.may[name]).sort()).toEqual([...may].sort());
    }
  });
});
