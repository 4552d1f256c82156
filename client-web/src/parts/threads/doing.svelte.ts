// What comes of an act beside which it was asked: whether it is under way, and why it was refused.
import type { Answer } from '../../circle/standing';
import { sentence_of } from '../asking.svelte';

export class Doing {
  working = $state(false);
  problem = $state('');

  /** Whether it was accepted. Nothing is asked twice at once. */
  async do(act: () => Promise<Answer>): Promise<boolean> {
    if (this.working) return false;
    this.working = true;
    this.problem = '';
    const answer = await act();
    this.working = false;
    this.problem = sentence_of(answer);
    return answer.accepted;
  }
}

/** What somebody wrote in is gone: back to what opened it. */
export function back_to(id: string): void {
  document.querySelector<HTMLElement>(`[aria-controls="${id}"][aria-expanded="true"]`)?.focus();
}
