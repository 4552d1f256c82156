// Where every choice of a companion comes from: without it a run could not be seen again.
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

export interface Chance {
  /** From 0, never, to 1, always. */
  happens(likelihood: number): boolean;
  /** Both bounds included. */
  whole(from: number, to: number): number;
  one_of<T>(list: readonly [T, ...T[]]): T;
  /** A stream of its own, so that what one draws never shifts what another draws. */
  branch(): Chance;
}

const fine = 1_000_000;
export const seed_max = 2 ** 31 - 1;

export function chance_of(seed: number): Chance {
  const source = xoroshiro128plus(seed);
  const whole = (from: number, to: number) => uniformInt(source, from, to);
  return {
    happens: (likelihood) => whole(0, fine - 1) < likelihood * fine,
    whole,
    one_of: (list) => list[whole(0, list.length - 1)] ?? list[0],
    branch: () => chance_of(whole(0, seed_max)),
  };
}
