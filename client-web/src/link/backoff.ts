// How long to wait before coming again: longer each time, and never all at the same moment.
export const wait_min = 300;
export const wait_max = 8000;

export function backoff(tries: number, random: () => number = Math.random): number {
  const wait = Math.min(wait_max, wait_min * 2 ** tries);
  return Math.max(wait_min, Math.round(wait * (0.5 + random() / 2)));
}
