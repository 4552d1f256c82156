// What the templates that were held are called: those of the page by their own words, the circle's own
// as far as they open here.
import { SvelteMap } from 'svelte/reactivity';
import type { Place } from '../../circle/place.svelte';
import { unreadable } from '../../circle/said.svelte';
import { template, words_in } from '../../circle/templates';
import { spoken } from '../../words/spoken.svelte';

const shipped = new SvelteMap<string, string>();
// Not drawn from, so it need not be reactive.
// eslint-disable-next-line svelte/prefer-svelte-reactivity
const asked = new Set<string>();

/** undefined while it comes, and for what has no name here. */
export function title_of(place: Place, id: string): string | undefined {
  const own = place.templates.find((each) => each.template === id);
  if (own) {
    const title = place.template_title(own);
    return title === unreadable ? undefined : title;
  }
  const { language } = spoken();
  const key = `${language} ${id}`;
  if (!asked.has(key)) {
    asked.add(key);
    template(id)?.then(
      (found) => {
        const title = words_in(found, language)?.title;
        if (title !== undefined) shipped.set(key, title);
      },
      () => asked.delete(key), // not loaded: the next who draws asks again
    );
  }
  return shipped.get(key);
}
