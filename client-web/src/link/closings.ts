// What a close code says: which closing it is, and whether to come back.
import type { Closing } from '../circle/words';
import { closings } from '../circle/words';

/** From this code on there is nothing to come back to. */
const final_from = 4100;

export interface Ending {
  closing?: Closing;
  come_back: boolean;
}

export function ending_of(code: number): Ending {
  const found = Object.entries(closings).find(([, each]) => each.code === code);
  if (found) return { closing: found[0] as Closing, come_back: found[1].come_back };
  return code >= final_from ? { closing: 'out_of_step', come_back: false } : { come_back: true };
}
