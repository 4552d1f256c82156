// Holds the walk to its word: it goes the ways of the structure, shows each role its own, and ends.
import { describe, expect, it } from 'vitest';
import {
  begin_walk,
  sight_of,
  walk_on,
  type Chosen,
  type Walk,
} from '../../../client-web/src/circle/template_preview';
import { shipped, shipped_ids } from './samples';

const { structure } = shipped('say_back_until_right');
const name = ({ at }: Walk, its = structure) => (at === undefined ? 'over' : its.steps[at]?.step);
const go = (walk: Walk, ...chosen: Chosen[]) =>
  chosen.reduce((now, each) => walk_on(structure, now, each), walk);

describe('a walk', () => {
  it('follows what is chosen', () => {
    const asked = go(begin_walk(structure), 'on', 'on');
    expect(name(asked)).toBe('was_it_right');
    expect(name(go(asked, { choice: 'not_quite' }))).toBe('say_back');
    expect(name(go(asked, { choice: 'yes' }))).toBe('change');
  });

  it('offers the way out of a loop from the third time on', () => {
    let walk = go(begin_walk(structure), 'on', 'on');
    const offered = () =>
      sight_of(structure, walk, 'speaker')?.choices.map(({ choice }) => choice) ?? [];
    expect(offered()).toEqual(['yes', 'not_quite']);
    walk = go(walk, { choice: 'not_quite' }, 'on', { choice: 'not_quite' }, 'on');
    expect(offered()).toEqual(['yes', 'not_quite', 'leave_it']);
    walk = go(walk, { choice: 'leave_it' }, 'on', 'on', 'on');
    expect(offered()).toEqual(['yes', 'not_quite']); // roles changed: tries begin anew
  });

  it.each([2, 3])('changes roles until all of %i had the first', (people) => {
    let walk = begin_walk(structure, people);
    let told = 0;
    for (let i = 0; i < 40 && walk.at !== undefined; i += 1) {
      if (name(walk) === 'tell') told += 1;
      walk = go(walk, name(walk) === 'was_it_right' ? { choice: 'yes' } : 'on');
    }
    expect([told, name(walk), walk.with_care]).toEqual([people, 'over', false]);
  });

  it('ends with care where somebody does not consent', () => {
    const hurt = shipped('small_repair').structure;
    const walk = walk_on(hurt, begin_walk(hurt), { consents: false });
    expect([name(walk, hurt), walk.with_care]).toEqual(['over', true]);
    expect(name(walk_on(hurt, begin_walk(hurt), { consents: true }), hurt)).toBe('what_it_did');
  });

  it('stays over, and goes on in nothing', () => {
    const empty = { ...structure, steps: [] };
    expect(begin_walk(empty).at).toBeUndefined();
    expect(walk_on(empty, begin_walk(empty), 'on').at).toBeUndefined();
    expect(sight_of(empty, begin_walk(empty), 'speaker')).toBeUndefined();
  });

  it.each(shipped_ids)('%s comes to its end by one answer and another', (id) => {
    const its = shipped(id).structure;
    let drawn = 1;
    const chance = (below: number) => (drawn = (drawn * 16_807) % 2_147_483_647) % below;
    let walk = begin_walk(its, its.people_max);
    for (let i = 0; i < 500 && walk.at !== undefined; i += 1) {
      const choices = its.roles.flatMap(({ role }) => sight_of(its, walk, role)?.choices ?? []);
      const choice = choices[chance(choices.length)];
      walk = walk_on(its, walk, choice ? { choice: choice.choice } : 'on');
    }
    expect(walk.at).toBeUndefined();
  });
});

describe('who has a role', () => {
  const sight = (role: string, ...chosen: Chosen[]) =>
    sight_of(structure, go(begin_walk(structure), ...chosen), role);

  it('sees what is theirs to do', () => {
    expect(sight('speaker')).toMatchObject({ may_speak: true, says_done: true, is_asked: false });
    expect(sight('listener')).toMatchObject({ may_speak: false, says_done: false });
    expect(sight('speaker', 'on', 'on')).toMatchObject({ is_asked: true, leads: true });
    expect(sight('companion', 'on', 'on')).toMatchObject({ is_asked: false, choices: [] });
  });
});
