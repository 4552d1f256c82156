// @vitest-environment jsdom
// Holds the editor to its word, on a page: what is typed is kept, what is wrong is said where it is,
// and a file in bad faith changes nothing.
import { flushSync, mount, unmount } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Place } from '../../../client-web/src/circle/place.svelte';
import { read_template, type TemplateFile } from '../../../client-web/src/circle/template_file';
import OwnPractices from '../../../client-web/src/parts/editor/OwnPractices.svelte';
import type { Checked } from '../../../client-web/src/circle/template_checking';
import { shipped, shipped_json, shipped_text } from './samples';

/** As much of a place as the page asks for. */
function fake_place(kept: Record<string, TemplateFile> = {}) {
  const templates = new SvelteMap(Object.entries(kept));
  const view = (template: string) => ({ template, title: {}, body: {}, by: 'Ana' });
  return {
    stored: '',
    checked: { flaws: [] } as Checked,
    checks: [] as unknown[],
    get templates() {
      return [...templates.keys()].map(view);
    },
    template_title: ({ template }: { template: string }) =>
      templates.get(template)?.words['en']?.title,
    name_of: () => 'Ana',
    open_template: async ({ template }: { template: string }) => templates.get(template),
    keep_template: vi.fn(async (file: TemplateFile, template = 'fresh') => {
      templates.set(template, file);
      return { accepted: true, template };
    }),
    ask: vi.fn(async ({ template }: { template: string }) => {
      templates.delete(template);
      return { accepted: true };
    }),
    async check_template(structure: unknown) {
      this.checks.push(structure);
      return this.checked;
    },
    written(): Promise<string> {
      return Promise.resolve(this.stored);
    },
    async keep_written(text: string) {
      this.stored = text;
    },
  };
}

let place: ReturnType<typeof fake_place>;
let page: ReturnType<typeof mount>;

function open(kept?: Record<string, TemplateFile>) {
  place = fake_place(kept);
  const props = { place: place as unknown as Place, close: vi.fn() };
  page = mount(OwnPractices, { target: document.body, props });
  flushSync();
}

const settle = async (length = 0) => {
  await vi.advanceTimersByTimeAsync(length);
  flushSync();
};
function button(name: string): HTMLButtonElement {
  const all = [...document.querySelectorAll('button')];
  const found = all.find((each) => [each.ariaLabel, each.textContent?.trim()].includes(name));
  if (!found) throw new Error(`no button ${name} of ${all.map((each) => each.textContent)}`);
  return found;
}
async function press(name: string) {
  button(name).click();
  await settle();
}
const field = (id: string) => document.getElementById(id) as HTMLInputElement | HTMLSelectElement;
async function fill(id: string, value: string) {
  const found = field(id);
  found.value = value;
  found.dispatchEvent(
    new Event(found instanceof HTMLSelectElement ? 'change' : 'input', {
      bubbles: true,
    }),
  );
  await settle();
}
const shows = (text: string) => document.body.textContent?.includes(text) ?? false;
async function give_file(text: string) {
  const input = document.querySelector<HTMLInputElement>('input[type=file]');
  const file = new File([text], 'x.json');
  file.text = () => Promise.resolve(text);
  Object.defineProperty(input, 'files', { value: [file], configurable: true });
  input?.dispatchEvent(new Event('change', { bubbles: true }));
  await settle();
}

beforeEach(() => {
  vi.useFakeTimers();
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
  HTMLElement.prototype.scrollIntoView = () => undefined;
});
afterEach(() => {
  void unmount(page);
  document.body.replaceChildren();
  vi.useRealTimers();
});

