// Holds the keeper's record to its word: what was chosen and nothing else, and no name that becomes a
// formula in a spreadsheet.
import { parse } from 'papaparse';
import { describe, expect, it } from 'vitest';
import {
  day_of,
  in_range,
  initials_of,
  lines_of,
  plain,
  record_json,
  time_of,
  type RecordChoice,
} from '../../client-web/src/circle/record';
import { csv_text, harmless } from '../../client-web/src/circle/record_csv';
import { held_at, weeks } from './lived';

const choice: RecordChoice = { from: '', until: '', people: 'names', notes: true };
const names: Record<string, string> = { a: 'Zoë van Dam', b: 'Ben', c: '=cmd()' };
const words = {
  name_of: (member: string) => names[member] ?? '',
  held: (held: readonly { kind: string }[]) => held.map(({ kind }) => `a ${kind}`),
  note_of: (gathering: number) => (gathering === 7 ? 'It was quiet.' : undefined),
};
const was = held_at(0, {
  gathering: 7,
  ring: 4,
  members: ['a', 'b'],
  held: [{ kind: 'round' }, { kind: 'practice', template: 'say_back' }],
});

describe('a line of the record', () => {
  it('has the names of who was there, in the order of the alphabet, and whether there were others', () => {
    expect(lines_of([was], choice, words)).toEqual([
      {
        gathering: 7,
        opened_at: was.opened_at,
        closed_at: was.closed_at,
        people: ['Ben', 'Zoë van Dam'],
        others: true,
        number: 4,
        held: [
          { kind: 'round', words: 'a round' },
          { kind: 'practice', template: 'say_back', words: 'a practice' },
        ],
        note: 'It was quiet.',
      },
    ]);
    const all = lines_of([{ ...was, ring: 2 }], choice, words);
    expect(all[0]?.others).toBe(false);
  });

  it('has initials, or no people at all, as it was chosen', () => {
    expect(lines_of([was], { ...choice, people: 'initials' }, words)[0]?.people).toEqual([
      'B.',
      'Z. V. D.',
    ]);
    const [line] = lines_of([was], { ...choice, people: 'number' }, words);
    expect(line).not.toHaveProperty('people');
    expect(line?.others).toBe(false);
  });

  it('has no note unless it was wished for', () => {
    expect(lines_of([was], { ...choice, notes: false }, words)[0]).not.toHaveProperty('note');
  });

  it('is there for the days that were chosen, the first and the last with them', () => {
    const [first, last] = [day_of(weeks(0)), day_of(weeks(2))];
    const within = (from: string, until: string) =>
      [0, 1, 2, 3].filter((week) => in_range(held_at(week), { ...choice, from, until }));
    expect(within(first, last)).toEqual([0, 1, 2]);
    expect(within('', last)).toEqual([0, 1, 2]);
    expect(within(last, '')).toEqual([2, 3]);
    expect(within(last, first)).toEqual([]);
  });
});

describe('names', () => {
  it('have initials in any script', () => {
    expect(initials_of('ana maría')).toBe('A. M.');
    expect(initials_of('  李 雷 ')).toBe('李. 雷.');
    expect(initials_of('👩‍🌾 Kim')).toBe('👩‍🌾. K.');
    expect(initials_of('')).toBe('');
  });

  it('stay on their line', () => {
    expect(plain(' Ana\r\n=cmd\u202E \t B ')).toBe('Ana =cmd B');
  });
});

describe('the data', () => {
  const read = (chosen: RecordChoice) =>
    JSON.parse(record_json(lines_of([was], chosen, words), chosen, 'Thursday\ncircle')) as {
      gatherings: Record<string, unknown>[];
    };

  it('says its form, the days and who was there as chosen', () => {
    expect(read({ ...choice, from: '2026-01-01', until: '2026-02-01' })).toEqual({
      format: 'circlekeeper-record',
      version: 1,
      circle: 'Thursday circle',
      from: '2026-01-01',
      until: '2026-02-01',
      zone: expect.any(String),
      gatherings: [
        {
          day: '2026-01-08',
          opened_at: new Date(was.opened_at).toISOString(),
          closed_at: new Date(was.closed_at).toISOString(),
          there: { names: ['Ben', 'Zoë van Dam'], others: true },
          held: [
            { kind: 'round', words: 'a round' },
            { kind: 'practice', template: 'say_back', words: 'a practice' },
          ],
          note: 'It was quiet.',
        },
      ],
    });
  });

  it('has a number where only that was chosen', () => {
    expect(read({ ...choice, people: 'number' }).gatherings[0]?.['there']).toEqual({ number: 4 });
    expect(JSON.stringify(read({ ...choice, people: 'number' }))).not.toContain('Ben');
  });

  it('names days and times where this device is', () => {
    expect([day_of(was.opened_at), time_of(was.opened_at)]).toEqual(['2026-01-08', '19:00']);
  });
});

describe('the table', () => {
  const cell = (text: string) => (parse(csv_text([[text]]).slice(1)).data[0] as string[])[0];

  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    ' =1',
    '\u200B=1',
    '＝1',
    '＋1',
    '－1',
    '＠x',
  ])('lets no cell begin a formula: %j', (text) => {
    expect(cell(text)).toBe(`'${text}`);
    expect(cell(harmless(text))?.startsWith("'")).toBe(true);
  });

  it('guards a cell of several lines too', () => {
    expect(cell('=HYPERLINK("x")\nmore')).toBe('\'=HYPERLINK("x")\nmore');
  });

  it('guards words of others also where another separator would cut them', () => {
    expect(harmless('Ben;=1')).toBe("Ben;'=1");
    expect(harmless('Ben, =cmd()')).toBe("Ben, '=cmd()");
    expect(harmless('Ben, Zoë')).toBe('Ben, Zoë');
    expect(harmless('Anne-Marie')).toBe('Anne-Marie');
  });

  it('gives back what it was given, with quotes, commas and lines', () => {
    const rows = [
      ['Day', 'Note'],
      ['2026-01-08', 'She said "yes", and\nwe sat.'],
    ];
    const text = csv_text(rows);
    expect(text.startsWith('\uFEFF"Day"')).toBe(true);
    expect(parse(text.slice(1), { skipEmptyLines: true }).data).toEqual(rows);
  });
});
