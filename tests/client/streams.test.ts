// Holds the streams to their word: nothing is missed or heard twice, in a pod as in the circle.
import { expect, it } from 'vitest';
import { Streams } from '../../client-web/src/link/streams';

function streams(): Streams {
  const fresh = new Streams();
  fresh.welcome('a', [{ stream: 'circle', number: 3 }]);
  return fresh;
}
const in_pod = (pod: number, number: number) => ({ stream: 'pod' as const, pod, number });

it("a pod's stream begins with the pod, and takes the place of the one before", () => {
  const heard = streams();
  expect(heard.hear(in_pod(4, 1))).toBe('next');
  expect(heard.hear(in_pod(4, 2))).toBe('next');
  expect(heard.hear(in_pod(4, 1))).toBe('known');
  expect(heard.hear(in_pod(5, 1))).toBe('next');
  expect(heard.resume?.numbers).toEqual([{ stream: 'circle', number: 3 }, in_pod(5, 1)]);
});

it('a pod that is not mine, or a gap in one, is a hole', () => {
  const heard = streams();
  expect(heard.hear(in_pod(4, 2))).toBe('hole');
  expect(heard.hear(in_pod(4, 1))).toBe('next');
  expect(heard.hear(in_pod(4, 3))).toBe('hole');
  expect(heard.hear(in_pod(5, 2))).toBe('hole');
  expect(heard.hear({ stream: 'keepers', number: 1 })).toBe('hole');
});

it('who comes into a pod that is under way goes on from where they were welcomed', () => {
  const heard = streams();
  heard.welcome('a', [{ stream: 'circle', number: 4 }, in_pod(4, 7)]);
  expect(heard.hear(in_pod(4, 7))).toBe('known');
  expect(heard.hear(in_pod(4, 8))).toBe('next');
  expect(heard.resume?.numbers).toContainEqual(in_pod(4, 8));
});
