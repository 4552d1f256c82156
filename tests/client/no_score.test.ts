// @vitest-environment jsdom
// Nobody is counted, weighed, ranked or kept in a row here: not on the wire, in the database, in what
// is saved, nor in a sentence. Each check first shows on something planted that it can fail.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { moments_of, picture_of } from '../../client-web/src/circle/life';
import { lines_of, people_said, record_json } from '../../client-web/src/circle/record';
import { record_csv } from '../../client-web/src/parts/life/recording';
import { picture_text } from '../../client-web/src/parts/life/picture_file';
import { held_words, moment_words } from '../../client-web/src/parts/life/telling';
import { held_at } from './lived';
import {
  columns_of,
  counts_doings,
  drawn_lengths,
  fields_of,
  keys_of,
  scoring_name,
  scoring_words,
} from './scores';

const root = join(fileURLToPath(import.meta.url), '../../../');
const text_of = (path: string) => readFileSync(`${root}${path}`, 'utf8');
const files_in = (folder: string, ending: RegExp): string[] =>
  readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((path) => ending.test(path))
    .map((path) => `${folder}/${path}`);

/** The numbers that are told, each with why it weighs nobody. */
const numbers_told: Record<string, string> = {
  'view.seats': 'how many the circle has room for',
  'gathering_view.number': 'which gathering it is',
  'door_view.member_count': 'how many are in the circle, for who stands at the door',
  'pod_view.tries': 'a way out of a loop of a practice, which blames nobody',
  'small_step_view.gathering': 'which gathering it was chosen in',
  'held_view.gathering': 'which gathering it was',
  'held_view.ring': 'how large the ring was; not who was in it',
  'record_note_view.gathering': 'which gathering a note is on',
  'circle_made.seats': 'how many the circle has room for',
  'door_changed.seats': 'the same',
  'gathering_emptied.gathering': 'which gathering',
  'gathering_opened.gathering': 'which gathering',
  'gathering_closed.ring': 'how large the ring was',
  'hand_raised.place': 'where in line a hand stands',
  'step_began.tries': 'a way out of a loop of a practice',
  'attendance_kept.gathering': 'which gathering',
  'was_there.gathering': 'which gathering',
  'activity_began.skipped': 'how many activities of the plan were left out',
  'small_step_chosen.gathering': 'which gathering',
  'record_note_kept.gathering': 'which gathering',
  'record_note_forgotten.gathering': 'which gathering',
  'activity.pod_size': 'how many a pod is for',
};
const names_allowed: Record<string, string> = {
  'door_view.member_count': 'how many are in the circle',
  'floor_view.second_chance_given': 'whether a round offered the piece once more',
};
const schemas = ['view', 'events', 'plan'].map((name) => text_of(`protocol/schema/${name}.json`));
const fields = schemas.flatMap((schema) => fields_of(JSON.parse(schema)));

describe('the wire', () => {
  const planted = {
    $defs: {
      member_view: {
        properties: {
          turns_taken: { type: 'integer', description: 'How often they spoke.' },
          careScore: { type: 'string' },
          streak: { type: 'boolean' },
          given: { description: 'Their balance of giving.' },
        },
      },
    },
  };

  it('would show a count, a score or a streak that somebody planted', () => {
    const found = fields_of(planted);
    expect(found.filter(({ is_number }) => is_number).map(({ path }) => path)).toEqual([
      'member_view.turns_taken',
    ]);
    expect(found.filter(({ name }) => scoring_name(name)).map(({ name }) => name)).toEqual([
      'careScore',
      'streak',
      'given',
    ]);
    expect(found.flatMap(({ description }) => scoring_words(description))).toEqual(['balance']);
  });

  it('tells no number but those that weigh nobody', () => {
    const told = fields.filter(({ is_number }) => is_number).map(({ path }) => path);
    expect(told.filter((path) => !(path in numbers_told))).toEqual([]);
    expect(Object.keys(numbers_told).filter((path) => !told.includes(path))).toEqual([]);
  });

  it('has no field that is named or described as a score', () => {
    const named = fields.filter(({ name, path }) => scoring_name(name) && !(path in names_allowed));
    expect(named.map(({ path }) => path)).toEqual([]);
    const described = fields.filter(({ description }) => scoring_words(description).length > 0);
    expect(described.map(({ path, description }) => `${path}: ${description}`)).toEqual([]);
    expect(fields.length).toBeGreaterThan(200);
  });
});

