// A plan as a file on this device, under a name that says nothing of what it is.
import { plan_text, type PlanFile } from '../../circle/plan_file';
import { save_text } from '../saving';

export function save_plan(plan: PlanFile): void {
  save_text('plan.json', 'application/json', `${plan_text(plan, 2)}\n`);
}
