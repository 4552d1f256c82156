// A keeper's own change of what is ahead, before it is sent. Another keeper may change or go on in the
// meantime: nothing of either is lost in silence.
import type { Activity, PlanView } from './words';

export interface PlanDraft {
  /** The plan that it began from. */
  version: number;
  from: readonly Activity[];
  ahead: readonly Activity[];
}

type Planned = Pick<PlanView, 'version' | 'ahead'>;

/** The same, whoever wrote it down in which order. */
function written(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(written).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? '';
  const its = Object.entries(value).filter(([, each]) => each !== undefined);
  return `{${its
    .map(([name, each]) => `${name}:${written(each)}`)
    .toSorted()
    .join()}}`;
}

export const are_same = (one: readonly Activity[], other: readonly Activity[]): boolean =>
  written(one) === written(other);

export const draft_of = ({ version, ahead }: Planned): PlanDraft => ({
  version,
  from: ahead,
  ahead,
});

export const is_changed = ({ from, ahead }: PlanDraft): boolean => !are_same(from, ahead);

function without_one(list: readonly Activity[], gone: Activity): Activity[] {
  const at = list.findIndex((each) => written(each) === written(gone));
  return list.filter((_, index) => index !== at);
}

/** How many of what was ahead are so no longer, where nothing else changed. */
function gone_on(from: readonly Activity[], ahead: readonly Activity[]): number | undefined {
  const gone = from.length - ahead.length;
  return gone >= 0 && are_same(from.slice(gone), ahead) ? gone : undefined;
}

/** On top of the plan as it is now; undefined where what is ahead was changed by both. */
export function followed(draft: PlanDraft, { version, ahead }: Planned): PlanDraft | undefined {
  if (version === draft.version) return draft;
  const gone = gone_on(draft.from, ahead);
  if (gone === undefined) return undefined;
  const left = draft.from.slice(0, gone).reduce(without_one, [...draft.ahead]);
  return { version, from: ahead, ahead: left };
}

export function moved(list: readonly Activity[], from: number, to: number): Activity[] {
  const next = [...list];
  const [taken] = next.splice(from, 1);
  if (taken) next.splice(to, 0, taken);
  return next;
}

export const removed = (list: readonly Activity[], at: number): Activity[] => list.toSpliced(at, 1);

export const inserted = (list: readonly Activity[], at: number, what: Activity): Activity[] =>
  list.toSpliced(at, 0, what);

export const length_of = (list: readonly Activity[]): number =>
  list.reduce((sum, { length }) => sum + length, 0);