/** Sentences that use such a word for something else, or say how a floor works. */
const sentences_allowed: Record<string, string> = {
  'make.seats': 'how large a circle may become',
  'write.people_max': 'how many a practice is for',
  'write.minutes_hint': 'how long a practice takes',
  'write.role_max': 'how many have a part',
  'floor.stack_hint': 'how the stack orders hands; the number is told to nobody',
  'practice.new_faces_hint': 'how pods are put together; shown of nobody',
  'write.walk_changes.one': 'of a practice that is looked through, with nobody in it',
  'write.walk_changes.many': 'the same',
  'write.walk_changes.other': 'the same',
};

const catalogues = readdirSync(`${root}client-web/src/words`)
  .filter((name) => /^[a-z]{2}\.json$/.test(name))
  .map((name) => name.slice(0, 2));

describe('a sentence on the screen', () => {
  it.each([
    ['en', 'You have a streak of four gatherings.'],
    ['en', 'Ben has shared the most.'],
    ['en', 'You were there 80% of the time.'],
    ['en', 'This small step is overdue.'],
    ['en', 'You reached the next level.'],
    ['en', 'Top listeners'],
    ['es', 'Tu racha es de tres encuentros.'],
    ['es', 'Ganaste diez puntos.'],
    ['es', 'Quien más compartió'],
    ['es', 'Este paso está atrasado.'],
    ['es', 'La puntuación del círculo'],
  ])('would be found: %s, %s', (language, sentence) => {
    expect(scoring_words(sentence, language)).not.toEqual([]);
  });

  it.each([
    ['en', '{count} gatherings missed'],
    ['en', 'You shared {count} times.'],
    ['es', 'Faltaste {count} veces.'],
  ])('that counts what people do would be found: %s, %s', (language, sentence) => {
    expect(counts_doings(sentence, language)).toBe(true);
  });

  it.each([
    ['en', 'It is kept for thirty days at most.'],
    ['en', 'The button at the top of the page.'],
    ['es', 'El encuentro está a punto de empezar.'],
  ])('that says something else is left alone: %s, %s', (language, sentence) => {
    expect(scoring_words(sentence, language)).toEqual([]);
    expect(counts_doings(sentence, language)).toBe(false);
  });

  it.each(catalogues)('weighs nobody, in %s', (language) => {
    const said = JSON.parse(text_of(`client-web/src/words/${language}.json`)) as object;
    const wrong = Object.entries(said as Record<string, string>)
      .filter(([key]) => !(key in sentences_allowed))
      .filter(
        ([, words]) => scoring_words(words, language).length > 0 || counts_doings(words, language),
      )
      .map(([key, words]) => `${key}: ${words}`);
    expect(wrong).toEqual([]);
  });

  it('has none in a prompt or a refusal', () => {
    const prompts = files_in('client-web/src/words', /^prompts.*\.json$/).map(text_of);
    const said = [...prompts, text_of('protocol/refusals.json')];
    const strings = said.flatMap((each) =>
      [...each.matchAll(/": "([^"]+)"/g)].map(([, words]) => words ?? ''),
    );
    expect(strings.length).toBeGreaterThan(100);
    expect(strings.filter((words) => scoring_words(words).length > 0)).toEqual([]);
  });
});

describe('a part of the screen', () => {
  it('would show a bare count that is drawn', () => {
    expect(drawn_lengths('<p>{shares.length} shares</p>')).toEqual(['{shares.length}']);
    expect(drawn_lengths('<p title={a.length}>{#if a.length > 0}x{/if}</p>')).toEqual([]);
  });

  it('draws none', () => {
    const parts = files_in('client-web/src', /\.svelte$/);
    const drawn = parts.flatMap((path) =>
      drawn_lengths(text_of(path)).map((each) => `${path}: ${each}`),
    );
    expect(drawn).toEqual([]);
    expect(parts.length).toBeGreaterThan(100);
  });
});

describe('the database', () => {
  const sources = files_in('server/store', /\.cpp$/);

  it('would show a column that somebody planted', () => {
    const planted =
      '"CREATE TABLE members (id TEXT NOT NULL CHECK (id IN (1, 2)), turn_count INTEGER,"\n" rank INTEGER);"';
    expect(columns_of(planted)).toEqual(['members.id', 'members.turn_count', 'members.rank']);
    expect(columns_of(planted).filter(scoring_name)).toEqual([
      'members.turn_count',
      'members.rank',
    ]);
    expect(
      columns_of('"ALTER TABLE circles ADD COLUMN points INTEGER;"').filter(scoring_name),
    ).toEqual(['circles.points']);
  });

  it('has tables of circles and of what happened, and none of people', () => {
    const columns = sources.flatMap((path) => columns_of(text_of(path)));
    expect(columns).toContain('events.told');
    expect(columns).toContain('circles.due_at');
    expect(columns.filter(scoring_name)).toEqual([]);
    expect([...new Set(columns.map((each) => each.split('.')[0]))].sort()).toEqual([
      'circles',
      'events',
      'file',
      'places',
      'snapshots',
    ]);
  });
});

const life = [
  held_at(0, { ring: 3, members: ['a', 'b'], held: [{ kind: 'round' }, { kind: 'small_steps' }] }),
  held_at(2, { ring: 12, came: true, went: true, members: ['a'] }),
  held_at(30, { ring: 5, was_there: false, held: [{ kind: 'practice', template: 'own' }] }),
];
const no_title = () => undefined;

describe('what is saved', () => {
  const record_keys = [
    'format',
    'version',
    'circle',
    'from',
    'until',
    'zone',
    'gatherings',
    'day',
    'opened_at',
    'closed_at',
    'there',
    'names',
    'initials',
    'number',
    'others',
    'held',
    'kind',
    'template',
    'words',
    'note',
  ];
  const records = people_said.map((people) => {
    const choice = { from: '2026-01-01', until: '2027-01-01', people, notes: true };
    const lines = lines_of(life, choice, {
      name_of: (member) => member,
      held: (held) => held_words(held, no_title),
      note_of: () => 'Quiet.',
    });
    return {
      json: JSON.parse(record_json(lines, choice, 'Circle')) as unknown,
      csv: record_csv({ choice, lines, circle: 'Circle', ready: true }),
    };
  });

  it('would show a key that somebody planted', () => {
    expect(keys_of({ gatherings: [{ there: [{ turn_count: 1 }] }] }).filter(scoring_name)).toEqual([
      'turn_count',
    ]);
  });

  it('as a record has gatherings alone, and nothing that is summed up over a person', () => {
    for (const { json } of records) {
      const keys = keys_of(json);
      expect(keys.filter((key) => !record_keys.includes(key))).toEqual([]);
      expect(keys.filter(scoring_name)).toEqual([]);
    }
    expect(new Set(records.flatMap(({ json }) => keys_of(json)))).toEqual(new Set(record_keys));
  });

  it('as a table has one row for each gathering, and no row of sums', () => {
    for (const { csv } of records) {
      const rows = csv.trim().split('\r\n');
      expect(rows).toHaveLength(1 + life.length);
      expect(rows[0]).toBe('"Day","Began","Ended","There","Held","Note"');
      expect(scoring_words(csv)).toEqual([]);
    }
  });

  it('as a picture has no number but years', () => {
    const svg = picture_text({
      picture: picture_of(moments_of(life), 5, 720),
      title: 'Circle',
      desc: 'Rings',
    });
    const read = new DOMParser().parseFromString(svg, 'image/svg+xml');
    const words = [...read.querySelectorAll('text, title, desc')].map((each) => each.textContent);
    expect(words.length).toBeGreaterThan(5);
    expect(words.join(' ').replace(/\b20\d\d\b/g, '')).not.toMatch(/\d/);
    expect(words.flatMap((each) => scoring_words(each))).toEqual([]);
  });

  it('as words has no number but dates', () => {
    const told = moments_of(life).map((moment) => moment_words(moment, no_title));
    const bare = told.map((each) => each.replace(/^\w+ \d+, 20\d\d:/, ''));
    expect(bare.join(' ')).not.toMatch(/\d/);
    expect(told.flatMap((each) => scoring_words(each))).toEqual([]);
  });
});
