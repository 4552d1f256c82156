// What a member may do about practices and in a pod; the server's own order of reasons.
import type { Asking, Gathered, LooseRule, Rule, Verdict } from './may';
import { is_quiet } from './may_protecting';
import { has_place, in_pod, may_write, offers, why_no_role, type InPod } from './pod';
import type { CommandName, MemberId, PracticeView, View } from './words';

const with_practice =
  (own: (practice: PracticeView, asking: Gathered) => Verdict = () => undefined) =>
  (asking: Gathered): Verdict => {
    const { practice } = asking.gathering;
    return practice ? own(practice, asking) : 'no_practice';
  };

const with_pod = (own: (pod: InPod) => Verdict = () => undefined) =>
  with_practice((_, { view }) => {
    const pod = in_pod(view);
    return pod ? own(pod) : 'not_in_pod';
  });

function answer_step(pod: InPod): Verdict {
  if (!pod.step) return 'step_is_over';
  if (pod.mine.pause) return 'circle_is_paused';
  return offers(pod.view).length > 0 ? undefined : 'not_asked';
}

function knock({ pods, mine }: PracticeView, { view }: Gathered): Verdict {
  if (pods.length === 0) return 'unknown_pod';
  if (mine) return 'in_a_pod';
  return pods.some((line) => has_place(view, line)) ? undefined : 'pod_is_complete';
}

export const practice_rules: Partial<Record<CommandName, Rule>> = {
  open_practice: {
    keeper: true,
    moving: true,
    own: ({ gathering }) => (gathering.practice ? 'practice_is_open' : undefined),
  },
  begin_practice: {
    keeper: true,
    moving: true,
    own: with_practice((practice, { gathering }) => {
      if (practice.has_begun) return 'practice_has_begun';
      return gathering.turn ? 'piece_is_held' : undefined;
    }),
  },
  close_practice: { leads: true, own: with_practice() },
  call_pods: {
    keeper: true,
    own: with_practice(({ has_begun }) => (has_begun ? undefined : 'no_practice')),
  },
  sit_out: { own: with_practice() },
  take_part: { own: with_practice() },
  take_role: { moving: true, own: with_pod(why_no_role) },
  answer_step: { moving: true, own: with_pod(answer_step) },
  ask_help: { own: with_pod() },
  knock: { moving: true, own: with_practice(knock) },
  answer_knock: {
    own: with_pod(({ mine }) => (mine.knock === undefined ? 'nobody_knocks' : undefined)),
  },
  wish_same_again: {},
};

export const practice_loose: Partial<Record<CommandName, LooseRule>> = {
  keep_apart: { keeper: true },
};

/** While a practice is on the ring's floor rests, and so do its shares. */
const ring_floor = new Set<CommandName>([
  'begin_activity',
  'open_round',
  'open_floor',
  'call_silence',
  'end_silence',
  'give_prompt',
  'pass_on',
  'pass',
  'come_back',
  'take_more_time',
  'hand_piece',
  'decline_piece',
  'lay_piece',
  'take_piece',
  'release_piece',
  'raise_hand',
  'lower_hand',
  'add_share',
]);

export const is_resting = (name: CommandName, view: View): boolean =>
  ring_floor.has(name) && view.gathering?.practice?.has_begun === true;

export interface MayInPod {
  add_share: boolean;
  ask_pause: boolean;
  end_pause: boolean;
}

/** The commands that are the ring's where they name no pod. */
export function may_in_pod({ view, me }: Asking): MayInPod {
  const pod = in_pod(view);
  const { gathering } = view;
  const is_still = gathering?.still_by !== undefined;
  if (!pod || !gathering || !me.here)
    return { add_share: false, ask_pause: false, end_pause: false };
  const { pause } = pod.mine;
  const people = pod.practice.pods.find((each) => each.pod === pod.mine.pod)?.people ?? [];
  const is_there = (id: MemberId) => people.includes(id) && !pod.mine.without.includes(id);
  const moves = !me.witness && !is_still && !gathering.pause && !pause;
  return {
    add_share: view.meets === 'typed' && moves && !is_quiet(view) && may_write(pod),
    ask_pause: moves,
    end_pause: pause !== undefined && (me.keeper || pause.by === me.member || !is_there(pause.by)),
  };
}
