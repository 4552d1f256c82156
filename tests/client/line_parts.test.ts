// @vitest-environment jsdom
// Holds what is shown of private lines to its word: two acts from every page, nothing sent by
// accident, and nothing to be seen for anybody else.
import { flushSync, mount } from 'svelte';
import { describe, expect, it, vi } from 'vitest';
import { share } from '../../client-web/src/circle/acts';
import { carry_link } from '../../client-web/src/circle/acts_links';
import { Place } from '../../client-web/src/circle/place.svelte';
import Aside from '../../client-web/src/parts/line/Aside.svelte';
import TellKeepers from '../../client-web/src/parts/TellKeepers.svelte';
import { announcement, make_device_key } from '../../client-web/src/seal/device_key';
import type { FakeCircle } from './fake_circle';
import {
  announced,
  id,
  looks,
  mark,
  reads,
  says,
  send_to,
  shown,
  soon,
  turn_away,
  with_pages,
} from './line_stage';
import { button, labelled, press, text, write } from './on_screen';
import { Page } from './page';

let circle: FakeCircle;
let ana: Page;
let ben: Page;
let cai: Page;
let kay: Page;
with_pages((made) => ({ circle, ana, ben, cai, kay } = made));

const loses = (words: string) => soon(() => expect(text()).not.toContain(words));

