// The part of the fold that a practice changes: who takes part, the pods as the ring sees them, and
// the pod that is mine.
import { with_held } from './fold_plan';
import type { EventName, EventOf, Folds } from './fold';
import { dropped, gathered, is_keeper, put_last, set, with_once, type Fields } from './folding';
import type {
  MemberId,
  Pair,
  PauseView,
  PodLine,
  PodView,
  PracticeView,
  ShareView,
  Stream,
  View,
} from './words';

const with_practice = (view: View, changed: (was: PracticeView) => PracticeView): View =>
  gathered(view, (was) => (was.practice ? { ...was, practice: changed(was.practice) } : was));

const set_practice = (view: View, fields: Fields<PracticeView>): View =>
  with_practice(view, (was) => set(was, fields));

const with_mine = (view: View, changed: (was: PodView) => PodView): View =>
  with_practice(view, (was) => (was.mine ? { ...was, mine: changed(was.mine) } : was));

const set_mine = (view: View, fields: Fields<PodView>): View =>
  with_mine(view, (was) => set(was, fields));

const mine_of = (view: View): PodView | undefined => view.gathering?.practice?.mine;

const with_line = (view: View, pod: number, changed: (was: PodLine) => PodLine): View =>
  with_practice(view, (was) => ({
    ...was,
    pods: was.pods.map((each) => (each.pod === pod ? changed(each) : each)),
  }));

function opened(view: View, event: EventOf<'practice_opened'>): View {
  const { practice, structure, template, language, words, by } = event;
  const me = view.members.find((each) => each.member === view.me);
  const is_hurt = structure.about === 'hurt'; // then each says so themselves
  const takes_part = me !== undefined && !me.witness && !me.keeper && !is_hurt;
  const bare: PracticeView = {
    practice,
    structure,
    template,
    language,
    by,
    has_begun: false,
    takes_part,
    parts: [],
    pods: [],
  };
  return gathered(view, (was) => ({ ...was, practice: set(bare, { words }) }));
}

function part_chosen(view: View, { member, takes_part }: EventOf<'part_chosen'>): View {
  const chosen = member === view.me ? set_practice(view, { takes_part }) : view;
  if (!is_keeper(view)) return chosen;
  return with_practice(chosen, (was) => {
    const others = was.parts.filter((each) => each.member !== member);
    return { ...was, parts: [...others, { member, takes_part }] };
  });
}

const fresh_pod = (pod: number): PodView => ({
  pod,
  roles: [],
  visit: 0,
  tries: 0,
  waiting: [],
  gentle_over: false,
  answered: [],
  answers: [],
  shares: [],
  without: [],
});

function pods_formed(view: View, { pods }: EventOf<'pods_formed'>): View {
  const lines = pods.map(({ pod, people }) => ({ pod, people, company: [], asked_help: false }));
  const mine = pods.find(({ people }) => people.includes(view.me));
  return with_practice(view, (was) => {
    const formed = { ...was, has_begun: true, pods: [...was.pods, ...lines] };
    return mine ? set(formed, { mine: fresh_pod(mine.pod), ended_with_care: undefined }) : formed;
  });
}

function pod_entered(view: View, { pod, member, company }: EventOf<'pod_entered'>): View {
  return with_line(view, pod, (was) =>
    company
      ? { ...was, company: with_once(was.company, member), asked_help: false }
      : { ...was, people: with_once(was.people, member) },
  );
}

function without_mine(view: View, pod: number): View {
  return mine_of(view)?.pod === pod ? set_practice(view, { mine: undefined }) : view;
}

function pod_left(view: View, { pod, member }: EventOf<'pod_left'>): View {
  const left = with_line(view, pod, (was) => ({
    ...was,
    people: dropped(was.people, member),
    company: dropped(was.company, member),
  }));
  if (member === view.me) return without_mine(left, pod);
  return mine_of(left)?.pod === pod ? with_mine(left, (was) => forgotten(was, member)) : left;
}

/** Nothing is waited for of who left. What they told stays. */
function forgotten(was: PodView, member: MemberId): PodView {
  return set(was, {
    roles: was.roles.filter((each) => each.member !== member),
    answered: dropped(was.answered, member),
    waiting: dropped(was.waiting, member),
    without: dropped(was.without, member),
    holder: was.holder === member ? undefined : was.holder,
  });
}

function pod_closed(view: View, { pod }: EventOf<'pod_closed'>): View {
  const pods = (was: PracticeView) => was.pods.filter((each) => each.pod !== pod);
  return without_mine(
    with_practice(view, (was) => ({ ...was, pods: pods(was) })),
    pod,
  );
}

