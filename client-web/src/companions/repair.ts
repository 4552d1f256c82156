// What a companion does about a repair, where companions were told to: it asks for none, and says
// yes to who asks it.
import type { RepairsShown } from '../circle/repairs';
import type { Act, Seen } from './decide';

/** Who asks it, and whom it said yes to. */
export type Repairing = Pick<RepairsShown, 'asked_by' | 'faced'>;

/** Nobody is in a repair who does not say so. */
export function come_to_a_repair({ gathering, may, repairs, chance }: Seen): Act | undefined {
  const { practice } = gathering;
  const is_meant = repairs !== undefined && repairs.faced.length > 0;
  const is_open = practice?.structure.about === 'hurt' && !practice.takes_part;
  if (!is_meant || !is_open || practice.has_begun || !may.take_part) return undefined;
  return chance.happens(0.5) ? { type: 'ask', command: { type: 'take_part' } } : undefined;
}

export function answer_a_repair({ repairs, chance }: Seen): Act | undefined {
  const by = repairs?.asked_by[0];
  if (by === undefined || !chance.happens(0.3)) return undefined;
  return { type: 'answer_repair', by };
}
