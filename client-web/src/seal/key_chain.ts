// A circle's older keys, each sealed under the one that came after it: who has today's key can read
// what was sealed before it, and an older key opens nothing newer.
import type { Sealed } from '../circle/words';
import { KeyRing, type Label } from './key_ring';

const label_of = (number: number): Label => ({
  kind: 'circle_key',
  author: '-',
  id: String(number),
});

/** The key before the ring's newest, for who comes later. The caller has its text: a ring gives no
 * key away. */
export function seal_before(ring: KeyRing, older_key: string, number: number): Promise<Sealed> {
  if (ring.current !== number + 1) throw new Error(`key ${number} is not the one before`);
  return ring.seal(label_of(number), older_key);
}

/** The older keys themselves, from newest to oldest, up to the first that does not open. */
export async function older_keys(
  newest: KeyRing,
  circle: string,
  before: readonly Sealed[],
): Promise<string[]> {
  const texts: string[] = [];
  let ring = newest;
  for (const sealed of [...before].sort((one, other) => other.key - one.key)) {
    const number = sealed.key - 1;
    const text = await ring.open(label_of(number), sealed).catch(() => undefined);
    if (text === undefined) break;
    texts.push(text);
    ring = new KeyRing(circle, text, number);
  }
  return texts;
}

/** Adds the older keys, from newest to oldest, up to the first that does not open; says which
 * numbers the ring has then, newest first. */
export async function learn_before(ring: KeyRing, before: readonly Sealed[]): Promise<number[]> {
  for (const sealed of [...before].sort((one, other) => other.key - one.key)) {
    const number = sealed.key - 1;
    if (ring.numbers.includes(number)) continue;
    try {
      ring.add(await ring.open(label_of(number), sealed), number);
    } catch {
      break; // what is older still opens with this one only
    }
  }
  return ring.numbers;
}

/** Whether a ring with a newer key goes on from one that is known: only who had that one could have
 * sealed it under the next. */
export async function goes_on_from(
  ring: KeyRing,
  known: { key: string; number: number },
  before: readonly Sealed[],
): Promise<boolean> {
  const sealed = before.find((each) => each.key === known.number + 1);
  if (!sealed) return false;
  return ring.open(label_of(known.number), sealed).then(
    (text) => text === known.key,
    () => false,
  );
}
