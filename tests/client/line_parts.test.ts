// @vitest-environment jsdom
// Holds what is shown of private lines to its word: two acts from every page, nothing sent by
// accident, a quiet mark for who is written to, and nothing to be seen for anybody else.
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { carry_link } from '../../client-web/src/circle/acts_links';
import { share } from '../../client-web/src/circle/acts';
import { Place } from '../../client-web/src/circle/place.svelte';
import { say_privately } from '../../client-web/src/circle/private_line';
import AtHandButton from '../../client-web/src/parts/AtHandButton.svelte';
import { like } from '../../client-web/src/parts/liking.svelte';
import { door_sign } from '../../client-web/src/parts/sound';
import InCircle from '../../client-web/src/screens/InCircle.svelte';
import { announcement, make_device_key } from '../../client-web/src/seal/device_key';
import type { FakeCircle } from './fake_circle';
import { button, labelled, like_a_browser, press, text, write } from './on_screen';
import { gathered, Page } from './page';

vi.mock('../../client-web/src/parts/sound', () => ({
  door_sign: vi.fn(),
  ring_bell: vi.fn(),
  soft_sign: vi.fn(),
}));

let circle: FakeCircle;
let ana: Page;
let ben: Page;
let cai: Page;
let kay: Page;
const shown: ReturnType<typeof mount>[] = [];

// jsdom's own are of another realm, which Web Crypto does not take.
const { constructor: buffer } = await crypto.subtle.digest('SHA-256', new Uint8Array(0));
const { constructor: bytes } = Object.getPrototypeOf(Buffer.prototype) as Uint8Array;

beforeEach(async () => {
  vi.stubGlobal('ArrayBuffer', buffer);
  vi.stubGlobal('Uint8Array', bytes);
  vi.stubGlobal('fetch', () => Promise.reject(new Error('no network')));
  like_a_browser();
  like({ sound: false, line: true, hinted: true });
  vi.mocked(door_sign).mockClear();
  ({ circle, ana, ben, cai, kay } = await gathered());
});
afterEach(() => {
  turn_away();
  Page.end_all();
  vi.unstubAllGlobals();
});

const id = (page: Page) => page.place.me;
const soon = (is_so: () => unknown) =>
  vi.waitFor(() => {
    flushSync();
    return is_so();
  }, 5000);
const reads = (words: string) => soon(() => expect(text()).toContain(words));
const loses = (words: string) => soon(() => expect(text()).not.toContain(words));
const send_to = (names: string) => soon(() => expect(button(`Send to ${names}`)).toBeDefined());
const mark = () => button('New words for you alone');
const announced = () => document.querySelector('[aria-live="polite"]')?.textContent ?? '';

/** The page as this member sees it, bar and all. */
function looks(page: Page): void {
  const place = new Place(page.place);
  shown.push(mount(AtHandButton, { target: document.body, props: { place, mark: true } }));
  shown.push(mount(InCircle, { target: document.body, props: { place } }));
  flushSync();
}
function turn_away(): void {
  for (const each of shown.splice(0)) void unmount(each);
}
const says = (by: Page, to: Page[], words: string, line = by) =>
  say_privately(by.place, { line: id(line), to: to.map(id), text: words, draft: id(line) });

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

describe('for a keeper', () => {
  it('is marked quietly, announced without the words, and takes no focus', async () => {
    looks(ana);
    await says(ben, [ana, kay], 'I need support');
    await soon(() => expect(mark()).toBeDefined());
    expect(document.activeElement).toBe(document.body);
    expect(announced()).toBe('There are new words for you alone, under Support at hand.');
    expect(door_sign).not.toHaveBeenCalled();
    press('New words for you alone');
    await reads('You and Ben');
    await reads('I need support');
    await soon(() => expect(mark()).toBeUndefined());
    write('Answer Ben', 'I am with you.');
    expect(text()).toContain('It goes to who read what it answers: Ben and Kay.');
    press('Send to Ben and Kay');
    await reads('Sent to Ben and Kay.');
    await soon(() => expect(ben.place.shown.view?.private_said).toHaveLength(2));
  });

  it('sounds only where sound was chosen, and for keepers alone', async () => {
    like({ sound: true });
    looks(ana);
    await says(ben, [ana, kay], 'I need support');
    await soon(() => expect(door_sign).toHaveBeenCalledTimes(1));
    like({ line: false });
    await says(ben, [ana, kay], 'Again');
    await soon(() => expect(ana.place.shown.view?.private_said).toHaveLength(2));
    turn_away();
    looks(ben);
    like({ line: true });
    await says(ana, [ben], 'I am here.', ben);
    await soon(() => expect(mark()).toBeDefined());
    expect(door_sign).toHaveBeenCalledTimes(1);
  });

  it('has the lines of all in one place, the newest first, and the way back', async () => {
    await says(ben, [ana, kay], 'From Ben');
    await says(cai, [ana], 'From Cai');
    await soon(() => expect(ana.place.shown.view?.private_said).toHaveLength(2));
    looks(ana);
    await soon(() => expect(mark()).toBeDefined());
    press('Support at hand');
    expect(document.querySelector('dialog')?.textContent).toContain('New words for you alone');
    press('See what people wrote');
    await reads('Who wrote');
    const names = () =>
      [...document.querySelectorAll('dialog li strong')].map((each) => each.textContent);
    await soon(() => expect(names()).toEqual(['Cai', 'Ben']));
    const news = () => document.querySelectorAll('dialog .new').length;
    expect(news()).toBe(2);
    document.querySelectorAll<HTMLButtonElement>('dialog li button')[1]?.click();
    await reads('From Ben');
    expect(text()).not.toContain('From Cai');
    press('Back to all');
    await soon(() => expect(names()).toEqual(['Cai', 'Ben']));
    expect(news()).toBe(1);
    expect(document.activeElement?.textContent).toContain('Who wrote');
  });

  it('can write first, with the other keepers or without them', async () => {
    looks(ana);
    press('Support at hand');
    press('See what people wrote');
    await reads('Nobody wrote yet.');
    const whom = document.querySelector<HTMLSelectElement>('dialog select');
    await soon(() => expect(whom?.textContent).toContain('Ben'));
    if (!whom) throw new Error('nobody to write to');
    whom.value = id(ben);
    whom.dispatchEvent(new window.Event('change', { bubbles: true }));
    flushSync();
    press('Write');
    await send_to('Ben and Kay');
    write('Write to Ben', 'You have gone quiet. That is fine; I am here.');
    press('Send to Ben and Kay');
    await soon(() => expect(ben.place.shown.view?.private_said).toHaveLength(1));
  });

  it('lets the circle breathe, holds it still and goes aside right there', async () => {
    await says(ben, [ana, kay], 'I need support');
    await soon(() => expect(ana.place.shown.view?.private_said).toHaveLength(1));
    circle.tell({ type: 'connection_back', member: id(ben) });
    looks(ana);
    await soon(() => expect(mark()).toBeDefined());
    press('New words for you alone');
    await reads('Go aside with Ben');
    const within = document.querySelector('dialog');
    const acts = [...(within?.querySelectorAll('button') ?? [])].map((each) =>
      each.textContent.trim(),
    );
    expect(acts).toEqual(
      expect.arrayContaining(['Let the circle breathe', 'Hold still', 'Go aside with Ben']),
    );
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
});
