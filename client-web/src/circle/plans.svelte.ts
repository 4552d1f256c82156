// The plans of one circle, as the screens of keepers see them. What reads and writes them comes when
// it is needed.
import type { Kept } from './acts_plans';
import type { Membership } from './membership';
import type { Place } from './place.svelte';
import type { PlanFile } from './plan_file';
import type { Answer } from './standing';
import type { Activity, PlanId, PlanKeptView } from './words';

export class Plans {
  readonly #membership: Membership;
  readonly #place: Place;
  /** What the next gathering is to be opened with. */
  chosen: PlanFile | undefined = $state.raw();

  constructor(membership: Membership, place: Place) {
    this.#membership = membership;
    this.#place = place;
  }

  get kept(): readonly PlanKeptView[] {
    return this.#place.view?.plans ?? [];
  }
  kept_as(plan: PlanId | undefined): PlanKeptView | undefined {
    return this.kept.find((each) => each.plan === plan);
  }
  title_of({ plan, title }: PlanKeptView) {
    return this.#place.said(title, 'plan_title', '-', plan);
  }
  /** Throws where it does not open here. */
  async open(kept: PlanKeptView): Promise<PlanFile> {
    const { open_plan } = await import('./acts_plans');
    return open_plan(this.#membership, kept);
  }
  /** In place of `plan` as it is kept now, or as a new one; refused where it is kept anew meanwhile. */
  async keep(file: PlanFile, plan?: PlanId): Promise<Kept> {
    const version = this.kept_as(plan)?.version;
    const { keep_plan } = await import('./acts_plans');
    return keep_plan(this.#membership, file, plan, version);
  }
  forget(plan: PlanId): Promise<Answer> {
    return this.#place.ask({ type: 'forget_plan', plan });
  }
  /** The parts of a gathering as a plan, to be kept. Throws where words do not open here. */
  async plan_of(activities: readonly Activity[]): Promise<PlanFile> {
    const { plan_of } = await import('./acts_plans');
    return plan_of(this.#membership, activities);
  }

  /** What is being written of a plan, kept on this device; empty where nothing is. */
  written(): Promise<string> {
    return this.#membership.belongings.written_plan();
  }
  keep_written(text: string): Promise<void> {
    return this.#membership.belongings.keep_written_plan(text);
  }
}
