// What was asked and refused is not lost: its words are there to be sent again, or go again by
// themselves where the circle only changed meanwhile.
import { make_id } from '../seal/bytes';
import type { Membership } from './membership';
import { give_private_back } from './private_line';
import type { Answer } from './standing';
import type { AddShareCommand, Command } from './words';

/** Words that met a newer key are sealed with it and go once more, as a share of another id. */
async function share_again(place: Membership, command: AddShareCommand, text: string) {
  await place.keys.settled;
  const is_newer = place.ring.current > command.body.key && !place.ring.is_behind;
  if (!is_newer || text === '' || place.shown.state === 'closed') return undefined;
  const share = make_id();
  const body = await place.ring.seal({ kind: 'share', author: place.me, id: share }, text);
  return { ...command, share, body };
}

export async function give_back(
  place: Membership,
  command: Command,
  answer: Answer,
): Promise<Answer> {
  place.waiting.answered(command, answer);
  if (answer.accepted) return answer;
  if (command.type === 'say_privately') return give_private_back(place, command, answer);
  if (command.type !== 'add_share') return answer;
  if (answer.code === 'share_is_known' || answer.code === 'closed') return answer; // there, or kept
  const label = { kind: 'share', author: place.me, id: command.share } as const;
  const text = await place.open(label, command.body).catch(() => '');
  if (answer.code === 'key_changed') {
    const again = await share_again(place, command, text);
    if (again) return place.ask(again);
  }
  if (place.draft.text === '' && place.shown.view?.gathering) place.write_draft(text);
  return answer;
}
