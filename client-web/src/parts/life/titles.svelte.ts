// What the templates that were held are called: those of the page by their own words, the circle's own
// as far as they open here.
import { SvelteMap } from 'svelte/reactivity';
import type { Place } from '../../circle/place.svelte';
import { unreadable } from '../../circle/said.svelte';
import { template, words_in } from '../../circle/templates';

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
  if (!asked.has(id)) {
    asked.add(id);
    template(id)?.then(
      (found) => {
        const title = words_in(found, document.documentElement.lang)?.title;
        if (title !== undefined) shipped.set(id, title);
      },
      () => asked.delete(id), // not loaded: the next who draws asks again
    );
  }
  return shipped.get(id);
}
