// What the bench says of two files, and how it makes one figure of many rounds.
import { describe, expect, test } from 'vitest';
import { compare, told } from '../../bench/compare.ts';
import { type Figure, ratios, summary_of } from '../../bench/figures.ts';
import { goals, verdict } from '../../bench/goals.ts';
import { plot_of } from '../../bench/plot.ts';
import { table_of } from '../../bench/table.ts';
import { figures_of, type Run } from '../../bench/telling.ts';

const figure = (values: number[], better: Figure['better'] = 'more'): Figure => ({
  group: '64 circles of 16',
  subject: 'circlekeeper durable',
  measure: 'deliveries, raw loop = 1',
  unit: '',
  better,
  values,
});

const verdicts = (before: Figure, after: Figure) =>
  compare([before], [after]).map((each) => each.verdict);

describe('one figure of many rounds', () => {
  test('is the median, with least and most', () => {
    expect(summary_of([3, 1, 2])).toEqual({ median: 2, least: 1, most: 3 });
    expect(summary_of([4, 1, 2, 3])).toEqual({ median: 2.5, least: 1, most: 4 });
    expect(() => summary_of([])).toThrow('nothing was measured');
  });

  test('is a ratio within each round, and none where one of the two is missing', () => {
    const durable = [8, 6, 9];
    const raw = [10, 12];
    expect(ratios(durable, raw)).toEqual([0.8, 0.5]);
    const only_later: number[] = [];
    only_later[1] = 6;
    expect(ratios(only_later, raw)).toEqual([0.5]);
    expect(ratios([1], [0])).toEqual([]);
  });

  test('leaves out a run that failed', () => {
    const run = (subject: string, round: number, deliveries_per_second?: number): Run => ({
      ...{ group: 'g', subject, round, thrown_away: 0, disturbed: false },
      ...(deliveries_per_second === undefined
        ? { failed: 'an event was missing' }
        : { told: { deliveries_per_second, latency_us: { first: {}, last: {} } } as Run['told'] }),
    });
    const runs = [run('raw loop', 0, 10), run('ws', 0), run('raw loop', 1, 10), run('ws', 1, 4)];
    const found = figures_of(runs as Run[]).find(
      ({ subject, measure }) => subject === 'ws' && measure === 'deliveries, raw loop = 1',
    );
    expect(found?.values).toEqual([0.4]);
  });
});

describe('two files', () => {
  test('differ where all rounds of one lie beyond all of the other', () => {
    expect(verdicts(figure([0.6, 0.62, 0.64]), figure([0.8, 0.82, 0.85]))).toEqual(['better']);
    expect(verdicts(figure([0.8, 0.82, 0.85]), figure([0.6, 0.62, 0.64]))).toEqual(['worse']);
  });

  test('are the same where rounds overlap, or hardly differ', () => {
    expect(verdicts(figure([0.6, 0.7, 0.8]), figure([0.75, 0.85, 0.9]))).toEqual(['same']);
    expect(verdicts(figure([1, 1.001, 1.002]), figure([1.01, 1.011, 1.012]))).toEqual(['same']);
  });

  test('are better with less where less is better', () => {
    expect(verdicts(figure([14, 15], 'less'), figure([7, 8], 'less'))).toEqual(['better']);
    expect(verdicts(figure([7, 8], 'less'), figure([14, 15], 'less'))).toEqual(['worse']);
  });

  test('are told worst first, with both ranges, and what only one has is left out', () => {
    const other = { ...figure([1]), subject: 'ws' };
    const text = told(compare([figure([0.8, 0.9]), other], [figure([0.4, 0.5])]));
    expect(text.split('\n')).toEqual([
      'worse: 64 circles of 16 · circlekeeper durable · deliveries, raw loop = 1: ' +
        '0.85 (0.80 to 0.90) -> 0.45 (0.40 to 0.50), -47 %',
      '0 better, 1 worse, 0 the same within the noise',
    ]);
  });
});

test('a goal is reached, aimed at, or missed by so much', () => {
  const [first] = goals;
  if (!first) throw new Error('no goals');
  expect(verdict(first, [figure([0.95])])).toContain('as aimed at');
  expect(verdict(first, [figure([0.85])])).toContain('reached');
  expect(verdict(first, [figure([0.6])])).toContain('short by 25 %');
  expect(verdict(first, [])).toBeUndefined();
});

test('the table has a row for each subject, and the plot a bar', () => {
  const figures = [figure([0.6, 0.7, 0.8]), { ...figure([0.5]), subject: 'a < b' }];
  expect(table_of(figures)).toContain('| circlekeeper durable | 0.70 (0.60-0.80) |');
  const plot = plot_of(figures, '64 circles of 16');
  expect(plot.match(/<rect/g)).toHaveLength(2);
  expect(plot).toContain('a &lt; b');
});
