// A plan that is being written: its parts, for how many people and how long it is meant, and what
// was taken out last.
import { fitted, is_fitted, moved, new_activity, put_in } from '../../circle/plan_edit';
import { bounds, plan_text, type PlanActivity, type PlanFile } from '../../circle/plan_file';
import { whole_minutes } from '../../circle/plan_sums';
import { limits, type ActivityKind, type PlanId } from '../../circle/words';
import { make_id } from '../../seal/bytes';

/** A part on the desk: it is the same one wherever it stands. */
export interface Item {
  id: number;
  activity: PlanActivity;
  /** Whether turns are as long as fits, and go with the number of people. */
  fits: boolean;
}

/** What is kept of it on the device until it is kept in the circle. */
export interface Written {
  draft: string;
  text: string;
  plan?: PlanId | undefined;
  bodies: string[];
}

interface KeptAs {
  plan: PlanId;
  /** As it is sealed. */
  body: string;
}

interface Removed {
  item: Item;
  index: number;
}

export class PlanDesk {
  title = $state('');
  about = $state('');
  expect = $state('');
  people = $state(8);
  there = $state(60);
  items: Item[] = $state.raw([]);
  removed: Removed | undefined = $state.raw();
  /** Undefined for one that the circle does not keep yet. */
  plan: PlanId | undefined = $state();
  /** Which one it is among what is being written here. */
  readonly draft: string;
  /** Sealed bodies that were kept under its name and are on this desk, the newest last. */
  #bodies: string[];
  #seen: boolean;
  #kept: string = $state('');
  /** As it was begun: until something is written, nothing can be lost. */
  #begun = $state('');
  #last_id = 0;

  readonly file: PlanFile = $derived.by(() => ({
    format: 'circlekeeper-plan',
    version: 1,
    title: this.title,
    about: this.about,
    expect: this.expect,
    for_people: this.people,
    minutes: this.there,
    activities: this.items.map(({ activity }) => activity),
  }));
  readonly text: string = $derived.by(() => plan_text(this.file));
  readonly changed: boolean = $derived.by(() => this.text !== this.#kept);
  readonly touched: boolean = $derived.by(() => this.changed && this.text !== this.#begun);
  readonly whole: number = $derived.by(() => whole_minutes(this.file.activities));
  readonly is_full: boolean = $derived.by(() => this.items.length >= limits.counts.activities_max);

  /** people: of a plan that does not say for how many it is. kept: as the circle keeps it just so. */
  constructor(file: PlanFile, people: number, kept?: KeptAs) {
    const { title, about = '', expect = '', activities } = file;
    Object.assign(this, { title, about, expect });
    const is_possible = Math.max(bounds.people_min, Math.min(people, bounds.people_max));
    this.people = file.for_people ?? is_possible;
    this.there = file.minutes ?? Math.max(1, whole_minutes(activities) || 60);
    this.items = activities.map((activity) => this.#item(activity));
    this.plan = kept?.plan;
    this.#bodies = kept ? [kept.body] : [];
    this.#seen = kept !== undefined;
    this.draft = make_id();
    this.#begun = this.text;
    if (kept) this.#kept = this.text;
  }

  /** To be gone on with, as it was left. */
  static from({ draft, plan, bodies }: Written, file: PlanFile): PlanDesk {
    const desk = new PlanDesk(file, bounds.people_min);
    desk.plan = plan;
    desk.#bodies = bodies;
    desk.#seen = plan !== undefined;
    desk.#begun = '';
    Object.assign(desk, { draft });
    return desk;
  }

  get written(): Written {
    const { draft, text, plan } = this;
    return { draft, text, plan, bodies: this.#bodies };
  }

  #item(activity: PlanActivity): Item {
    this.#last_id += 1;
    return { id: this.#last_id, activity, fits: is_fitted(activity, this.people) };
  }

  #put(item: Item, index: number): void {
    this.items = put_in(this.items, index, item);
  }

  // Its parts.
  index_of(id: number): number {
    return this.items.findIndex((each) => each.id === id);
  }
  add(kind: ActivityKind): Item {
    const item = this.#item(new_activity(kind, this.people));
    this.#put(item, this.items.length);
    return item;
  }
  duplicate({ id, activity }: Item): Item {
    const item = this.#item(structuredClone(activity));
    this.#put(item, this.index_of(id) + 1);
    return item;
  }
  remove(item: Item): void {
    this.removed = { item, index: this.index_of(item.id) };
    this.items = this.items.filter((each) => each.id !== item.id);
  }
  put_back(): Item | undefined {
    const { removed } = this;
    if (!removed || this.is_full) return undefined;
    this.#put(removed.item, Math.min(removed.index, this.items.length));
    this.removed = undefined;
    return removed.item;
  }
  move(id: number, to: number): void {
    this.items = moved(this.items, this.index_of(id), to);
  }
  /** Where turns are as long as fits, they still are. */
  change(id: number, activity: PlanActivity, fits?: boolean): void {
    this.items = this.items.map((each) => {
      if (each.id !== id) return each;
      const still_fits = fits ?? each.fits;
      const its = still_fits ? fitted(activity, this.people) : activity;
      return { ...each, activity: its, fits: still_fits };
    });
  }
  for_people(people: number): void {
    this.people = people;
    this.items = this.items.map((each) =>
      each.fits ? { ...each, activity: fitted(each.activity, people) } : each,
    );
  }

  // How it is kept.
  kept_as({ plan, body }: KeptAs): void {
    this.#seen = this.#seen && this.plan === plan;
    this.plan = plan;
    this.#bodies = [...this.#bodies, body];
    this.#kept = this.text;
  }
  /** Told of what the circle keeps under its name now: is it another's, or gone? */
  is_otherwise(body: string | undefined): boolean {
    if (this.plan === undefined) return false;
    if (body === undefined) return this.#seen;
    return !this.#bodies.includes(body);
  }
  /** The circle told of what was kept: from now on it can be gone. */
  look(body: string | undefined): void {
    if (body !== undefined) this.#seen = true;
  }
}
