// Journey: three gatherings of one circle, each a week after the other, in each language and from right to
// left.
import { is_in_order } from './looking.ts';
import { test } from './people.ts';
import { languages, three_weeks } from './weeks.ts';

for (const language of languages) {
  test(`a circle of three weeks, in ${language}`, async ({ people }, testInfo) => {
    const large = testInfo.project.name === 'desktop';
    test.skip(large && language !== 'en', 'walked once at that size');
    test.setTimeout(300_000);
    await three_weeks(people, language, is_in_order);
  });
}
