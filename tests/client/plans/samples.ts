// Plans to start from: those that come with Circlekeeper, and one that has a bit of everything.
import { readdirSync, readFileSync } from 'node:fs';
import type { PlanFile } from '../../../client-web/src/circle/plan_file';
import type { ShippedPlan } from '../../../client-web/src/circle/shipped_plans';

const folder = `${import.meta.dirname}/../../../protocol/plans`; // a page has URLs of its own

export const shipped_plans: [string, ShippedPlan][] = readdirSync(folder).map((name) => [
  name.replace('.json', ''),
  JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')) as ShippedPlan,
]);

export const evening: PlanFile = {
  format: 'circlekeeper-plan',
  version: 1,
  title: 'An evening',
  about: 'For us.',
  expect: 'Tea.',
  for_people: 8,
  minutes: 60,
  activities: [
    { kind: 'opening', minutes: 3, floor: { floor: 'keeper' }, prompt: { words: 'Welcome in.' } },
    {
      kind: 'round',
      minutes: 22,
      title: 'What we carry',
      prompt: { key: 'checkin.carry' },
      floor: {
        floor: 'round',
        gentle_seconds: 150,
        direction: 'against',
        second_chance: true,
        last: true,
      },
    },
    { kind: 'silence', minutes: 2, by_itself: true, floor: { floor: 'silence' } },
    { kind: 'open_floor', minutes: 9, floor: { floor: 'popcorn', everybody_once: true } },
    { kind: 'practice', minutes: 24, template: 'being_with', pod_size: 2 },
  ],
};

/** To be spoilt. */
export const evening_with = (change: (plan: typeof evening) => unknown): string => {
  const plan = structuredClone(evening);
  change(plan);
  return JSON.stringify(plan);
};
