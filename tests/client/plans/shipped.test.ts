// Holds the plans that come with Circlekeeper to what a tired facilitator relies on: they open, add up,
// and leave everybody the time they say.
import { describe, expect, it } from 'vitest';
import { plan_text, read_plan, unknown_in } from '../../../client-web/src/circle/plan_file';
import { short_by, whole_minutes } from '../../../client-web/src/circle/plan_sums';
import { all_plans, plan_in } from '../../../client-web/src/circle/shipped_plans';
import { prompt_groups } from '../../../client-web/src/words/prompts';
import { shipped, shipped_ids } from '../templates/samples';
import { shipped_plans } from './samples';

const known = {
  prompts: new Set(prompt_groups.flatMap(({ keys }) => keys)),
  templates: new Set(shipped_ids),
};

it('are at least eight, found by the page from the shortest to the longest', async () => {
  const all = await all_plans();
  expect(all.length).toBeGreaterThanOrEqual(8);
  expect(all.length).toBe(shipped_plans.length);
  const lengths = all.map(({ minutes }) => minutes);
  expect(lengths).toEqual([...lengths].sort((one, other) => one - other));
});

describe.each(shipped_plans)('%s', (id, of) => {
  it('is called as its file, and says whose methods it is made of', () => {
    expect(of.id).toBe(id);
    expect(of.sources.length).toBeGreaterThan(0);
    for (const { author, title, year } of of.sources) {
      expect(author.length * title.length).toBeGreaterThan(0);
      expect(year).toBeGreaterThan(1900);
    }
  });

  it.each(['en', 'es'])('is a plan in %s, with nothing unknown and nothing unsaid', (language) => {
    expect(of.languages).toContain(language);
    const plan = plan_in(of, language);
    expect(read_plan(plan_text(plan))).toEqual(plan);
    expect(unknown_in(plan, known)).toEqual([]);
    expect([plan.title, plan.about, plan.expect].filter((text) => !text?.trim())).toEqual([]);
  });

  it('has a name in every language for each part that has one, and no other', () => {
    const named = of.activities.flatMap(({ name }) => (name === undefined ? [] : [name]));
    for (const language of of.languages) {
      expect(Object.keys(of.words[language]?.names ?? {}).sort()).toEqual(
        [...new Set(named)].sort(),
      );
    }
  });

  it('adds up to its whole', () => {
    expect(whole_minutes(of.activities)).toBe(of.minutes);
  });

  it('leaves everybody the turns that it says', () => {
    const plan = plan_in(of, 'en');
    expect(plan.activities.filter((each) => short_by(each, of.for_people) > 0)).toEqual([]);
    expect(plan.activities.filter((each) => each.floor?.floor === 'round').length).toBeGreaterThan(
      0,
    );
  });

  it('gives each practice its time, and people enough', () => {
    for (const { template, minutes, pod_size } of of.activities) {
      if (template === undefined) continue;
      const { structure } = shipped(template);
      expect(minutes).toBeGreaterThanOrEqual(structure.minutes);
      const size = pod_size ?? of.for_people;
      expect(size).toBeGreaterThanOrEqual(structure.people_min);
      expect(size).toBeLessThanOrEqual(structure.people_max);
      expect(pod_size === undefined).toBe(structure.form === 'ring');
    }
  });

  it('begins with arriving and agreements, and ends with a last round and goodbye', () => {
    const order = of.activities.map(({ kind }) => kind);
    expect(order[0]).toBe('opening');
    expect(order.indexOf('agreements')).toBeLessThanOrEqual(2);
    expect(order.at(-1)).toBe('closing');
    const last_round = of.activities.findLast(({ floor }) => floor?.floor === 'round');
    expect(last_round).toMatchObject({ kind: 'closing', floor: { last: true } });
  });

  it('has room to breathe, where it is longer than half an hour', () => {
    const silences = of.activities.filter(({ floor }) => floor?.floor === 'silence');
    expect(of.minutes <= 30 || silences.length > 0).toBe(true);
    expect(silences.filter(({ by_itself }) => !by_itself)).toEqual([]);
  });
});
