// A member's place in one circle, as the screens see it: reactive, and with every act they offer.
// Without it each screen would have to know the line, the seals and the fold.
import * as acts from './acts';
import * as links from './acts_links';
import { Doorway } from './doorway';
import { Following } from './following.svelte';
import { may_hand_to, verdicts, type May, type Verdicts } from './may';
import type { Membership } from './membership';
import { Plans } from './plans.svelte';
import { Practising } from './practising.svelte';
import { PrivateLines } from './private_lines.svelte';
import { Protecting } from './protecting.svelte';
import { Remembering } from './remembering.svelte';
import { remove_member, renew_now } from './renewing';
import { waiting_pairs } from './repairs';
import { Said } from './said.svelte';
import type { Answer, Joining, Milestone, Pending, Shown } from './standing';
import type { TemplateFile } from './template_file';
import { Threads } from './threads.svelte';
import { may_come_back, turns_until, upcoming } from './upcoming';
import type {
  Command,
  CommandName,
  Gate,
  GestureKind,
  Kind,
  MemberId,
  Pair,
  Prompt,
  RefusalCode,
  Sealed,
  ShareView,
  Structure,
  TemplateId,
  TemplateView,
} from './words';

export class Place {
  readonly circle: string;
  readonly practising: Practising;
  readonly doorway: Doorway;
  readonly lines: PrivateLines;
  readonly protecting: Protecting;
  readonly following: Following;
  readonly plans: Plans;
  readonly remembering: Remembering;
  readonly threads: Threads;
  readonly #membership: Membership;
  #shown: Shown = $state.raw() as Shown;
  readonly #said: Said;
  #upcoming: MemberId[] = $derived.by(() => upcoming(this.view));
  #verdicts: Verdicts = $derived.by(() => this.#judge());

  constructor(membership: Membership) {
    this.#membership = membership;
    this.circle = membership.circle;
    this.#shown = membership.shown;
    this.#said = new Said((label, sealed) => membership.open(label, sealed));
    this.practising = new Practising(membership, this);
    this.doorway = new Doorway(membership, this);
    this.lines = new PrivateLines(membership, this);
    this.protecting = new Protecting(membership, this);
    this.following = new Following(membership, this);
    this.plans = new Plans(membership, this);
    this.remembering = new Remembering(membership, this);
    this.threads = new Threads(membership, this);
    membership.protection.forget_words = (share) => this.#said.forget(share);
    membership.on_change((shown) => this.#show(shown));
  }

  #show(shown: Shown): void {
    const has_more_keys = shown.key_count > this.#shown.key_count;
    this.#shown = shown;
    if (has_more_keys) this.#said.try_again();
  }

  #judge(): Verdicts {
    // While connecting again, what is asked waits to be sent, and what is being written stays in place.
    if (!this.view || this.state === 'closed') return verdicts(undefined, 0);
    return verdicts(this.view, this.server_now(), this.#membership.lost_at);
  }

  // What is so.
  get state() {
    return this.#shown.state;
  }
  get closing() {
    return this.#shown.closing;
  }
  get needs_newer_page() {
    return this.#shown.needs_newer_page;
  }
  get door() {
    return this.#shown.door;
  }
  get waiting() {
    return this.#shown.waiting;
  }
  get view() {
    return this.#shown.view;
  }
  get gathering() {
    return this.#shown.view?.gathering;
  }
  get floor() {
    return this.gathering?.floor;
  }
  get turn() {
    return this.gathering?.turn;
  }
  get pending(): Pending | undefined {
    return this.#shown.pending;
  }
  get writing() {
    return this.#shown.writing;
  }
  get gestures() {
    return this.#shown.gestures;
  }
  get protection_shown() {
    return this.#shown.protection;
  }
  get unanswered_count() {
    return this.#shown.unanswered_count;
  }
  /** The circle has a newer key, which did not reach this device: what is new cannot be read here. */
  get key_missing() {
    return this.#shown.key_missing;
  }
  get in_this_tab_only() {
    return this.#shown.in_this_tab_only;
  }
  /** The whole links that this device knows, to show or copy; a keeper can replace any. */
  get links() {
    return this.#shown.links;
  }
  get me() {
    return this.member(this.view?.me);
  }
  /** Each act of the protocol by its name: may I, as things are now? */
  get may(): May {
    return this.#verdicts.may;
  }
  /** The same for what names my pod. */
  get may_in_pod() {
    return this.#verdicts.may_in_pod;
  }
  /** Where not: the refusal that it would meet. */
  get why_not(): Partial<Record<CommandName, RefusalCode>> {
    return this.#verdicts.why_not;
  }
  /** Who comes next, first to last, among who is here. */
  get upcoming(): MemberId[] {
    return this.#upcoming;
  }
  /** 0: I hold the piece; 1: I am next; undefined: not in line. */
  get turns_until_me(): number | undefined {
    return turns_until(this.view);
  }
  /** Whether 'come back to me' would be offered again, and is no plain pass. */
  get may_come_back() {
    return this.may.come_back && may_come_back(this.view);
  }
  get i_hold() {
    return this.turn !== undefined && this.turn.holder === this.view?.me;
  }
  /** For keepers: was this member offered the piece in this gathering? */
  was_offered(member: MemberId): boolean | undefined {
    return this.gathering?.offered?.includes(member);
  }
  may_hand_to(member: MemberId) {
    return this.view !== undefined && may_hand_to(this.view, member);
  }
  server_now() {
    return Date.now() + this.#membership.clock_offset;
  }

