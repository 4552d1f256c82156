// Leaving the page at once. What is on it is gone from sight first, whatever the network does; what
// this device kept is forgotten next; then a neutral page takes the place of this one in the history.
export const neutral = { path: '/away.html', title: 'Kinds of cloud' };

/** The page goes even where forgetting takes longer. */
const forget_within = 1000;
const other_tabs = 'BroadcastChannel' in globalThis ? new BroadcastChannel('away') : undefined;

let forget: () => Promise<void> = () => Promise.resolve();

export function before_leaving(act: () => Promise<void>): void {
  forget = act;
}

export type Page = Pick<Window, 'document' | 'history'> & { location: Pick<Location, 'replace'> };

async function go(page: Page): Promise<void> {
  page.document.body.hidden = true;
  page.document.title = neutral.title;
  page.history.replaceState(null, '', neutral.path);
  const late = new Promise((settle) => setTimeout(settle, forget_within));
  await Promise.race([forget().catch(() => undefined), late]);
  page.location.replace(neutral.path);
}

/** The other tabs of this device go too. */
export function leave_at_once(page: Page = window): Promise<void> {
  other_tabs?.postMessage('leave');
  return go(page);
}

export function leave_with_others(page: Page = window): () => void {
  const leave = () => void go(page);
  other_tabs?.addEventListener('message', leave);
  return () => other_tabs?.removeEventListener('message', leave);
}
