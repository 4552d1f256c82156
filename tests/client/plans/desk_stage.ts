// The desk where plans are written, on a page of its own: as much of a place as it asks for, and what
// somebody does there by the names that people read.
import { flushSync, mount, unmount } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import { vi } from 'vitest';
import type { Place } from '../../../client-web/src/circle/place.svelte';
import type { PlanFile } from '../../../client-web/src/circle/plan_file';
import PlanChooser from '../../../client-web/src/parts/plan/PlanChooser.svelte';
import Plans from '../../../client-web/src/parts/plan/Plans.svelte';
import { like_a_browser } from '../on_screen';

interface Kept {
  file: PlanFile;
  body: string;
  by: string;
}

/** As much of a place as the page asks for. */
function fake_place(kept: Record<string, PlanFile> = {}) {
  const plans = new SvelteMap<string, Kept>(
    Object.entries(kept).map(([plan, file]) => [plan, { file, body: 'first', by: 'Ana' }]),
  );
  const view = (plan: string, { body, by }: Kept) => ({ plan, title: {}, body: { body }, by });
  let count = 0;
  return {
    all: plans,
    stored: '',
    refuses: '',
    view: { members: [{ witness: false }, { witness: false }, { witness: true }] },
    name_of: (by: string) => by,
    own_templates: async () => [],
    templates: [],
    remembering: { life: [] as unknown[] },
    plans: {
      get kept() {
        return [...plans].map(([plan, its]) => view(plan, its));
      },
      kept_as(plan: string | undefined) {
        const its = plans.get(plan ?? '');
        return its && view(plan ?? '', its);
      },
      title_of: ({ plan }: { plan: string }) => plans.get(plan)?.file.title,
      open: async ({ plan }: { plan: string }) => {
        const found = plans.get(plan);
        if (!found || found.body === 'broken') throw new Error('not here');
        return structuredClone(found.file);
      },
      keep: vi.fn(async (file: PlanFile, plan = `fresh${(count += 1)}`) => {
        if (place.refuses) return { accepted: false, code: place.refuses, sentence: 'Not now.' };
        const body = `mine${(count += 1)}`;
        plans.set(plan, { file, body, by: 'Me' });
        return { accepted: true, kept: { plan, body } };
      }),
      forget: vi.fn(async (plan: string) => {
        plans.delete(plan);
        return { accepted: true };
      }),
      written: (): Promise<string> => Promise.resolve(place.stored),
      keep_written: async (text: string) => {
        place.stored = text;
      },
    },
  };
}

export let place: ReturnType<typeof fake_place>;
let page: ReturnType<typeof mount>;
export const used = vi.fn();

export function open(kept?: Record<string, PlanFile>) {
  place = fake_place(kept);
  show();
}
function show() {
  const props = { place: place as unknown as Place, close: vi.fn(), onuse: used };
  page = mount(Plans, { target: document.body, props });
  flushSync();
}
export const settle = async (length = 0) => {
  await vi.advanceTimersByTimeAsync(length);
  flushSync();
};
const buttons = () => [...document.querySelectorAll('button')];
const is_named = (name: string) => (each: HTMLButtonElement) =>
  (each.ariaLabel ?? each.textContent?.replace(/\s+/g, ' ').trim()) === name;
export function button(name: string): HTMLButtonElement {
  const found = buttons().find(is_named(name));
  if (!found) throw new Error(`no button ${name} of ${buttons().map((b) => b.textContent)}`);
  return found;
}
export async function press(name: string) {
  button(name).click();
  await settle();
}
export const label = (text: string) =>
  [...document.querySelectorAll('label')].find((each) => each.textContent?.trim() === text);
export function field(text: string) {
  const found = label(text)?.control;
  if (!found) throw new Error(`nothing is called ${text}`);
  return found as HTMLInputElement;
}
export async function fill(text: string, value: string) {
  const found: HTMLInputElement | HTMLSelectElement = field(text);
  if (found instanceof HTMLSelectElement) {
    const option = [...found.options].find((each) => each.textContent?.trim() === value);
    if (!option) throw new Error(`no ${value} in ${found.textContent}`);
    found.value = option.value;
  } else found.value = value;
  const type = found instanceof HTMLSelectElement ? 'change' : 'input';
  found.dispatchEvent(new Event(type, { bubbles: true }));
  await settle();
}
export const text = () => document.body.textContent?.replace(/\s+/g, ' ') ?? '';
export const parts = () =>
  [...document.querySelectorAll('ol > li .name strong')].map((each) => each.textContent);
/** A part's line begins with its name. */
export async function open_part(name: string) {
  const found = buttons().find(
    (each) => each.classList.contains('name') && each.textContent?.trim().startsWith(name),
  );
  found?.click();
  await settle();
}
export async function add(kind: string) {
  await fill('Add a part', kind);
  await press('Add it');
}
export const last_kept = () => place.plans.keep.mock.calls.at(-1)?.[0] as PlanFile;
export async function give_file(content: string) {
  const input = document.querySelector<HTMLInputElement>('input[type=file]');
  const file = new File([content], 'x.json');
  file.text = () => Promise.resolve(content);
  Object.defineProperty(input, 'files', { value: [file], configurable: true });
  input?.dispatchEvent(new Event('change', { bubbles: true }));
  await settle();
}

/** A circle that met so many times. */
export function open_chooser(
  kept: Record<string, PlanFile>,
  onchoose: () => void,
  gatherings = 1,
): void {
  place = fake_place(kept);
  place.remembering.life = Array.from({ length: gatherings });
  const props = { place: place as unknown as Place, onchoose };
  page = mount(PlanChooser, { target: document.body, props });
  flushSync();
}

/** The page goes, and comes back with what the device kept. */
export async function reload(): Promise<void> {
  close();
  show();
  await settle();
}

export function begin(): void {
  vi.useFakeTimers();
  like_a_browser();
  used.mockClear();
}
export function close(): void {
  void unmount(page);
  document.body.replaceChildren();
}
