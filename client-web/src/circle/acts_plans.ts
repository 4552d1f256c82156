// Plans of a circle: kept sealed whole, and turned into the activities that a gathering follows.
import { make_id } from '../seal/bytes';
import { own_words } from '../seal/key_ring';
import { prompt_of, sealed_ask } from './acts';
import type { Membership } from './membership';
import { plan_text, plan_to_write, read_plan } from './plan_file';
import type { PlanActivity, PlanFile, PlanFloor, PlanPrompt } from './plan_file';
import type { Answer } from './standing';
import { limits } from './words';
import type { Activity, ActivityFloor, PlanKeptView, PlanId, Prompt } from './words';

/** What came of keeping a plan, and under which name. */
export type Kept = Answer & { kept?: { plan: PlanId; body: string } };

const minute = 60_000;

const label = (kind: 'plan_body' | 'plan_title', id: PlanId) =>
  ({ kind, author: '-', id }) as const;

/**
 * In place of `plan` in this version of it, or as a new one. `body` is what tells it from what others keep.
 */
export async function keep_plan(
  place: Membership,
  file: PlanFile,
  plan: PlanId = make_id(),
  version?: number,
): Promise<Kept> {
  let sealed = '';
  const answer = await sealed_ask(place, async () => {
    const body = await place.ring.seal(label('plan_body', plan), plan_text(file));
    sealed = body.body;
    const title = await place.ring.seal(label('plan_title', plan), file.title.trim());
    return { type: 'keep_plan', plan, title, body, ...(version !== undefined && { version }) };
  });
  return answer.accepted ? { ...answer, kept: { plan, body: sealed } } : answer;
}

/** Throws where the body does not open, or is no plan. */
export async function open_plan(place: Membership, kept: PlanKeptView): Promise<PlanFile> {
  return read_plan(await place.open(label('plan_body', kept.plan), kept.body));
}

function floor_of({ floor, gentle_seconds, direction, ...its }: PlanFloor): ActivityFloor {
  return {
    floor,
    ...(gentle_seconds !== undefined && { gentle: gentle_seconds * 1000 }),
    ...(direction && { direction }),
    second_chance: its.second_chance ?? false,
    last: its.last ?? false,
    everybody_once: its.everybody_once ?? false,
  };
}

async function sealed_prompt(place: Membership, prompt: PlanPrompt): Promise<Prompt> {
  return 'key' in prompt ? { key: prompt.key } : prompt_of(place, prompt.words);
}

async function activity_of(place: Membership, its: PlanActivity): Promise<Activity> {
  const { kind, minutes, by_itself, title, prompt, floor, template, pod_size } = its;
  return {
    kind,
    length: minutes * minute,
    by_itself: by_itself ?? false,
    ...(title && { title: await place.ring.seal(own_words('activity_title'), title) }),
    ...(prompt && { prompt: await sealed_prompt(place, prompt) }),
    ...(floor && { floor: floor_of(floor) }),
    ...(template && { template }),
    ...(pod_size && { pod_size }),
  };
}

/** Sealed, for a gathering that follows it. Throws as sealing does: call it in sealed_ask. */
export function activities_of(place: Membership, plan: PlanFile): Promise<Activity[]> {
  const { activities } = plan_to_write(plan);
  return Promise.all(activities.map((each) => activity_of(place, each)));
}

function plan_floor({ floor, gentle, direction, ...its }: ActivityFloor): PlanFloor {
  const is_round = floor === 'round';
  return {
    floor,
    ...(gentle && { gentle_seconds: Math.round(gentle / 1000) }),
    ...(is_round && direction && { direction }),
    ...(is_round && its.second_chance && { second_chance: true }),
    ...(is_round && its.last && { last: true }),
    ...(floor === 'popcorn' && its.everybody_once && { everybody_once: true }),
  };
}

async function opened_prompt(place: Membership, { key, words }: Prompt): Promise<PlanPrompt> {
  if (words) return { words: await place.open(own_words('prompt'), words) };
  return { key: key ?? '' };
}

async function plan_activity(place: Membership, its: Activity): Promise<PlanActivity> {
  const { kind, length, by_itself, title, prompt, floor, template, pod_size } = its;
  return {
    kind,
    minutes: Math.max(1, Math.round(length / minute)),
    ...(by_itself && { by_itself }),
    ...(title && { title: await place.open(own_words('activity_title'), title) }),
    ...(prompt && { prompt: await opened_prompt(place, prompt) }),
    ...(floor && { floor: plan_floor(floor) }),
    ...(template && { template }),
    ...(pod_size && { pod_size }),
  };
}

/** A gathering's activities as a plan again. Throws where words do not open on this device. */
export async function plan_of(
  place: Membership,
  activities: readonly Activity[],
): Promise<PlanFile> {
  const its = await Promise.all(activities.map((each) => plan_activity(place, each)));
  return {
    format: 'circlekeeper-plan',
    version: 1,
    title: '',
    activities: its.slice(0, limits.counts.activities_max),
  };
}
