// Plans that are being written on this device: each stays until it is kept or thrown away, and one
// that is begun does not push out another.
import type { Plans } from '../../circle/plans.svelte';
import type { Written } from './desk.svelte';

const drafts_max = 8;

export async function drafts_of(plans: Plans): Promise<Written[]> {
  try {
    const read: unknown = JSON.parse((await plans.written()) || '[]');
    return Array.isArray(read) ? (read as Written[]) : [];
  } catch {
    return [];
  }
}

let last: Promise<void> = Promise.resolve();

/** One change after the other, each from what the one before left. */
function changed(plans: Plans, change: (drafts: Written[]) => Written[]): Promise<void> {
  last = last.then(async () => {
    const drafts = change(await drafts_of(plans));
    await plans.keep_written(drafts.length === 0 ? '' : JSON.stringify(drafts));
  });
  return last;
}

/** In place of what was written of it before; the oldest makes way. */
export function keep_draft(plans: Plans, written: Written): Promise<void> {
  return changed(plans, (drafts) => {
    const others = drafts.filter(({ draft }) => draft !== written.draft);
    return [...others, written].slice(-drafts_max);
  });
}

export function erase_draft(plans: Plans, draft: string): Promise<void> {
  return changed(plans, (drafts) => drafts.filter((each) => each.draft !== draft));
}
