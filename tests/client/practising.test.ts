// Holds the practice on the screens to its word: keys become words, shipped or sealed; words to
// oneself stay; and each act names the pod and the step that it is about.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Membership } from '../../client-web/src/circle/membership';
import { Place } from '../../client-web/src/circle/place.svelte';
import { all_templates, words_in, type Template } from '../../client-web/src/circle/templates';
import { template } from '../../client-web/src/circle/templates';
import type { Command, PodView, PracticeView } from '../../client-web/src/circle/words';
import { member, pod, practice } from './circle';
import { FakeSocket } from './fake_socket';
import { living, view_of, welcome } from './stage';

let membership: Membership;
let place: Place;
let shipped: Template;

beforeEach(async () => {
  FakeSocket.made = [];
  shipped = (await template('say_back_until_right')) as Template;
  membership = await living({});
  place = new Place(membership);
});
afterEach(() => place.end());

function begins(mine: Partial<PodView>, more: Partial<PracticeView> = {}) {
  const { me } = membership;
  const { id, structure } = shipped;
  const pods = [{ pod: 3, people: [me, 'Cai'], company: [], asked_help: false }];
  const roles = [
    { member: me, role: 'speaker' },
    { member: 'Cai', role: 'listener' },
  ];
  const begun = { structure, template: id, has_begun: true, pods, ...more };
  const mine_now = pod({ pod: 3, roles, visit: 5, tries: 1, ...mine });
  const view = view_of(me, { practice: practice({ ...begun, mine: mine_now }) });
  FakeSocket.last.says(welcome({ ...view, members: [...view.members, member('Cai')] }));
}
const sent = () => FakeSocket.last.sent_of('command').map(({ command }) => command);
const last = () => sent().at(-1) as Command;

it('knows every shipped template, each with words in its languages', async () => {
  const all = await all_templates();
  expect(all.length).toBeGreaterThan(20);
  for (const each of all) {
    for (const language of each.languages) expect(words_in(each, language)?.title).toBeTruthy();
  }
  expect(template('no_such')).toBeUndefined();
});

it("has the words of a step in the practice's language", async () => {
  begins({ step: 'was_it_right' }, { language: 'es' });
  const { practising } = place;
  const es = shipped.words['es'];
  await vi.waitFor(() => expect(practising.words).toEqual(es));
  expect(practising.prompt).toBe(es?.steps['was_it_right']?.prompts['speaker']);
  expect(practising.step_title('tell')).toBe(es?.steps['tell']?.title);
  expect(practising.role_name(practising.role)).toBe(es?.roles['speaker']?.name);
  expect(practising.choice_words('yes')).toBe(es?.steps['was_it_right']?.choices?.['yes']);
  expect(practising.help).toEqual(es?.roles['speaker']?.help);
  expect(practising.step_number).toBe(3);
});

it('reads what is for everybody where a role has no words of its own', async () => {
  begins({ step: 'change' });
  const everybody = shipped.words['en']?.steps['change']?.prompts['everybody'];
  await vi.waitFor(() => expect(place.practising.prompt).toBe(everybody));
});

it("opens the circle's own words with its key", async () => {
  const own = { ...shipped.words['en'], title: 'Ours' };
  const label = { kind: 'template', author: 'Ana', id: 'ours' } as const;
  const words = await membership.ring.seal(label, JSON.stringify(own));
  const { practising } = place;
  begins({ step: 'tell' }, { template: 'ours', words });
  await vi.waitFor(() => expect(practising.words?.title).toBe('Ours'));
});

it('is not stopped by words of its own that are none', async () => {
  const label = { kind: 'template', author: 'Ana', id: 'ours' } as const;
  const words = await membership.ring.seal(label, 'no words');
  begins({ step: 'tell' }, { template: 'ours', words });
  await new Promise((settle) => setTimeout(settle, 20));
  expect([place.practising.words, place.practising.prompt]).toEqual([undefined, '']);
});

it('names pod and visit in what it asks', () => {
  begins({ step: 'was_it_right' });
  const { practising } = place;
  expect(practising.offers).toHaveLength(2);
  void practising.answer({ answer: 'choice', choice: 'yes' });
  const named = { pod: 3, visit: 5, answer: 'choice', choice: 'yes' };
  expect(last()).toEqual({ type: 'answer_step', ...named });
  void practising.ask_pause();
  expect(last()).toEqual({ type: 'ask_pause', pod: 3 });
  void practising.ask_help();
  expect(last()).toEqual({ type: 'ask_help', pod: 3 });
  void practising.answer_knock(false);
  expect(last()).toEqual({ type: 'answer_knock', pod: 3, let_in: false });
});

it('shares into the pod', async () => {
  begins({ step: 'tell' });
  expect(place.may.add_share).toBe(false);
  expect(place.practising.may.add_share).toBe(true);
  void place.share('for us');
  await vi.waitFor(() => expect(last()).toMatchObject({ type: 'add_share', pod: 3 }));
  expect(last()).not.toHaveProperty('turn');
});

it('opens a practice with the structure alone, and seals words that are not shipped', async () => {
  void place.practising.open(shipped, 'es');
  const { id, structure } = shipped;
  const bare = { type: 'open_practice', structure, template: id, language: 'es' };
  await vi.waitFor(() => expect(last()).toEqual(bare));
  const words = { ...shipped.words['en'], roles: {}, steps: {} } as Template['words'][string];
  void place.practising.open({ id: 'ours', structure }, 'en', words);
  await vi.waitFor(() => expect(last()).toHaveProperty('words'));
  expect(JSON.stringify(last())).not.toContain(words.title);
});

it('keeps words to oneself for the step that asks for them', () => {
  const steps = shipped.structure.steps.map((each) =>
    each.step === 'change' ? { ...each, asks: 'words_alone' as const } : each,
  );
  begins({ step: 'change' }, { structure: { ...shipped.structure, steps } });
  const { practising } = place;
  expect(practising.writes_alone).toBe(true);
  practising.alone = 'mine';
  expect([practising.alone, place.notes.length]).toEqual(['mine', 1]);
  const [note] = place.notes;
  if (note) practising.keep(note);
  expect(place.notes[0]?.kept).toBe(true);
  begins({ step: 'tell' });
  expect([practising.writes_alone, practising.alone]).toEqual([false, '']);
  practising.alone = 'not asked for';
  expect(place.notes).toHaveLength(1);
  if (note) practising.burn(note);
  expect(place.notes).toEqual([]);
  expect(sent()).toEqual([]);
});
