// The shapes in which a member's place is told to the screens; without them every screen would
// guess what a state, an answer or a milestone looks like.
import type { Been, Note } from './alone';
import { no_repairs, type RepairsShown } from './repairs';
import type {
  Activity,
  Closing,
  Command,
  DoorView,
  FloorKind,
  GestureKind,
  Link,
  MemberId,
  RefusalCode,
  ShareId,
  ShareView,
  View,
} from './words';

type PlaceState = 'connecting' | 'door' | 'here' | 'connecting_again' | 'stepped_away' | 'closed';

/** This device's own, without a sentence of the server's. */
export type OwnRefusal =
  'closed' | 'cancelled' | 'key_missing' | 'device_key_swapped' | 'not_sealed' | 'nobody_reads';

/** What came of a command. */
export type Answer =
  | { accepted: true }
  | {
      accepted: false;
      code: RefusalCode | OwnRefusal;
      sentence: string;
      field?: string;
      about?: MemberId;
      again_in?: number;
    };

/** An act that is sent when its time is over, unless it is taken back. */
export interface Pending {
  command: Command;
  /** On this device's clock, as Date.now() gives it. */
  until: number;
}

export interface Gesture {
  /** Different for each, for keyed lists. */
  number: number;
  from: MemberId;
  kind: GestureKind;
}

/** A moment worth saying aloud, by key; the screens make the sentence. */
export type Milestone =
  | { key: 'holder'; member: MemberId }
  | { key: 'you_hold' }
  | { key: 'you_are_next' }
  | { key: 'holder_is_waited_for'; member: MemberId }
  | { key: 'piece_in_the_centre' }
  | { key: 'offered_to_you'; from?: MemberId }
  | { key: 'offered'; to: MemberId }
  | { key: 'not_now'; member: MemberId }
  | { key: 'gentle_time_over' }
  | { key: 'floor_announced'; floor: FloorKind }
  | { key: 'floor_opened'; floor: FloorKind }
  | { key: 'second_chance' }
  | { key: 'round_closed' }
  | { key: 'prompt_given' }
  | { key: 'activity_began'; activity: Activity }
  | { key: 'next_changed'; activity: Activity }
  | { key: 'next_announced' }
  | { key: 'silence_began'; until: number }
  | { key: 'silence_ended' }
  | { key: 'pause_began'; by: MemberId }
  | { key: 'pause_ended' }
  | { key: 'held_still'; by: MemberId }
  | { key: 'went_on'; by: MemberId }
  | { key: 'gathering_opened'; by: MemberId }
  | { key: 'gathering_closed'; why: 'keeper' | 'nobody_here' }
  | { key: 'shared'; member: MemberId; share: ShareId }
  | { key: 'ideas_asked'; by: MemberId }
  | { key: 'ideas_answered'; by: MemberId }
  | { key: 'share_hidden' }
  | { key: 'my_share_hidden' }
  | { key: 'share_shown' }
  | { key: 'asked_slowed'; by: MemberId }
  | { key: 'asked_quiet'; by: MemberId }
  | { key: 'quietened'; member: MemberId }
  | { key: 'quiet_over' }
  | { key: 'member_joined'; member: MemberId }
  | { key: 'member_left'; member: MemberId }
  | { key: 'member_removed'; member: MemberId }
  | { key: 'keeper_came'; member: MemberId }
  | { key: 'you_keep' }
  | { key: 'asked_to_keep'; by: MemberId }
  | { key: 'keeping_ended'; member: MemberId }
  | { key: 'stepped_down'; member: MemberId }
  | { key: 'you_stepped_down' }
  | { key: 'keepers_missed' }
  | { key: 'stand_in'; member: MemberId }
  | { key: 'you_stand_in' }
  | { key: 'stand_in_ended'; member: MemberId }
  | { key: 'circle_rests' }
  | { key: 'keepers_back'; thanks?: MemberId }
  | { key: 'seat_given'; member: MemberId }
  | { key: 'link_replaced'; link: Link; by: MemberId }
  | { key: 'device_came' }
  | { key: 'words_changed' }
  | { key: 'agreements_changed' }
  | { key: 'agreements_shown' }
  | { key: 'waits_at_door' }
  | { key: 'repair_asked'; by: MemberId }
  | { key: 'gate_passed' }
  | { key: 'private_words' }
  | { key: 'carried_asked'; by: MemberId }
  | { key: 'carried_answered' }
  | { key: 'asked_aside'; by: MemberId }
  | { key: 'you_are_aside'; member: MemberId }
  | { key: 'went_aside'; member: MemberId }
  | { key: 'aside_not_asked' }
  | { key: 'you_are_back' }
  | { key: 'back_from_aside'; member: MemberId }
  | { key: 'practice_opened'; by: MemberId }
  | { key: 'practice_began' }
  | { key: 'your_role'; role: string }
  | { key: 'step_began'; step: string }
  | { key: 'your_turn' }
  | { key: 'turn_of'; member: MemberId }
  | { key: 'knocked'; by: MemberId }
  | { key: 'let_in' }
  | { key: 'not_let_in' }
  | { key: 'help_asked' }
  | { key: 'minute_more' }
  | { key: 'called_back' }
  | { key: 'pod_ended' }
  | { key: 'practice_closed' }
  | { key: 'connecting_again' }
  | { key: 'here_again' };

