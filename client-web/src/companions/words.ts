// What companions are called and what they say: plain, warm, nobody's own story. It comes from a
// catalogue, since it stands on the screen too: a page has its reader's, the script reads the file.
let sentence: (key: string) => string = () => '';

/** Before any of them comes. */
export function speak_with(says: (key: string) => string): void {
  sentence = says;
}

type Some<T> = readonly [T, ...T[]];

/** How many of each there are. */
const counts = { name: 20, share: 24, last: 8, pod: 8, confiding: 2, answer: 5 };
type Sort = keyof typeof counts;

const word = (sort: Sort, number: number): string => sentence(`companion.${sort}_${number}`);

function all(sort: Sort): Some<string> {
  const others = Array.from({ length: counts[sort] - 1 }, (_, index) => word(sort, index + 2));
  return [word(sort, 1), ...others];
}

/** A second of the same name is told apart by a number. */
export function name_of(index: number): string {
  const names = all('name');
  const name = names[index % names.length] ?? names[0];
  const again = Math.floor(index / names.length);
  return again === 0 ? name : `${name} ${again + 1}`;
}

/** Beside each name, wherever people read who somebody is. */
export const mark = (): string => sentence('companion.mark');

export const shares = (): Some<string> => all('share');
export const last_shares = (): Some<string> => all('last');
export const pod_shares = (): Some<string> => all('pod');
/** To a keeper alone: what is said first, and what answers them. */
export const confidings = (): Some<string> => all('confiding');
export const answers = (): Some<string> => all('answer');