function step_began(view: View, event: EventOf<'step_began'>): View {
  const { step, visit, tries, holder, waiting, gentle_until } = event;
  return with_mine(view, (was) => {
    const goes_on = was.step === step && was.tries === tries;
    const answers = goes_on ? was.answers : [];
    const began = { step, visit, tries, holder, waiting, gentle_until, answers };
    return set(was, { ...began, answered: [], gentle_over: false });
  });
}

function answer_told(view: View, event: EventOf<'answer_told'>): View {
  const { member, answer, choice } = event;
  const told = { member, answer, ...(choice !== undefined && { choice }) };
  return with_mine(view, (was) => {
    const others = was.answers.filter((each) => each.member !== member);
    return { ...was, answers: [...others, told] };
  });
}

const joins = (pair: Pair, one: MemberId, other: MemberId) =>
  (pair.one === one && pair.other === other) || (pair.one === other && pair.other === one);

function kept_apart(view: View, { one, other, apart }: EventOf<'kept_apart'>): View {
  const known = view.apart.some((pair) => joins(pair, one, other));
  if (apart) return known ? view : { ...view, apart: [...view.apart, { one, other }] };
  return { ...view, apart: view.apart.filter((pair) => !joins(pair, one, other)) };
}

function wished(view: View, event: EventOf<'same_again_wished'>): View {
  const change = event.on ? put_last : dropped;
  return { ...view, wishes: event.with.reduce(change, view.wishes) };
}

function gate_passed(view: View, { one, other }: EventOf<'gate_passed'>): View {
  return gathered(view, (was) => ({ ...was, passed: [...(was.passed ?? []), { one, other }] }));
}

type PracticeEvent = Extract<
  EventName,
  | 'answer_kept'
  | 'answer_told'
  | 'bell_rang'
  | 'gate_passed'
  | 'help_asked'
  | 'kept_apart'
  | 'knock_answered'
  | 'knocked'
  | 'part_chosen'
  | 'let_in_kept'
  | 'pod_closed'
  | 'pod_ended'
  | 'pod_entered'
  | 'pod_left'
  | 'pod_moved'
  | 'pods_called'
  | 'pods_formed'
  | 'practice_closed'
  | 'practice_opened'
  | 'roles_given'
  | 'same_again_wished'
  | 'step_answered'
  | 'step_began'
  | 'step_timed'
  | 'went_on_without'
>;

export const practice_folds: Pick<Folds, PracticeEvent> = {
  practice_opened: (view, event) =>
    with_held(opened(view, event), { kind: 'practice', template: event.template }),
  part_chosen,
  pods_formed,
  pod_entered,
  pod_left,
  pod_closed,
  pods_called: (view, { called }) => set_practice(view, { called }),
  practice_closed: (view) => gathered(view, (was) => set(was, { practice: undefined })),
  pod_moved: (view, { pod, step, visit }) =>
    with_line(view, pod, (was) => ({ ...was, step, visit })),
  help_asked: (view, { pod }) =>
    is_keeper(view) ? with_line(view, pod, (was) => ({ ...was, asked_help: true })) : view,
  kept_apart,
  gate_passed,
  same_again_wished: wished,
  roles_given: (view, { roles }) => set_mine(view, { roles, answered: [], answers: [] }),
  step_began,
  step_answered: (view, { member }) =>
    with_mine(view, (was) => ({ ...was, answered: put_last(was.answered, member) })),
  answer_told,
  step_timed: (view, { gentle_until }) => set_mine(view, { gentle_until, gentle_over: false }),
  bell_rang: (view) => set_mine(view, { gentle_over: true }),
  knocked: (view, { by }) => set_mine(view, { knock: by }),
  knock_answered: (view) => set_mine(view, { knock: undefined }),
  went_on_without: (view, { member }) =>
    with_mine(view, (was) => ({ ...was, without: with_once(was.without, member) })),
  answer_kept: (view) => view,
  let_in_kept: (view) => view,
  pod_ended: (view, { with_care }) => set_practice(view, { ended_with_care: with_care }),
};

/** Shares and pauses are told in the ring or in a pod; the stream says where. */
export const shares_of = (
  view: View,
  stream: Stream,
  changed: (was: ShareView[]) => ShareView[],
) =>
  stream === 'pod'
    ? with_mine(view, (was) => ({ ...was, shares: changed(was.shares) }))
    : gathered(view, (was) => ({ ...was, shares: changed(was.shares) }));

export const set_pause = (view: View, stream: Stream, pause: PauseView | undefined) =>
  stream === 'pod' ? set_mine(view, { pause }) : gathered(view, (was) => set(was, { pause }));

/** Who is here again is waited for again. */
export const waited_for_again = (view: View, member: MemberId): View =>
  with_mine(view, (was) => ({ ...was, without: dropped(was.without, member) }));