/** How the circle ended, as it was told to who was here. */
export interface Ended {
  /** Absent where nobody had visited it. */
  by?: MemberId;
  /** A last word, opened. */
  words?: string;
}

export interface ProtectionShown {
  /** Whose signs are not shown on this device. */
  signs_at_rest: readonly MemberId[];
  /** When I gave a sign last, on the server's clock. */
  signed_at: number;
  ended: Ended | undefined;
}

/** Everything that a place shows, as one value that is replaced when something changes. */
export interface Shown {
  state: PlaceState;
  closing?: Closing;
  needs_newer_page: boolean;
  door?: DoorView;
  view?: View;
  pending?: Pending;
  writing: readonly MemberId[];
  gestures: readonly Gesture[];
  draft: string;
  /** What I wrote for myself alone. */
  notes: readonly Note[];
  /** The pod that I am in, or was in last. */
  been: Been | undefined;
  /** Who asks me for a repair, and whom I asked. */
  repairs: RepairsShown;
  /** What was shared in earlier gatherings, oldest first; undefined until somebody looked back. */
  earlier: readonly ShareView[] | undefined;
  earlier_has_more: boolean;
  protection: ProtectionShown;
  /** How many commands wait for their answer, and are kept on this device until then. */
  unanswered_count: number;
  /** Whether this place lives in the tab alone, as on a shared device. */
  in_this_tab_only: boolean;
  /** Whether the circle has a newer key, which did not reach this device. */
  key_missing: boolean;
  /** How many of the circle's keys are here: with a new one, more words open. */
  key_count: number;
  /** At the door, where I asked to come in. */
  waiting: WaitingShown;
  /** The links that this device knows. */
  links: { keeper?: string; invitation?: string };
}

export interface WaitingShown {
  /** Whether I wait for a keeper's answer. */
  knocks: boolean;
  /** Whether the connection went meanwhile. */
  lost: boolean;
  /** Why I stand before the door again. */
  refused?: Extract<Answer, { accepted: false }>;
}

export const not_waiting: WaitingShown = { knocks: false, lost: false };

export const first_shown: Shown = {
  state: 'connecting',
  needs_newer_page: false,
  writing: [],
  gestures: [],
  draft: '',
  notes: [],
  been: undefined,
  repairs: no_repairs,
  earlier: undefined,
  earlier_has_more: false,
  protection: { signs_at_rest: [], signed_at: -Infinity, ended: undefined },
  unanswered_count: 0,
  in_this_tab_only: false,
  waiting: not_waiting,
  key_missing: false,
  key_count: 0,
  links: {},
};

export interface Joining {
  name: string;
  pronouns?: string;
  witness: boolean;
  /** To the keepers, where the circle has a knock. */
  words?: string;
  /** A shared device: nothing outlives the tab. */
  shared_device: boolean;
}