  // Words, unsealed.
  /** undefined while it opens; `unreadable` where it does not. */
  said(sealed: Sealed | undefined, kind: Kind, author: MemberId | '-' = '-', id = '-') {
    return sealed && this.#said.of({ kind, author, id }, sealed);
  }
  get #front() {
    return this.view ?? this.door;
  }
  get title() {
    return this.said(this.#front?.title, 'title');
  }
  get agreements() {
    return this.said(this.#front?.agreements, 'agreements');
  }
  get agreement_lines() {
    return this.agreements?.split('\n').filter((line) => line.trim() !== '');
  }
  get safety() {
    return this.said(this.#front?.safety, 'safety');
  }
  get places() {
    return this.said(this.#front?.places, 'places');
  }
  get opening_words() {
    return this.said(this.gathering?.words, 'opening_words');
  }
  /** Whether a gathering closed while this page was open, and none is open since. */
  get has_closed() {
    return this.gathering === undefined && this.#membership.has_closed;
  }
  /** Of the gathering that closed last while this page was open. */
  get closing_words() {
    return this.said(this.#membership.closing_words, 'closing_words');
  }
  /** The keeper's own words; a shipped prompt has a key instead: `floor.prompt.key`. */
  get prompt_words() {
    return this.said(this.floor?.prompt?.words, 'prompt');
  }
  member(id: MemberId | undefined) {
    return this.view?.members.find((each) => each.member === id);
  }
  /** Also of who left while this page was open. */
  name_of(id: MemberId) {
    return this.said(this.#membership.names.get(id)?.name, 'name', id);
  }
  pronouns_of(id: MemberId) {
    return this.said(this.member(id)?.pronouns, 'pronouns', id);
  }
  share_text(share: ShareView) {
    return this.said(share.body, 'share', share.sealed_by ?? share.author, share.share);
  }

  // Acts. Every one answers; nothing changes on the screen before the server told it.
  join(joining: Joining): Promise<Answer> {
    return acts.join(this.#membership, joining);
  }
  ask(command: Command): Promise<Answer> {
    return this.#membership.ask(command);
  }
  /** Sent when `delay` milliseconds are over, Infinity too; `pending` shows it, cancel() takes it back. */
  ask_after(command: Command, delay: number) {
    return this.#membership.pending.ask_after(command, delay);
  }
  cancel() {
    this.#membership.pending.cancel();
  }
  /** Sends what is pending at once. */
  now() {
    this.#membership.pending.send();
  }
  pass_on(delay: number): Promise<Answer> {
    return this.turn
      ? this.ask_after({ type: 'pass_on', turn: this.turn.turn }, delay)
      : Promise.resolve({ accepted: false, code: 'nobody_holds', sentence: '' });
  }
  /** Seals and sends words: those of the draft when none are given. */
  share(text: string = this.draft, beside: acts.Beside = {}): Promise<Answer> {
    return acts.share(this.#membership, text, beside);
  }
  gesture(kind: GestureKind) {
    this.#membership.gesture(kind);
  }
  rename(name: string, pronouns?: string) {
    return acts.rename(this.#membership, name, pronouns);
  }
  /** Only what is given changes. */
  change_words(words: { title?: string; agreements?: string; safety?: string; places?: string }) {
    return acts.change_words(this.#membership, words);
  }
  close_gathering(words?: string) {
    return acts.close_gathering(this.#membership, words);
  }
  /** A prompt in the keeper's own words, for open_round, open_floor and give_prompt. */
  prompt_of(words: string): Promise<Prompt> {
    return acts.prompt_of(this.#membership, words);
  }
  /** Replaces a link; the new one is in `links`, and in the answer. */
  replace_link(link: links.Replaceable): Promise<Answer & { address?: string }> {
    return links.replace_link(this.#membership, link);
  }
  remove_member(member: MemberId, keep_shares: boolean) {
    return remove_member(this.#membership, member, keep_shares);
  }
  /** What is said from now on is sealed with a new key, and the invitation is replaced. */
  renew_key() {
    return renew_now(this.#membership);
  }
  leave(take_back: boolean) {
    return this.ask({ type: 'leave', take_back });
  }

  // What I am writing. Kept sealed on this device; gone at sending, closing and leaving.
  get draft() {
    return this.#shown.draft;
  }
  set draft(text: string) {
    this.#membership.write_draft(text);
  }

  // What I wrote for myself alone, and the pod that I was in last.
  get notes() {
    return this.#shown.notes;
  }
  get been() {
    return this.#shown.been;
  }

  // Repairs: who asks me, whom I asked, and for keepers who passed the gate.
  get repairs() {
    return this.#shown.repairs;
  }
  get waiting_pairs(): Pair[] {
    return waiting_pairs(this.view, this.repairs);
  }
  ask_repair(who: MemberId, gate: Gate) {
    if (this.view) this.#membership.repairs.ask(this.view, who, gate);
  }
  answer_repair(by: MemberId, gate: Gate) {
    this.#membership.repairs.answer(by, gate);
  }
  put_away(pair: Pair) {
    if (this.view) this.#membership.repairs.put_away(this.view, pair);
  }
  let_go_of_repair() {
    this.#membership.repairs.let_go();
  }

  // Earlier gatherings, of a circle that keeps what was shared.
  get earlier() {
    return this.#shown.earlier;
  }
  get earlier_has_more() {
    return this.#shown.earlier_has_more;
  }
  look_back() {
    this.#membership.look_back();
  }

  // Templates of the circle's own; for keepers. What reads and writes them comes when it is needed.
  get templates(): readonly TemplateView[] {
    return this.view?.templates ?? [];
  }
  template_title({ template, title }: TemplateView) {
    return this.said(title, 'template_title', '-', template);
  }
  /** Throws where it does not open here. */
  async open_template(kept: TemplateView) {
    const { open_template } = await import('./acts_templates');
    return open_template(this.#membership, kept);
  }
  /** To be practised: those that open here. */
  async own_templates() {
    const { own_templates } = await import('./acts_templates');
    return own_templates(this.#membership, this.templates);
  }
  /** In place of `template`, or as a new one. */
  async keep_template(file: TemplateFile, template?: TemplateId) {
    const { keep_template } = await import('./acts_templates');
    return keep_template(this.#membership, file, template);
  }
  /** What is being written of a template, kept on this device; empty where nothing is. */
  written() {
    return this.#membership.belongings.written();
  }
  keep_written(text: string) {
    return this.#membership.belongings.keep_written(text);
  }
  check_template(structure: Structure) {
    return this.#membership.checking.ask(structure);
  }

  /** A link that brings this place to another device of mine; undefined where it was refused. */
  carry_link(): Promise<string | undefined> {
    return links.carry_link(this.#membership);
  }
  /** For another person in another tab of this device, where one is known. */
  get other_on_this_device() {
    return links.other_address(this.#membership);
  }

  /** Moments worth saying aloud. Gives back what ends the listening. */
  on_milestone(listener: (milestone: Milestone) => void) {
    return this.#membership.on_milestone(listener);
  }
  /** Is the line alive? The page asks on becoming visible, online or focused. */
  look() {
    this.#membership.look();
  }
  /** The seat is kept, and the others see no more than 'away'. */
  step_away() {
    this.#membership.step_away();
  }
  return_here() {
    this.#membership.return_here();
  }
  /** Gone from this device at once; the circle's link brings it back. */
  vanish() {
    return this.#membership.vanish();
  }
  end() {
    this.#membership.end();
  }
}
