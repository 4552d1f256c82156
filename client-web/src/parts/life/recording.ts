// The record with its words: what the view has, as this device opens it, and the files made of it.
import type { Place } from '../../circle/place.svelte';
import {
  day_of,
  lines_of,
  record_json,
  time_of,
  type GatheringLine,
  type RecordChoice,
} from '../../circle/record';
import { csv_text, harmless } from '../../circle/record_csv';
import { unreadable } from '../../circle/said.svelte';
import { say, say_count } from '../../words/say';
import { save_text } from '../saving';
import { held_words } from './telling';
import { title_of } from './titles.svelte';

export interface Recorded {
  choice: RecordChoice;
  circle: string;
  lines: GatheringLine[];
  /** Whether all words are here. */
  ready: boolean;
}

export function open_record(place: Place, choice: RecordChoice): Recorded {
  let ready = true;
  const here = (words: string | undefined): string => {
    if (words === undefined) ready = false;
    return words === unreadable ? say('record.unreadable') : (words ?? '…');
  };
  const notes = place.view?.record_notes ?? [];
  const lines = lines_of(place.remembering.life, choice, {
    name_of: (member) => here(place.name_of(member)),
    held: (held) => held_words(held, (template) => title_of(place, template)),
    note_of: (gathering) =>
      notes.some((each) => each.gathering === gathering)
        ? here(place.remembering.note_of(gathering))
        : undefined,
  });
  return { choice, circle: here(place.title), lines, ready };
}

/** Who was there, in words. */
export function people_words({ people, others, number }: GatheringLine): string[] {
  if (!people) return [say_count('record.number', number)];
  return [...people, ...(others ? [say('record.others')] : [])];
}

function rows_of({ lines, choice }: Recorded): string[][] {
  const columns = ['day', 'began', 'ended', 'there', 'held'] as const;
  const head = columns.map((each) => say(`record.${each}`));
  return [
    [...head, ...(choice.notes ? [say('record.note')] : [])],
    ...lines.map((line) => [
      day_of(line.opened_at),
      time_of(line.opened_at),
      time_of(line.closed_at),
      line.people ? harmless(people_words(line).join(', ')) : String(line.number),
      harmless(line.held.map(({ words }) => words).join(', ')),
      ...(choice.notes ? [line.note ?? ''] : []),
    ]),
  ];
}

export const record_csv = (record: Recorded): string => csv_text(rows_of(record));

export function save_csv(record: Recorded): void {
  save_text('record.csv', 'text/csv', record_csv(record));
}

export function save_json({ lines, choice, circle }: Recorded): void {
  save_text('record.json', 'application/json', record_json(lines, choice, circle));
}
