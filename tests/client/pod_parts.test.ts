// @vitest-environment jsdom
// Holds the screens of a practice to what somebody in it needs: what is asked of them, and a way out.
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Membership } from '../../client-web/src/circle/membership';
import { Place } from '../../client-web/src/circle/place.svelte';
import { template, type Template } from '../../client-web/src/circle/templates';
import type { Event, PodView, PracticeView, View } from '../../client-web/src/circle/words';
import Gathered from '../../client-web/src/screens/Gathered.svelte';
import { member, pod, practice } from './circle';
import { FakeSocket } from './fake_socket';
import { living, view_of, welcome } from './stage';

let membership: Membership;
let place: Place;
let shipped: Template;
let page: ReturnType<typeof mount> | undefined;

beforeEach(async () => {
  Element.prototype.scrollIntoView = vi.fn(); // which jsdom has not
  FakeSocket.made = [];
  shipped = (await template('say_back_until_right')) as Template;
  membership = await living({});
  place = new Place(membership);
});
afterEach(() => {
  if (page) void unmount(page);
  page = undefined;
  place.end();
});

function invited(more: Partial<PracticeView> = {}): View {
  const { id, structure } = shipped;
  const view = view_of(membership.me, { practice: practice({ template: id, structure, ...more }) });
  return { ...view, members: [...view.members, member('Cai')] };
}
function in_pod(mine: Partial<PodView> = {}): View {
  const { me } = membership;
  const roles = [
    { member: me, role: 'speaker' },
    { member: 'Cai', role: 'listener' },
  ];
  const pods = [{ pod: 1, people: [me, 'Cai'], company: [], asked_help: false }];
  return invited({ has_begun: true, pods, mine: pod({ roles, visit: 2, tries: 1, ...mine }) });
}
async function shows(view: View) {
  FakeSocket.last.says(welcome(view));
  page = mount(Gathered, { target: document.body, props: { place } });
  await vi.waitFor(() => expect(place.practising.words).toBeDefined());
  flushSync();
}
const text = () => document.body.textContent ?? '';
const buttons = () =>
  [...document.querySelectorAll('button')].map((each) => each.textContent.trim());
function press(name: string) {
  const found = [...document.querySelectorAll('button')].find(
    (each) => each.textContent.trim() === name,
  );
  found?.click();
  flushSync();
}
const last = () => FakeSocket.last.sent_of('command').at(-1)?.command;
const en = () => shipped.words['en'] as Template['words'][string];

it('an invitation says what it is, and that sitting out is fine', async () => {
  await shows(invited());
  for (const words of [en().title, en().purpose, en().cautions]) expect(text()).toContain(words);
  press('Sit out');
  expect(last()).toEqual({ type: 'sit_out' });
});

it('a pod shows what is asked of me, what is offered, and ways to rest and leave', async () => {
  await shows(in_pod({ step: 'was_it_right' }));
  const step = en().steps['was_it_right'];
  expect(document.querySelector('.prompt')?.textContent).toBe(step?.prompts['speaker']);
  expect(text()).toContain('Step 3 of 5');
  expect(Element.prototype.scrollIntoView).toHaveBeenCalledOnce(); // it begins where one reads
  const { yes = '', not_quite = '', leave_it = '' } = step?.choices ?? {};
  const always = ['Ask for a pause', 'Ask a keeper to come', 'Leave the practice'];
  expect(buttons()).toEqual(expect.arrayContaining([yes, not_quite, ...always]));
  expect(buttons()).not.toContain(leave_it);
  press(yes);
  expect(last()).toEqual({
    type: 'answer_step',
    pod: 1,
    visit: 2,
    answer: 'choice',
    choice: 'yes',
  });
  press('Leave the practice');
  expect(last()).toEqual({ type: 'sit_out' });
});

it('words in another language say so', async () => {
  const view = in_pod({ step: 'tell' });
  const was = view.gathering?.practice;
  if (was) was.language = 'es';
  await shows(view);
  const prompt = document.querySelector('.prompt');
  expect(prompt?.getAttribute('lang')).toBe('es');
  expect(prompt?.textContent).toBe(shipped.words['es']?.steps['tell']?.prompts['speaker']);
});

it('who is outside finds a quiet page and a door, and who comes back a card to put away', async () => {
  await shows(in_pod({ step: 'tell' }));
  const tell = (event: Event, number: number) => {
    FakeSocket.last.says({ type: 'told', stream: 'circle', number, at: 0, event });
    flushSync();
  };
  tell({ type: 'pod_left', pod: 1, member: membership.me }, 1);
  expect(text()).toContain('On the way back into the ring');
  expect(text()).toContain(en().after);
  expect(document.querySelectorAll('ul > li button .unseen').length).toBe(1); // knock, and whose pod
  tell({ type: 'practice_closed' }, 2);
  expect(text()).toContain(en().after);
  press('Back into the ring');
  expect(text()).not.toContain(en().after);
  expect(document.querySelector('ol')).not.toBeNull();
});