describe('a new one', () => {
  beforeEach(async () => {
    open();
    await press('Write a new one');
  });

  it('is kept as it was typed', async () => {
    await fill('at-words-en-title', 'Tea together');
    await fill('at-words-en-steps-s1-prompts-everybody', 'Pour a cup.');
    await press('Keep it in the circle');
    const [file, template] = place.keep_template.mock.calls[0] ?? [];
    expect(template).toBeUndefined();
    expect(file?.words['en']?.title).toBe('Tea together');
    expect(file?.words['en']?.steps['s1']?.prompts['everybody']).toBe('Pour a cup.');
    expect(shows('It is kept.')).toBe(true);
    await fill('at-words-en-purpose', 'To warm up.');
    await press('Keep it in the circle');
    expect(place.keep_template.mock.calls[1]?.[1]).toBe('fresh');
  });

  it('is asked about a moment after it changed, by structure alone', async () => {
    place.checked = { flaws: [{ code: 'minutes_off', pointer: '/minutes' }] };
    await settle(700);
    expect(place.checks).toHaveLength(1);
    expect(JSON.stringify(place.checks)).not.toContain('words"');
    const described = field('at-structure-minutes').getAttribute('aria-describedby') ?? '';
    const told = described.split(' ').map((id) => document.getElementById(id)?.textContent);
    expect(told.join(' ')).toContain('The minutes do not add up to those of the steps.');
    await fill('at-structure-minutes', '9');
    await fill('at-structure-minutes', '12');
    await settle(700);
    expect(place.checks).toHaveLength(2);
    expect(place.checks[1]).toMatchObject({ minutes: 12 });
  });

  it('leads from what is wrong to its place', async () => {
    await press('1.: A role has no prompt in this step.');
    expect(document.activeElement?.closest('details')?.open).toBe(true);
  });

  it('has steps that come, move and go', async () => {
    await press('Add a step');
    await fill('at-words-en-steps-s2-title', 'Rest');
    await press('Move up: 2. Rest');
    expect(field('at-structure-steps-0').textContent).toContain('1. Rest');
    await press('Remove the step: 1. Rest');
    expect(shows('Rest')).toBe(false);
  });

  it('outlives a reload, and can be thrown away', async () => {
    await fill('at-words-en-title', 'Tea together');
    await settle(400);
    expect(place.stored).toContain('Tea together');
    await press('Close');
    await press('Later');
    await settle();
    await press('Go on with what you were writing');
    expect(field('at-words-en-title').value).toBe('Tea together');
    await press('Close');
    await press('Throw away what changed');
    await settle();
    expect(place.stored).toBe('');
    expect(shows('Go on with what you were writing')).toBe(false);
  });

  it('asks whether two face each other about a hurt', async () => {
    const question = 'Do two people face each other here about something that hurt between them?';
    expect(shows(question)).toBe(false);
    await press('Add a step');
    await fill('at-structure-steps-1-voice', 'role r2');
    expect(shows(question)).toBe(true);
    await press('No, about something else');
    expect(shows(question)).toBe(false);
    await press('Add a role');
    await press('Add a step');
    await fill('at-structure-steps-2-voice', 'role r3');
    await press('Yes, about a hurt between them');
    expect(shows(question)).toBe(false);
    await press('Keep it in the circle');
    expect(place.keep_template.mock.calls[0]?.[0].structure.about).toBe('hurt');
  });

  it('has its words in two languages, the first beside the second', async () => {
    await fill('at-words-en-title', 'Tea together');
    await press('Add Español');
    expect(shows('In the first language: Tea together')).toBe(true);
    await fill('at-words-es-title', 'Tomar té');
    await press('English');
    expect(field('at-words-en-title').value).toBe('Tea together');
    await press('Keep it in the circle');
    const [file] = place.keep_template.mock.calls[0] ?? [];
    expect(file?.words['es']?.title).toBe('Tomar té');
  });
});

describe('one that is there', () => {
  it('is changed in its place, or forgotten in two acts', async () => {
    open({ one: shipped('being_with') });
    await press('Change');
    expect(button('Keep it in the circle').disabled).toBe(true);
    await fill('at-words-en-title', 'Being there');
    await press('Keep it in the circle');
    expect(place.keep_template.mock.calls[0]?.[1]).toBe('one');
    await press('Close');
    await press('Forget');
    expect(place.ask).not.toHaveBeenCalled();
    await press('Forget it');
    expect(place.ask).toHaveBeenCalledWith({ type: 'forget_template', template: 'one' });
  });

  it('can be walked through as each role', async () => {
    open({ one: shipped('say_back_until_right') });
    await press('Change');
    await press('Look through it');
    expect(shows('Tell something small from your week that still goes round in you.')).toBe(true);
    await press('It goes on');
    await press('It goes on');
    expect(shows('You are asked: A choice.')).toBe(true);
    await press('Not quite yet');
    expect(shows('2. Saying back')).toBe(true);
    await press('Back to writing');
    expect(field('at-words-en-title').value).toBe('Say back until it is right');
  });
});

describe('a file', () => {
  beforeEach(() => open());

  it('comes in under keys that say nothing', async () => {
    await give_file(shipped_text('small_repair'));
    await press('Keep it in the circle');
    const [file] = place.keep_template.mock.calls[0] ?? [];
    expect(JSON.stringify(file?.structure)).not.toContain('what_it_did');
    expect(file?.structure.steps[0]?.step).toBe('s1');
  });

  it('is text, whatever it holds', async () => {
    const json = shipped_json('say_back_until_right');
    json.words.en.title = '<img src=x onerror="globalThis.hurt = 1">';
    json.words.en.steps.tell.title = '<script>globalThis.hurt = 1</script>';
    await give_file(JSON.stringify(json));
    expect(document.querySelector('img, script')).toBeNull();
    expect(shows('<script>globalThis.hurt = 1</script>')).toBe(true);
    expect(globalThis).not.toHaveProperty('hurt');
  });

  it.each([
    ['This file is not JSON', 'no'],
    ['This file nests too deeply', '['.repeat(20)],
    ['This file is too large', ' '.repeat(140_000)],
    ['This is not a practice as we know it.', '{}'],
  ])('is refused in plain words: %s', async (sentence, text) => {
    await give_file(text);
    expect(shows(sentence)).toBe(true);
    expect(shows('Nothing was changed.')).toBe(true);
    expect(document.querySelector('#at-words-en-title')).toBeNull();
  });

  it('is read again as it was saved', async () => {
    const blobs: Blob[] = [];
    vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
      blobs.push(blob as Blob);
      return 'blob:x';
    });
    void unmount(page);
    open({ one: shipped('being_with') });
    const clicked = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockReturnValue();
    await press('Save as a file');
    expect((clicked.mock.contexts[0] as HTMLAnchorElement).download).toBe('practice.json');
    vi.useRealTimers();
    const reader = new FileReader();
    const read = new Promise((done) => (reader.onload = done));
    reader.readAsText(blobs[0] as Blob);
    await read;
    const text = String(reader.result);
    expect(read_template(text)).toEqual(shipped('being_with'));
  });
});
