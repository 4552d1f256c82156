// What somebody likes on this device: look, language, sound, keys, leaving by Shift, and which hints they have seen.
type Look = 'auto' | 'light' | 'dark';
interface Likings {
  look: Look;
  /** Where it is not the browser's. */
  language?: string;
  sound: boolean;
  /** For keepers, where sounds are on: one when somebody waits at the door. */
  door: boolean;
  /** The same when somebody writes to them. */
  line: boolean;
  keys: boolean;
  shift: boolean;
  hinted: boolean;
}

const name = 'circlekeeper.likings';

function read(): Likings {
  const plain: Likings = {
    look: 'auto',
    sound: false,
    door: true,
    line: true,
    keys: false,
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
  if (liking.look === 'auto') delete document.documentElement.dataset['look'];
  else document.documentElement.dataset['look'] = liking.look;
}