describe('for a member', () => {
  it('is two acts away, and a few words are sent only by another', async () => {
    looks(ben);
    press('Support at hand');
    expect(text()).toContain('This is not a crisis service, and nobody watches.');
    await send_to('Ana and Kay');
    expect(button('Send to Ana and Kay')?.disabled).toBe(true);
    press('Someone frightened me');
    expect(text()).toContain('Nothing is sent yet');
    press('Please look after me');
    expect(labelled('Or in your own words').value).toBe('Please look after me');
    expect(circle.lines.said).toEqual([]);
    write('Or in your own words', 'Please look after me, I am by the door.');
    press('Send to Ana and Kay');
    await reads('Sent to Ana and Kay.');
    await reads('I am by the door.');
    expect(labelled('Or in your own words').value).toBe('');
    expect(circle.lines.said).toHaveLength(1);
  });

  it('adds a few words to what somebody wrote already', async () => {
    looks(ben);
    press('Support at hand');
    await send_to('Ana and Kay');
    write('Or in your own words', 'My chest is tight.');
    press('I need support');
    expect(labelled('Or in your own words').value).toBe('My chest is tight.\nI need support');
  });

  it('can be opened at once from the top of support at hand', () => {
    looks(ben);
    press('Support at hand');
    press('To the keepers');
    expect(document.activeElement?.textContent).toBe('To the keepers');
  });

  it('can leave a keeper out, who is left out of what follows as well', async () => {
    looks(ben);
    press('Support at hand');
    await reads('Who reads it: Ana and Kay');
    labelled('Kay').click();
    await send_to('Ana');
    press('I need support');
    press('Send to Ana');
    await reads('Sent to Ana.');
    expect(circle.lines.said[0]?.to).toEqual([id(ana)]);
    press('Close');
    press('Support at hand');
    await send_to('Ana');
  });

  it('says where nobody is here to read it, with places to turn to beside it', async () => {
    looks(ben);
    press('Support at hand');
    await reads('Here now: Ana and Kay');
    circle.tell({ type: 'connection_lost', member: id(ana) });
    await reads('Here now: Kay');
    circle.tell({ type: 'connection_lost', member: id(kay) });
    await reads('Nobody who reads this is here just now.');
    const beside = [...document.querySelectorAll('summary')].map((each) => each.textContent);
    expect(beside).toContain('Places to turn to');
    press('I need support');
    press('Send to Ana and Kay');
    await reads('It waits for when they come.');
  });

  it('says that somebody is here who was not chosen, where who was is not', async () => {
    await says(ben, [ana], 'Only to you.');
    circle.tell({ type: 'connection_lost', member: id(ana) });
    looks(ben);
    press('Support at hand');
    await reads('Here now, and not chosen: Kay');
  });

  it('shows an answer, with a mark until it was looked at', async () => {
    looks(ben);
    expect(mark()).toBeUndefined();
    await says(ana, [ben], 'I am here, Ben.', ben);
    await soon(() => expect(mark()).toBeDefined());
    expect(text()).not.toContain('I am here, Ben.');
    expect(announced()).toBe('There are new words for you alone, under Support at hand.');
    press('New words for you alone');
    await reads('I am here, Ben.');
    await soon(() => expect(mark()).toBeUndefined());
    turn_away();
    await ben.rest();
    await ben.reload();
    await ben.rest();
    looks(ben);
    expect(mark()).toBeUndefined();
  });

  it('can be taken back', async () => {
    await says(ben, [ana, kay], 'That was too much.');
    looks(ben);
    press('Support at hand');
    await reads('That was too much.');
    press('Take this back');
    await loses('That was too much.');
    expect(circle.lines.said).toEqual([]);
  });

  it('shows all that is new, and otherwise the last few above the field', async () => {
    for (const words of ['1', '2', '3', '4', '5']) await says(ana, [ben], `Word ${words}.`, ben);
    await soon(() => expect(ben.place.shown.view?.private_said).toHaveLength(5));
    looks(ben);
    const summary = () =>
      [...document.querySelectorAll('summary')].find((each) =>
        each.textContent.includes('What was said before'),
      );
    await soon(() => expect(mark()).toBeDefined());
    press('New words for you alone');
    await reads('Word 1.');
    expect(summary()).toBeUndefined();
    press('Close');
    press('Support at hand');
    await reads('Word 5.');
    expect(summary()?.parentElement?.querySelectorAll('li')).toHaveLength(2);
  });

  it('keeps what is being written when the sheet is closed', async () => {
    looks(ben);
    press('Support at hand');
    write('Or in your own words', 'Not yet');
    press('Close');
    press('Support at hand');
    expect(labelled('Or in your own words').value).toBe('Not yet');
  });

  it('names whose device is not what it says, sends nothing, and can go on without them', async () => {
    const { announced: other } = await make_device_key();
    const device = ana.place.belongings.kept.device ?? '';
    const label = announcement({ member: id(cai), device });
    circle.announce(id(ana), device, await cai.place.ring.seal(label, other));
    looks(ben);
    press('Support at hand');
    await send_to('Ana and Kay');
    press('I need support');
    press('Send to Ana and Kay');
    await reads('A device of Ana is not what it says it is');
    expect(circle.lines.said).toEqual([]);
    expect(labelled('Or in your own words').value).toBe('I need support');
    labelled('Ana').click();
    await send_to('Kay');
    press('Send to Kay');
    await reads('Sent to Kay.');
  });

  it('says kindly what was sealed to another device', async () => {
    await says(ben, [ana], 'From my phone.');
    const second = await new Page(() => circle).join((await carry_link(ben.place)) ?? '', 'Ben');
    await second.rest();
    looks(second);
    press('Support at hand');
    await reads('This was sealed to another device of yours, and opens there.');
    expect(text()).not.toContain('From my phone.');
  });

  it('has a name for everything that can be reached', async () => {
    await says(ben, [ana, kay], 'Words.');
    looks(ben);
    press('Support at hand');
    await send_to('Ana and Kay');
    for (const each of document.querySelectorAll<HTMLElement>('button, a, summary')) {
      expect(each.textContent.trim()).not.toBe('');
    }
    const fields = document.querySelectorAll<HTMLInputElement>('input, textarea, select');
    expect(fields.length).toBeGreaterThan(2);
    for (const each of fields) expect(each.labels?.[0]?.textContent.trim()).not.toBe('');
    expect(document.querySelector('fieldset legend')?.textContent).toContain('leave somebody out');
  });
});

