// Acts of a gathering that follows a plan, with what is sealed in it.
import { KeyMissing, own_words, TooLong } from '../seal/key_ring';
import { cannot_seal, sealed_ask, too_long } from './acts';
import { activities_of } from './acts_plans';
import type { Opening } from './following.svelte';
import type { Membership } from './membership';
import { new_plan, type PlanActivity } from './plan_file';
import type { Answer } from './standing';
import type { Activity, Command } from './words';

export function open_gathering(
  place: Membership,
  { words, quiet, plan }: Opening,
): Promise<Answer> {
  return sealed_ask(place, async (): Promise<Command> => {
    const sealed = words && (await place.ring.seal(own_words('opening_words'), words));
    return {
      type: 'open_gathering',
      ...(sealed && { words: sealed }),
      ...(quiet && { quiet }),
      ...(plan && { activities: await activities_of(place, plan) }),
    };
  });
}

/** To be put into a plan; or why it cannot be sealed. */
export async function sealed_activity(
  place: Membership,
  its: PlanActivity,
): Promise<Activity | Answer> {
  try {
    await place.keys.settled;
    const [sealed] = await activities_of(place, { ...new_plan(), activities: [its] });
    if (!sealed) throw new Error('nothing was sealed');
    return sealed;
  } catch (error) {
    if (error instanceof KeyMissing) return cannot_seal(place);
    if (error instanceof TooLong) return too_long(error);
    throw error;
  }
}
