/// <reference types="vite/client" />
// The plans that come with the page: fetched together, where a keeper looks for one. A plan that is
// chosen speaks the keeper's language, but for prompts, which everybody reads in their own.
import type { PlanActivity, PlanFile } from './plan_file';

interface ShippedActivity extends Omit<PlanActivity, 'title'> {
  /** The key of its title, among the words. */
  name?: string;
}

interface ShippedWords {
  title: string;
  about: string;
  expect: string;
  names?: Record<string, string>;
}

export interface ShippedPlan {
  id: string;
  version: number;
  /** How many people its rounds have time for. */
  for_people: number;
  /** How long the whole of it is. */
  minutes: number;
  sources: { author: string; title: string; year: number }[];
  languages: string[];
  activities: ShippedActivity[];
  words: Record<string, ShippedWords>;
}

const files = import.meta.glob<ShippedPlan>('../../../protocol/plans/*.json', {
  import: 'default',
});

/** The shortest first. */
export async function all_plans(): Promise<ShippedPlan[]> {
  const plans = await Promise.all(Object.values(files).map((load) => load()));
  return plans.sort((one, other) => one.minutes - other.minutes);
}

function activity_in({ name, ...its }: ShippedActivity, words: ShippedWords): PlanActivity {
  const title = name === undefined ? undefined : words.names?.[name];
  return { ...its, ...(title !== undefined && { title }) };
}

/** In this language, or in its first. */
export function plan_in(of: ShippedPlan, language: string): PlanFile {
  const { words, languages, for_people, minutes, activities } = of;
  const its = words[language] ?? words[languages[0] ?? ''];
  if (!its) throw new Error('a plan without words');
  return structuredClone({
    format: 'circlekeeper-plan',
    version: 1,
    title: its.title,
    about: its.about,
    expect: its.expect,
    for_people,
    minutes,
    activities: activities.map((each) => activity_in(each, its)),
  });
}
