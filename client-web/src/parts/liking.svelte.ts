// What somebody likes on this device: look, size, language, sound, keys, how they pass on, leaving by
// Shift, and which hints they have seen.
type Look = 'auto' | 'light' | 'dark';
interface Likings {
  look: Look;
  /** Words and controls alone: no drawing, no ornament, no motion. */
  words_only: boolean;
  /** Larger text, and controls that are easier to hit. */
  larger: boolean;
  /** Where it is not the browser's. */
  language?: string;
  sound: boolean;
  /** For keepers, where sounds are on: one when somebody waits at the door. */
  door: boolean;
  /** The same when somebody writes to them. */
  line: boolean;
  keys: boolean;
  /** Passing on asks first, however long it takes; otherwise it can be taken back for a few seconds. */
  ask_first: boolean;
  shift: boolean;
  hinted: boolean;
}

const name = 'circlekeeper.likings';

function read(): Likings {
  const plain: Likings = {
    look: 'auto',
    words_only: false,
    larger: false,
    sound: false,
    door: true,
    line: true,
    keys: false,
    ask_first: false,
    shift: true,
    hinted: false,
  };
  try {
    return { ...plain, ...(JSON.parse(localStorage.getItem(name) ?? '{}') as Partial<Likings>) };
  } catch {
    return plain;
  }
}

export const liking = $state(read());

export function like(change: Partial<Likings>): void {
  Object.assign(liking, change);
  try {
    localStorage.setItem(name, JSON.stringify(liking));
  } catch {
    // A browser that keeps nothing: it holds for this page.
  }
  apply_look();
}

export function apply_look(): void {
  const { dataset } = document.documentElement;
  if (liking.look === 'auto') delete dataset['look'];
  else dataset['look'] = liking.look;
  if (liking.words_only) dataset['wordsOnly'] = '';
  else delete dataset['wordsOnly'];
  if (liking.larger) dataset['larger'] = '';
  else delete dataset['larger'];
}

/** How long passing on can be taken back, in milliseconds: without end for who is asked first. */
export const passing_delay = (): number => (liking.ask_first ? Infinity : 4000);
