// @vitest-environment jsdom
// Holds the parts of a repair to what the gate says: two of them are for two people alone, and nobody is
// offered what would be refused, once that can be known.
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Membership } from '../../client-web/src/circle/membership';
import { Place } from '../../client-web/src/circle/place.svelte';
import { in_pod, is_between } from '../../client-web/src/circle/pod';
import { template, type Template } from '../../client-web/src/circle/templates';
import type { GatheringView, PodView, View } from '../../client-web/src/circle/words';
import RoleChooser from '../../client-web/src/parts/RoleChooser.svelte';
import { member, pod, practice } from './circle';
import { FakeSocket } from './fake_socket';
import { living, view_of, welcome } from './stage';

let membership: Membership;
let place: Place;
let shipped: Template;
let page: ReturnType<typeof mount> | undefined;

beforeEach(async () => {
  FakeSocket.made = [];
  shipped = (await template('small_repair')) as Template;
  membership = await living({});
  place = new Place(membership);
});
afterEach(() => {
  if (page) void unmount(page);
  page = undefined;
  place.end();
});

/** In a pod with Cai, Dia and Eli, each with the part that `roles` gives them. */
function choosing(roles: PodView['roles'] = [], passed?: GatheringView['passed']): View {
  const { id, structure } = shipped;
  const people = [membership.me, 'Cai', 'Dia', 'Eli'];
  const pods = [{ pod: 1, people, company: [], asked_help: false }];
  const begun = { structure, template: id, has_begun: true, pods, mine: pod({ roles }) };
  const view = view_of(membership.me, { practice: practice(begun), ...(passed && { passed }) });
  return { ...view, members: [...view.members, member('Cai'), member('Dia'), member('Eli')] };
}
async function shows(view: View) {
  FakeSocket.last.says(welcome(view));
  page = mount(RoleChooser, { target: document.body, props: { place } });
  await vi.waitFor(() => expect(place.practising.words).toBeDefined());
  flushSync();
}
const sides = ['first', 'second'];
const beside = ['support_of_first', 'support_of_second', 'keeper'];
const offered = () => {
  const names = [...document.querySelectorAll('button')].map((each) => each.textContent.trim());
  const roles = shipped.structure.roles.map(({ role }) => role);
  return roles.filter((role) => names.includes(shipped.words['en']?.roles[role]?.name ?? ''));
};
async function takes(role: string) {
  const name = shipped.words['en']?.roles[role]?.name;
  const found = [...document.querySelectorAll('button')].find(
    (each) => each.textContent.trim() === name,
  );
  found?.click();
  const frame = FakeSocket.last.sent_of('command').at(-1);
  expect(frame?.command).toEqual({ type: 'take_role', pod: 1, role });
  const sentence = 'This step does not ask that of you.';
  FakeSocket.last.says({ type: 'refused', id: frame?.id ?? '', code: 'not_asked', sentence });
  await vi.waitFor(() => {
    flushSync();
    expect(document.querySelector('[role="status"]')?.textContent).not.toBe('');
  });
}

describe('whether I am one of the two', () => {
  const between = (view: View, ...facing: string[]) => {
    const mine = in_pod(view);
    return mine && is_between(mine, facing);
  };
  const has = (given: Record<string, string>) =>
    Object.entries(given).map(([who, role]) => ({ member: who, role }));

  it('cannot be seen at first', () => expect(between(choosing())).toBeUndefined());

  it('is known to who said alone that they would go on with one of them', () => {
    expect(between(choosing(), 'Cai')).toBe(true);
    expect(between(choosing(), 'Ana')).toBeUndefined();
  });

  it('shows when the others have their parts', () => {
    const { me } = membership;
    expect(between(choosing(has({ Cai: 'first', Dia: 'second' })))).toBe(false);
    expect(between(choosing(has({ Cai: 'support_of_first', Dia: 'keeper' })))).toBe(true);
    expect(between(choosing(has({ Cai: 'first', Dia: 'keeper' })))).toBeUndefined();
    expect(between(choosing(has({ [me]: 'first', Dia: 'keeper' })))).toBeUndefined();
  });

  it('is known to keepers, who see which pair passed the gate', () => {
    const { me } = membership;
    expect(between(choosing([], [{ one: 'Cai', other: 'Dia' }]))).toBe(false);
    expect(between(choosing([], [{ one: me, other: 'Dia' }]))).toBe(true);
    const two = [
      { one: me, other: 'Dia' },
      { one: 'Cai', other: 'Dia' },
    ];
    expect(between(choosing([], two))).toBeUndefined();
  });
});

describe('the parts to choose', () => {
  it('are all there where it cannot be known, and those that are mine after the answer', async () => {
    await shows(choosing());
    expect(offered()).toEqual([...sides, ...beside]);
    await takes('first');
    expect(offered()).toEqual(beside);
    expect(document.body.textContent).toContain('to be there for them');
    expect(document.body.textContent).not.toContain('does not ask that of you');
  });

  it('are the two sides for who turns out to be one of the two', async () => {
    await shows(choosing());
    await takes('keeper');
    expect(offered()).toEqual(sides);
    expect(document.body.textContent).toContain('One of these parts is yours.');
  });

  it('are the two sides at once for who answered the gate on this device', async () => {
    FakeSocket.last.says({ type: 'repair_asked', by: 'Cai' });
    membership.repairs.answer('Cai', 'goes_on');
    await shows(choosing());
    expect(offered()).toEqual(sides);
  });
});
