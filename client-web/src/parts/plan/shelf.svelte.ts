// The templates that a plan can name: those that come with Circlekeeper, and the circle's own.
import type { Place } from '../../circle/place.svelte';
import { all_templates, words_in, type Template } from '../../circle/templates';
import { spoken } from '../../words/spoken.svelte';

interface OnShelf {
  id: string;
  own: boolean;
  template: Template;
}

export class Shelf {
  all: OnShelf[] = $state.raw([]);
  /** Before that, nothing is said to be unknown. */
  is_full = $state(false);
  failed = $state(false);

  async fill(place: Place): Promise<void> {
    try {
      const [own, shipped] = await Promise.all([place.own_templates(), all_templates()]);
      const with_own = (own_one: boolean) => (template: Template) => ({
        id: template.id,
        own: own_one,
        template,
      });
      this.all = [...own.map(with_own(true)), ...shipped.map(with_own(false))];
      this.is_full = true;
    } catch {
      this.failed = true;
    }
  }

  named(id: string | undefined): Template | undefined {
    return this.all.find((each) => each.id === id)?.template;
  }
  title_of(template: Template): string | undefined {
    return words_in(template, spoken().language)?.title;
  }
}
