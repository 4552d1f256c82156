// Holds renewed keys to their word: today's key opens what is older, an older one nothing newer,
// and the keepers' link finds today's key with a secret of its own.
import { describe, expect, it } from 'vitest';
import type { Sealed } from '../../client-web/src/circle/words';
import { make_id, make_secret } from '../../client-web/src/seal/bytes';
import { learn_before, seal_before } from '../../client-web/src/seal/key_chain';
import {
  open_for_keepers,
  seal_for_keepers,
  type KeepersBox,
} from '../../client-web/src/seal/keepers_box';
import { KeyRing, own_words, TooLong, type Label } from '../../client-web/src/seal/key_ring';

const circle = make_id();
const title = own_words('title');
const label_of = (id: string): Label => ({ kind: 'circle_key', author: '-', id });

/** Keys 1 to 5 and, of all but the last, what was sealed of it at its renewal, oldest first. */
async function renewed() {
  const keys = Array.from({ length: 5 }, make_secret);
  const ring = new KeyRing(circle, keys[0] ?? '');
  const titles = [await ring.seal(title, 'title 1')];
  const before: Sealed[] = [];
  for (const [at, key] of keys.slice(1).entries()) {
    ring.add(key, at + 2);
    before.push(await seal_before(ring, keys[at] ?? '', at + 1));
    titles.push(await ring.seal(title, `title ${at + 2}`));
  }
  return { keys, before, titles, newest: () => new KeyRing(circle, keys[4] ?? '', 5) };
}

describe("today's key", () => {
  it('opens all before it, in whatever order they come', async () => {
    const { before, titles, newest } = await renewed();
    const [one, two, three, four] = before as [Sealed, Sealed, Sealed, Sealed];
    for (const order of [before, [four, three, two, one], [three, one, four, two]]) {
      const ring = newest();
      expect(await learn_before(ring, order)).toEqual([5, 4, 3, 2, 1]);
      expect(ring.current).toBe(5);
      const read = await Promise.all(titles.map((sealed) => ring.open(title, sealed)));
      expect(read).toEqual([1, 2, 3, 4, 5].map((number) => `title ${number}`));
    }
  });

  it('still seals, and opens nothing before it learned it', async () => {
    const { before, titles, newest } = await renewed();
    const ring = newest();
    await expect(ring.open(title, titles[0] as Sealed)).rejects.toThrow('no key 1');
    await learn_before(ring, before);
    expect((await ring.seal(title, 'today')).key).toBe(5);
  });

  it('stops quietly at one that does not open, and leaves the given as they were', async () => {
    const { before, newest } = await renewed();
    const [one, two, , four] = before as [Sealed, Sealed, Sealed, Sealed];
    const foreign = { key: 4, body: four.body };
    const given = Object.freeze([one, two, foreign, four]);
    expect(await learn_before(newest(), given)).toEqual([5, 4]);
    expect(await learn_before(newest(), [one, two, four])).toEqual([5, 4]);
    expect(await learn_before(newest(), [])).toEqual([5]);
  });

  it('learns the rest later, from where it stopped', async () => {
    const { before, newest } = await renewed();
    const ring = newest();
    await learn_before(ring, before.slice(3));
    expect(await learn_before(ring, before)).toEqual([5, 4, 3, 2, 1]);
  });
});

describe('an older key', () => {
  it('opens what is older than itself, and nothing newer', async () => {
    const { keys, before, titles } = await renewed();
    const ring = new KeyRing(circle, keys[2] ?? '', 3);
    expect(await learn_before(ring, before.slice(0, 2))).toEqual([3, 2, 1]);
    expect(await learn_before(new KeyRing(circle, keys[2] ?? '', 3), before)).toEqual([3]);
    await expect(ring.open(title, titles[3] as Sealed)).rejects.toThrow('no key 4');
  });
});

describe('what was sealed of an older key', () => {
  it('opens under its own number only, and in its own circle', async () => {
    const { keys, before, newest } = await renewed();
    const four = before[3] as Sealed;
    expect(await newest().open(label_of('4'), four)).toBe(keys[3]);
    await expect(newest().open(label_of('3'), four)).rejects.toThrow();
    const elsewhere = new KeyRing(make_id(), keys[4] ?? '', 5);
    expect(await learn_before(elsewhere, before)).toEqual([5]);
  });

  it('is passed over where it is no key', async () => {
    const { newest } = await renewed();
    const ring = newest();
    for (const text of ['', 'words', make_id()]) {
      const odd = await ring.seal(label_of('4'), text);
      expect(await learn_before(ring, [odd])).toEqual([5]);
    }
    const nothing_before = new KeyRing(circle, make_secret());
    const before_the_first = await nothing_before.seal(label_of('0'), make_secret());
    expect(await learn_before(nothing_before, [before_the_first])).toEqual([1]);
  });

  it('is sealed under the key right after it, and is no longer than a key', async () => {
    const ring = new KeyRing(circle, make_secret(), 3);
    expect((await seal_before(ring, make_secret(), 2)).key).toBe(3);
    expect(() => seal_before(ring, make_secret(), 1)).toThrow('not the one before');
    expect(() => seal_before(ring, make_secret(), 3)).toThrow('not the one before');
    await expect(seal_before(ring, `${make_secret()}.`, 2)).rejects.toThrow(TooLong);
  });
});

describe("the keepers' box", () => {
  const box: KeepersBox = { circle, secret: make_secret(), number: 4 };
  const inside = { key: make_secret(), invitation: make_secret() };

  it("gives the circle's key and invitation to whoever has the secret of the keepers' link", async () => {
    const sealed = await seal_for_keepers(box, inside);
    expect(sealed.key).toBe(4);
    expect(await open_for_keepers(box, sealed)).toEqual(inside);
    const { key } = inside;
    const alone = await seal_for_keepers(box, { key });
    expect(await open_for_keepers(box, alone)).toEqual({ key });
  });

  it.each<[string, Partial<KeepersBox>]>([
    ['circle', { circle: make_id() }],
    ['link', { secret: make_secret() }],
    ['number', { number: 5 }],
  ])('does not open with another %s', async (_, other) => {
    const sealed = await seal_for_keepers(box, inside);
    await expect(open_for_keepers({ ...box, ...other }, sealed)).rejects.toThrow();
    const shown_as = { ...sealed, key: other.number ?? sealed.key };
    await expect(open_for_keepers({ ...box, ...other }, shown_as)).rejects.toThrow();
  });

  it('is not to be had with the key that is in it', async () => {
    const sealed = await seal_for_keepers(box, inside);
    await expect(open_for_keepers({ ...box, secret: inside.key }, sealed)).rejects.toThrow();
    await expect(seal_for_keepers(box, { key: 'k'.repeat(201) })).rejects.toThrow(TooLong);
  });
});