describe('for everybody else', () => {
  it('nothing is told and nothing changes', async () => {
    looks(cai);
    await reads('Ben');
    const before = [document.body.innerHTML, JSON.stringify(cai.place.shown.view)];
    const heard = vi.fn();
    for (const guest of circle.guests) if (guest.member === id(cai)) guest.hears = heard;
    await says(ben, [ana, kay], 'I need support');
    await says(ana, [ben], 'I am here.', ben);
    await soon(() => expect(ben.place.shown.view?.private_said).toHaveLength(2));
    flushSync();
    expect(heard).not.toHaveBeenCalled();
    expect([document.body.innerHTML, JSON.stringify(cai.place.shown.view)]).toEqual(before);
  });
});

describe('about a share or a person', () => {
  const open_form = () =>
    [...document.querySelectorAll('button')].find((each) =>
      each.textContent.replace(/\s+/g, ' ').includes('Tell the keepers about what Cai shared'),
    );

  it('the keeper reads what it is about beside it', async () => {
    await share(cai.place, 'You are all fools.');
    looks(ben);
    await soon(() => expect(open_form()).toBeDefined());
    open_form()?.click();
    await send_to('Ana and Kay');
    write('In your own words', 'This hurt me.');
    press('Send to Ana and Kay');
    await reads('Sent to Ana and Kay.');
    turn_away();
    looks(ana);
    await soon(() => expect(mark()).toBeDefined());
    press('New words for you alone');
    await reads('About what Cai shared:');
    const quoted = () => document.querySelector('dialog blockquote')?.textContent;
    await soon(() => expect(quoted()).toBe('You are all fools.'));
    expect(text()).toContain('This hurt me.');
  });

  it('leaves out the keeper whom it is about, unless they are chosen', async () => {
    looks(ben);
    press('More');
    press('People');
    await reads('Kay');
    const row = [...document.querySelectorAll('dialog li')].find((each) =>
      each.textContent.includes('Kay'),
    );
    const opener = [...(row?.querySelectorAll('button') ?? [])].find((each) =>
      each.textContent.includes('Tell the keepers'),
    );
    opener?.click();
    await send_to('Ana');
    expect(opener?.getAttribute('aria-expanded')).toBe('true');
  });

  it('of the only keeper is sent to them only if that is wished', async () => {
    for (const page of [kay, ana]) {
      const known = circle.known.get(id(page));
      if (known) known.view.keeper = page === ana;
    }
    circle.tell({ type: 'keeper_stepped_down', member: id(kay) });
    const props = { place: new Place(ben.place), about: { member: id(ana) } };
    shown.push(mount(TellKeepers, { target: document.body, props }));
    await soon(() => expect(props.place.lines.keepers).toHaveLength(1));
    document.querySelector<HTMLButtonElement>('button')?.click();
    await reads('Nobody else keeps this circle.');
    write('In your own words', 'Words');
    expect(button('Send')?.disabled).toBe(true);
    labelled('Ana').click();
    await send_to('Ana');
    labelled('Ana').click();
    flushSync();
    expect(button('Send')?.disabled).toBe(true);
  });
});

it('two who are aside read what is between them alone, and write to nobody else', async () => {
  await says(ben, [ana, kay], 'To both of you.');
  await says(ana, [ben], 'To you alone.', ben);
  await soon(() => expect(ben.place.shown.view?.private_said).toHaveLength(2));
  const aside = { by: id(ana), member: id(ben), began: true };
  shown.push(
    mount(Aside, { target: document.body, props: { place: new Place(ben.place), aside } }),
  );
  await reads('Aside with Ana');
  await reads('To you alone.');
  expect(text()).not.toContain('To both of you.');
  write('Write to Ana', 'Thank you.');
  press('Send to Ana');
  await reads('Thank you.');
  expect(circle.lines.said.at(-1)).toMatchObject({ line: id(ben), to: [id(ana)] });
});
