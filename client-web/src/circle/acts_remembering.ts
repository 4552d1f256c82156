// A keeper's own note on a gathering, sealed before it leaves.
import { sealed_ask } from './acts';
import type { Membership } from './membership';
import type { Answer } from './standing';

export function keep_record_note(
  place: Membership,
  gathering: number,
  text: string,
): Promise<Answer> {
  const label = { kind: 'record_note', author: place.me, id: String(gathering) } as const;
  return sealed_ask(place, async () => ({
    type: 'keep_record_note',
    gathering,
    body: await place.ring.seal(label, text),
  }));
}
