// @vitest-environment jsdom
// Holds the keeper's record to its word: what was chosen and nothing else, said plainly; and nothing
// lost of a note that is being written.
import { describe, expect, it, vi } from 'vitest';
import { record_csv } from '../../client-web/src/parts/life/recording';
import {
  dialog,
  membership,
  opens,
  place,
  reloads,
  saved,
  seal,
  shows,
  wait,
  with_place,
  type Seen,
} from './life_stage';
import { held_at } from './lived';
import { answers, asked, button, labelled, press, tick, write } from './on_screen';
import { teller } from './stage';

with_place();

describe("the keeper's record", () => {
  const met = () => [
    held_at(0, {
      gathering: 1,
      ring: 2,
      members: ['Ana', membership.me],
      held: [{ kind: 'round' }],
    }),
    held_at(1, { gathering: 2, ring: 3, members: ['Ana'] }),
  ];
  async function opened(more: Seen = {}) {
    await shows({ life: met(), keeper: true, ...more });
    await opens("The keeper's record");
  }
  const paper = () => document.querySelector('.on-paper')?.textContent?.replace(/\s+/g, ' ') ?? '';

  it('is for keepers alone', async () => {
    await shows({ life: met() });
    press('More');
    expect(button("The keeper's record")).toBeUndefined();
  });

  it('says how many were there, until a keeper chooses names, and says so plainly', async () => {
    await opened();
    await wait(() => expect(paper()).toContain('Thursday circle'));
    expect(paper()).toContain('There 2 people Held a round');
    expect(paper()).not.toContain('Ben Okri');
    expect(dialog()).toContain('Of who was there, it holds only how many.');
    tick('Names');
    await wait(() => expect(paper()).toContain('There Ana and Ben Okri'));
    expect(paper()).toContain('Ana and others who are not in the circle now');
    expect(dialog()).toContain('It holds the names of who was there.');
    expect(dialog()).toContain('not sealed any more. It is yours to guard.');
    tick('Initials');
    expect(paper()).toContain('There A. and B. O.');
  });

  it('stands on paper outside of the page, and goes with the sheet', async () => {
    await opened();
    expect(document.querySelector('body > .on-paper')).not.toBeNull();
    const print = vi.fn();
    vi.stubGlobal('print', print);
    await wait(() => expect(button('Print it')?.disabled).toBe(false));
    press('Print it');
    expect(print).toHaveBeenCalledOnce();
    press('Close');
    expect(document.querySelector('.on-paper')).toBeNull();
  });

  it('is of the days that were chosen', async () => {
    await opened();
    write('From', '2026-01-12');
    expect(paper()).not.toContain('January 8, 2026,');
    expect(paper()).toContain('January 15, 2026,');
    write('To', '2026-01-01');
    expect(dialog()).toContain('The first day comes after the last one.');
    expect(button('Print it')?.disabled).toBe(true);
    expect(document.querySelector('.on-paper')).toBeNull();
  });

  it('goes along as a table and as data, under names that say nothing', async () => {
    await opened();
    tick('Names');
    await wait(() => expect(paper()).toContain('Ben Okri'));
    press('Save as a table (CSV)');
    press('Save as data (JSON)');
    expect(saved.map(({ name }) => name)).toEqual(['record.csv', 'record.json']);
    expect((await saved[0]?.text)?.split('\r\n')).toEqual([
      expect.stringMatching(/"Day","Began","Ended","There","Held"$/),
      '"2026-01-08","19:00","20:30","Ana, Ben Okri","a round"',
      '"2026-01-15","19:00","20:30","Ana, others who are not in the circle now",""',
      '',
    ]);
    const data = JSON.parse((await saved[1]?.text) ?? '') as { circle: string };
    expect(data.circle).toBe('Thursday circle');
  });

  it('lets no name of a member become a formula', () => {
    const line = { gathering: 1, opened_at: 0, closed_at: 0, others: false, number: 2, held: [] };
    const choice = { from: '', until: '', people: 'names', notes: false } as const;
    const lines = [{ ...line, people: ['=1+1', '@x'] }];
    const csv = record_csv({ choice, circle: '', lines, ready: true });
    expect(csv).toContain(`"'=1+1, '@x"`);
  });
});

