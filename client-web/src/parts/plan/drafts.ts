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

/** In place of what was written of it before; the oldest makes way. */
export async function keep_draft(plans: Plans, written: Written): Promise<void> {
  const others = (await drafts_of(plans)).filter(({ draft }) => draft !== written.draft);
  await plans.keep_written(JSON.stringify([...others, written].slice(-drafts_max)));
}

export async function erase_draft(plans: Plans, draft: string): Promise<void> {
  const others = (await drafts_of(plans)).filter((each) => each.draft !== draft);
  await plans.keep_written(others.length === 0 ? '' : JSON.stringify(others));
}
