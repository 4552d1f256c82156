// @vitest-environment jsdom
// Holds leaving at once to its word: it goes whatever happens, in the right order, and never because
// somebody types.
import { readFileSync } from 'node:fs';
import { createRawSnippet, flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  before_leaving,
  leave_at_once,
  neutral,
  type Page,
} from '../../client-web/src/parts/leaving';
import { like, liking } from '../../client-web/src/parts/liking.svelte';
import Sheet from '../../client-web/src/parts/Sheet.svelte';
import { Thrice } from '../../client-web/src/parts/thrice';
import TopBar from '../../client-web/src/parts/TopBar.svelte';

let done: string[];

/** A page that writes down what is done to it. */
function page_of(): Page {
  return {
    document: {
      body: {
        set hidden(on: boolean) {
          done.push(`hidden ${on}`);
        },
      },
      set title(text: string) {
        done.push(`title ${text}`);
      },
    } as unknown as Document,
    history: {
      replaceState: (_: unknown, __: string, url: string) => done.push(`address ${url}`),
    } as unknown as History,
    location: { replace: (url) => void done.push(`replace ${String(url)}`) },
  };
}

beforeEach(() => {
  done = [];
  before_leaving(() => Promise.resolve());
});

describe('leaving at once', () => {
  it('hides the page before anything else, forgets, and goes without a way back', async () => {
    before_leaving(async () => void done.push('forgotten'));
    await leave_at_once(page_of());
    expect(done).toEqual([
      'hidden true',
      `title ${neutral.title}`,
      `address ${neutral.path}`,
      'forgotten',
      `replace ${neutral.path}`,
    ]);
  });

  it('goes where forgetting fails', async () => {
    before_leaving(() => Promise.reject(new Error('no storage')));
    await leave_at_once(page_of());
    expect(done.at(-1)).toBe(`replace ${neutral.path}`);
  });

  it('goes where forgetting does not end', async () => {
    vi.useFakeTimers();
    before_leaving(() => new Promise(() => undefined));
    const going = leave_at_once(page_of());
    expect(done[0]).toBe('hidden true');
    await vi.advanceTimersByTimeAsync(1000);
    await going;
    vi.useRealTimers();
    expect(done.at(-1)).toBe(`replace ${neutral.path}`);
  });

  it('leads to a page that asks for nothing, and says nothing of circles', () => {
    const html = readFileSync(`client-web/public${neutral.path}`, 'utf8');
    expect(html).toContain(`<title>${neutral.title}</title>`);
    expect(html).not.toMatch(/circle|keeper|support|src=|href=|<script|style/i);
  });
});

describe('Shift three times', () => {
  const press = (thrice: Thrice, at: number) => {
    thrice.hear({ type: 'keydown', key: 'Shift', repeat: false }, at);
    return thrice.hear({ type: 'keyup', key: 'Shift', repeat: false }, at + 50);
  };
  const key = (type: string, name: string, more = {}) => ({
    type,
    key: name,
    repeat: false,
    ...more,
  });

  it('is heard, and then anew', () => {
    const thrice = new Thrice();
    expect([0, 500, 1000].map((at) => press(thrice, at))).toEqual([1, 2, 3]);
    expect(press(thrice, 1500)).toBe(1);
  });

  it('is not what it takes too long to press', () => {
    const thrice = new Thrice();
    expect([0, 3000, 6000, 9000].map((at) => press(thrice, at))).toEqual([1, 2, 2, 2]);
  });

  it('is not what somebody does who types capitals', () => {
    const thrice = new Thrice();
    for (let at = 0; at < 2000; at += 200) {
      thrice.hear(key('keydown', 'Shift'), at);
      thrice.hear(key('keydown', 'A'), at + 20);
      thrice.hear(key('keyup', 'A'), at + 40);
      expect(thrice.hear(key('keyup', 'Shift'), at + 60)).toBe(0);
    }
  });

  it.each([
    ['another key between', key('keydown', 'a')],
    ['a Shift that is held', key('keydown', 'Shift', { repeat: true })],
    ['Shift with another', key('keydown', 'Shift', { ctrlKey: true })],
    ['the writing of a sign', key('keydown', 'Shift', { isComposing: true })],
  ])('is not %s', (_, between) => {
    const thrice = new Thrice();
    press(thrice, 0);
    press(thrice, 200);
    thrice.hear(between, 300);
    expect(press(thrice, 400)).toBe(1);
  });

  it('is not both Shifts at once', () => {
    const thrice = new Thrice();
    for (const type of ['keydown', 'keydown', 'keyup', 'keyup'])
      expect(thrice.hear(key(type, 'Shift'), 0)).toBe(0);
  });
});

describe('the bar', () => {
  let bar: ReturnType<typeof mount>;
  const children = createRawSnippet(() => ({ render: () => '<button>Next</button>' }));
  const shift = () => {
    for (const type of ['keydown', 'keyup'])
      window.dispatchEvent(new KeyboardEvent(type, { key: 'Shift' }));
    flushSync();
  };
  const hint = () => document.querySelector('[role=status]')?.textContent.trim();

  beforeEach(() => {
    like({ shift: true });
    bar = mount(TopBar, { target: document.body, props: { children } });
    flushSync();
  });
  afterEach(() => {
    void unmount(bar);
    like({ shift: true });
  });

  it('has the way out first, and says how else it is done', () => {
    const first = document.querySelector('button');
    expect(first?.textContent.trim()).toBe('Leave at once');
    expect(first?.getAttribute('aria-describedby')).toBe(
      document.querySelector('[role=status]')?.id,
    );
    expect(hint()).toBe('or press Shift three times');
  });

  it('says aloud when once more is enough, and no longer after a click', () => {
    shift();
    expect(hint()).toBe('or press Shift three times');
    shift();
    expect(hint()).toBe('Shift once more, and this page is gone');
    window.dispatchEvent(new Event('pointerdown'));
    flushSync();
    expect(hint()).toBe('or press Shift three times');
  });

  it('hears no Shift of who does not want it', () => {
    like({ shift: false });
    flushSync();
    const gone = vi.fn(() => Promise.resolve());
    before_leaving(gone);
    for (let time = 0; time < 3; time += 1) shift();
    expect(liking.shift).toBe(false);
    expect(hint()).toBe('');
    expect(gone).not.toHaveBeenCalled();
  });

  it('stands in every sheet too, and is not what the focus falls on', () => {
    let falls_on: string | undefined;
    HTMLDialogElement.prototype.showModal = function (this: HTMLDialogElement) {
      this.open = true;
      falls_on = [...this.querySelectorAll('button')].find((each) => each.autofocus)?.textContent;
    };
    const props = { title: 'A sheet', close: () => undefined, children };
    const sheet = mount(Sheet, { target: document.body, props });
    flushSync();
    const first = document.querySelector('dialog button');
    expect(first?.textContent.trim()).toBe('Leave at once');
    expect(falls_on).toBe('Close');
    void unmount(sheet);
  });
});
