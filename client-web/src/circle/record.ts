// The keeper's record: when the circle met, who was there as the keeper chose to say it, what was held,
// and the keeper's own notes. It can hold nothing else, since nothing else comes in here.
import type { HeldActivity, HeldView, MemberId } from './words';

export const people_said = ['names', 'initials', 'number'] as const;
export type PeopleSaid = (typeof people_said)[number];

export interface RecordChoice {
  /** Days as 2026-11-28; empty: no bound. */
  from: string;
  until: string;
  people: PeopleSaid;
  notes: boolean;
}

export interface RecordWords {
  name_of: (member: MemberId) => string;
  /** What each was called, joined nowhere. */
  held: (held: readonly HeldActivity[]) => string[];
  note_of: (gathering: number) => string | undefined;
}

interface HeldLine {
  kind: string;
  template?: string;
  words: string;
}

export interface GatheringLine {
  gathering: number;
  opened_at: number;
  closed_at: number;
  /** Absent where only a number is said. */
  people?: string[];
  /** Whether somebody was there who is not in the circle any more. */
  others: boolean;
  number: number;
  held: HeldLine[];
  note?: string;
}

const two = (value: number) => String(value).padStart(2, '0');

/** The day and the time of day, where this device is. */
export function day_of(at: number): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
export function time_of(at: number): string {
  const date = new Date(at);
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** Spaces as one, and nothing that breaks or turns a line: names come from other people's devices. */
export const plain = (text: string): string =>
  text.replace(/[\s\p{Cc}\u200E\u200F\u202A-\u202E\u2066-\u2069]+/gu, ' ').trim();

export function initials_of(name: string): string {
  const segments = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return plain(name)
    .split(' ')
    .map((word) => [...segments.segment(word)][0]?.segment ?? '')
    .filter(Boolean)
    .map((first) => `${first.toLocaleUpperCase()}.`)
    .join(' ');
}

export const in_range = ({ opened_at }: HeldView, { from, until }: RecordChoice): boolean => {
  const day = day_of(opened_at);
  return (from === '' || day >= from) && (until === '' || day <= until);
};

function people_of(was: HeldView, choice: RecordChoice, words: RecordWords): string[] | undefined {
  if (choice.people === 'number') return undefined;
  const names = was.members.map((member) => plain(words.name_of(member)));
  const said = choice.people === 'initials' ? names.map(initials_of) : names;
  return said.sort((one, other) => one.localeCompare(other));
}

function line_of(was: HeldView, choice: RecordChoice, words: RecordWords): GatheringLine {
  const people = people_of(was, choice, words);
  const note = choice.notes ? words.note_of(was.gathering) : undefined;
  const { gathering, opened_at, closed_at, ring, members } = was;
  return {
    gathering,
    opened_at,
    closed_at,
    ...(people && { people }),
    others: people !== undefined && ring > members.length,
    number: ring,
    held: was.held.map(({ kind, template }) => ({
      kind,
      ...(template !== undefined && { template }),
      words: plain(words.held([{ kind, ...(template !== undefined && { template }) }])[0] ?? ''),
    })),
    ...(note !== undefined && { note }),
  };
}

export function lines_of(
  life: readonly HeldView[],
  choice: RecordChoice,
  words: RecordWords,
): GatheringLine[] {
  return life.filter((was) => in_range(was, choice)).map((was) => line_of(was, choice, words));
}

/** docs/record.md says what each means. */
export function record_json(
  lines: readonly GatheringLine[],
  { from, until, people }: RecordChoice,
  circle: string,
): string {
  const record = {
    format: 'circlekeeper-record',
    version: 1,
    circle: plain(circle),
    ...(from !== '' && { from }),
    ...(until !== '' && { until }),
    zone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
    gatherings: lines.map(({ opened_at, closed_at, held, note, ...line }) => ({
      day: day_of(opened_at),
      opened_at: new Date(opened_at).toISOString(),
      closed_at: new Date(closed_at).toISOString(),
      there: line.people ? { [people]: line.people, others: line.others } : { number: line.number },
      held,
      ...(note !== undefined && { note }),
    })),
  };
  return `${JSON.stringify(record, null, 2)}\n`;
}