describe("a keeper's own note", () => {
  const life = () => [held_at(0, { gathering: 1, members: ['Ana'] })];
  const label = () => ({ kind: 'record_note', author: membership.me, id: '1' }) as const;

  it('is sealed, kept, and in the record only if it was wished for', async () => {
    await shows({ life: life(), keeper: true });
    const tell = teller();
    await opens("The keeper's record");
    press('Write a note');
    write('Your note', 'It was quiet.');
    press('Keep it');
    await wait(() => expect(asked('keep_record_note')).toHaveLength(1));
    const [command] = asked('keep_record_note');
    if (command?.type !== 'keep_record_note') throw new Error('not asked');
    expect(command.gathering).toBe(1);
    expect(await membership.open(label(), command.body)).toBe('It was quiet.');
    tell({ type: 'record_note_kept', gathering: 1, body: command.body });
    await answers();
    await wait(() => expect(button('Change the note')).toBeDefined());
    expect(document.querySelector('.on-paper')?.textContent).not.toContain('It was quiet.');
    tick('With my own notes');
    await wait(() =>
      expect(document.querySelector('.on-paper')?.textContent).toContain('It was quiet.'),
    );
    expect(dialog()).toContain('It holds your own notes.');
    expect(await place.remembering.notings()).toEqual({});
  });

  it('that is being written outlives a reload', async () => {
    await shows({ life: life(), keeper: true });
    await opens("The keeper's record");
    press('Write a note');
    write('Your note', 'Half a');
    write('Your note', 'Half a thought');
    await vi.waitFor(async () =>
      expect(await membership.belongings.remembering()).toContain('thought'),
    );
    await reloads();
    await shows({ life: life(), keeper: true });
    await opens("The keeper's record");
    await wait(() => expect(button('Go on with the note')).toBeDefined());
    press('Go on with the note');
    await wait(() => expect(labelled('Your note').value).toBe('Half a thought'));
  });

  it('is let go, here and in the circle', async () => {
    const body = await seal(label(), 'It was loud.');
    await shows({ life: life(), keeper: true, view: { record_notes: [{ gathering: 1, body }] } });
    await opens("The keeper's record");
    press('Change the note');
    await wait(() => expect(labelled('Your note').value).toBe('It was loud.'));
    press('Let it go');
    await wait(() =>
      expect(asked('forget_record_note')).toEqual([{ type: 'forget_record_note', gathering: 1 }]),
    );
  });

  it('is written on the gathering that is open, too', async () => {
    await shows({ life: life(), keeper: true, gathering: { number: 2, opened_at: Date.now() } });
    await opens("The keeper's record");
    press('Write a note');
    write('Your note', 'Remember the candle.');
    press('Keep it');
    await wait(() => expect(asked('keep_record_note')).toMatchObject([{ gathering: 2 }]));
  });

  it('says kindly where there is no room, and keeps what is refused', async () => {
    const body = await seal(label(), 'x');
    const record_notes = Array.from({ length: 60 }, (_, n) => ({ gathering: 100 + n, body }));
    await shows({ life: life(), keeper: true, view: { record_notes } });
    await opens("The keeper's record");
    press('Write a note');
    expect(dialog()).toContain('There is no room for another note.');
    expect(button('Keep it')).toBeUndefined();
  });

  it('stays in the field where it is refused', async () => {
    await shows({ life: life(), keeper: true });
    await opens("The keeper's record");
    press('Write a note');
    write('Your note', 'Not lost.');
    press('Keep it');
    await wait(() => expect(asked('keep_record_note')).toHaveLength(1));
    await answers('not_a_keeper');
    expect(dialog()).toContain('Not like this.');
    expect(labelled('Your note').value).toBe('Not lost.');
    expect(await place.remembering.notings()).toEqual({ 1: 'Not lost.' });
  });
});
