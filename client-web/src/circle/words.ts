// The generated words under a near path, with the names that only the client needs.
import type { Command } from '../../../protocol/generated/words';
import type { closings } from '../../../protocol/generated/words';

export * from '../../../protocol/generated/words';

export type Closing = keyof typeof closings;
export type CommandName = Command['type'];

/** What is sealed: part of what a body is bound to, so that it opens nowhere else. */
export type Kind =
  | 'title'
  | 'agreements'
  | 'safety'
  | 'places'
  | 'name'
  | 'pronouns'
  | 'share'
  | 'prompt'
  | 'opening_words'
  | 'closing_words'
  | 'device_key'
  | 'template'
  | 'template_body'
  | 'template_title'
  | 'circle_key'
  | 'keeper_box'
  | 'door_words'
  | 'invitation_for'
  | 'private_words'
  | 'quiet_words'
  | 'plan_title'
  | 'plan_body'
  | 'activity_title'
  | 'next_words'
  | 'capacity_words'
  | 'entry'
  | 'entry_words'
  | 'small_step'
  | 'went_words'
  | 'meet_up'
  | 'record_note'
  | 'draft';
