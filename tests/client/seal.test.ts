// Holds the seal to its word: what is sealed opens in its own place only, and once.
import { describe, expect, it } from 'vitest';
import { limits } from '../../client-web/src/circle/words';
import { from_text, make_id, make_secret, to_text } from '../../client-web/src/seal/bytes';
import { make_device_key } from '../../client-web/src/seal/device_key';
import { KeyRing, own_words, TooLong, type Label } from '../../client-web/src/seal/key_ring';

const circle = make_id();
const key = make_secret();
const label: Label = { kind: 'share', author: make_id(), id: make_id() };
const ring = () => new KeyRing(circle, key);

describe('a sealed body', () => {
  it('opens in its own place, with every sign as it was written', async () => {
    const text = '\uFEFFso — ruhig 🌿\n ';
    expect(await ring().open(label, await ring().seal(label, text))).toBe(text);
  });

  const elsewhere: [string, Partial<Label>][] = [
    ['author', { author: make_id() }],
    ['id', { id: make_id() }],
    ['kind', { kind: 'prompt' }],
  ];
  it.each(elsewhere)('does not open under another %s', async (_, moved) => {
    const sealed = await ring().seal(label, 'mine');
    await expect(ring().open({ ...label, ...moved }, sealed)).rejects.toThrow();
  });

  it('does not open in another circle, though the key is the same', async () => {
    const sealed = await ring().seal(label, 'mine');
    await expect(new KeyRing(make_id(), key).open(label, sealed)).rejects.toThrow();
  });

  it('does not open with another key', async () => {
    const sealed = await ring().seal(label, 'mine');
    await expect(new KeyRing(circle, make_secret()).open(label, sealed)).rejects.toThrow();
  });

  it('does not open under another key number, though both numbers have the same key', async () => {
    const both = ring();
    both.add(key, 2);
    const sealed = await ring().seal(label, 'mine');
    expect(sealed.key).toBe(1);
    await expect(both.open(label, { ...sealed, key: 2 })).rejects.toThrow();
  });

  it('does not open without its key', async () => {
    const sealed = await ring().seal(label, 'mine');
    await expect(ring().open(label, { ...sealed, key: 7 })).rejects.toThrow('no key 7');
  });

  it('is sealed with the newest key, in whatever order they came', async () => {
    const both = new KeyRing(circle, make_secret(), 9);
    both.add(key, 2);
    both.add(make_secret(), 10);
    expect([both.current, both.numbers]).toEqual([10, [10, 9, 2]]);
    expect((await both.seal(label, 'mine')).key).toBe(10);
  });

  it.each([
    ['shorter than a key', make_id(), 2],
    ['longer than a key', to_text(new Uint8Array(33)), 2],
    ['no base64url', '!'.repeat(43), 2],
    ['a key without a number', key, 0],
  ])('is not sealed with what is %s', (_, text, number) => {
    const only = ring();
    expect(() => only.add(text, number)).toThrow();
    expect(only.numbers).toEqual([1]);
  });

  it('does not open once a single bit was changed', async () => {
    const sealed = await ring().seal(label, 'mine');
    const bytes = from_text(sealed.body);
    bytes[14] = (bytes[14] ?? 0) ^ 1;
    await expect(ring().open(label, { ...sealed, body: to_text(bytes) })).rejects.toThrow();
  });

  it('holds nothing of the words, and is another each time', async () => {
    const bodies = new Set<string>();
    const nonces = new Set<string>();
    for (let count = 0; count < 64; count += 1) {
      const { body } = await ring().seal(label, 'the very same words');
      bodies.add(body);
      nonces.add(to_text(from_text(body).slice(0, 12)));
    }
    expect([bodies.size, nonces.size]).toEqual([64, 64]);
    const bytes = from_text([...bodies][0] ?? '');
    expect(bytes.length).toBe(12 + 'the very same words'.length + 16);
    expect(new TextDecoder().decode(bytes)).not.toContain('same');
  });
});

describe('a second body under a known id', () => {
  it('is refused, though its author sealed it', async () => {
    const reader = ring();
    const first = await ring().seal(label, 'what I said');
    const second = await ring().seal(label, 'what I did not say now');
    expect(await reader.open(label, first)).toBe('what I said');
    await expect(reader.open(label, second)).rejects.toThrow('second body');
  });

  it('does not shut out the first one', async () => {
    const reader = ring();
    const first = await ring().seal(label, 'what I said');
    await reader.open(label, first);
    await reader.open(label, await ring().seal(label, 'other')).catch(() => undefined);
    expect(await reader.open(label, first)).toBe('what I said');
  });

  it('is another thing for what may change, such as a name', async () => {
    const name: Label = { kind: 'name', author: label.author, id: '-' };
    const reader = ring();
    await reader.open(name, await ring().seal(name, 'Ama'));
    expect(await reader.open(name, await ring().seal(name, 'Ama Serwaa'))).toBe('Ama Serwaa');
  });
});

describe('too long', () => {
  const bounds = [
    ['title', limits.words.title],
    ['agreements', limits.words.agreements],
    ['safety', limits.words.words],
    ['places', limits.words.agreements],
    ['name', limits.words.name],
    ['pronouns', limits.words.name],
    ['share', limits.words.share],
    ['prompt', limits.words.words],
    ['opening_words', limits.words.words],
    ['closing_words', limits.words.words],
  ] as const;

  it.each(bounds)('%s: %i code points and not one more', async (kind, max) => {
    const sealed = await ring().seal(own_words(kind), '🌿'.repeat(max));
    expect(await ring().open(own_words(kind), sealed)).toHaveLength(max * 2);
    const over = ring().seal(own_words(kind), '🌿'.repeat(max) + 'a');
    await expect(over).rejects.toThrow(TooLong);
    await expect(over).rejects.toMatchObject({ kind, words_max: max });
  });
});

describe('what is made', () => {
  it('has the length that the wire has room for', () => {
    expect(make_id()).toMatch(/^[A-Za-z0-9_-]{22}$/);
    expect(make_secret()).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(new Set(Array.from({ length: 100 }, make_id)).size).toBe(100);
  });

  it("keeps a device's private key from being taken out", async () => {
    const { pair, announced } = await make_device_key();
    expect(pair.privateKey.extractable).toBe(false);
    expect(from_text(announced)).toHaveLength(65);
    expect(announced.length).toBeLessThanOrEqual(limits.words.device_key);
  });
});
