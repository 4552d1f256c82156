// A circle's life as what came after what, and as a picture of it: rings along a line. Without it the
// picture, its text and its file would each remember differently.
import type { HeldActivity, HeldView } from './words';

const day = 24 * 60 * 60 * 1000;
/** So long without a gathering is a rest, where it is long for this circle. */
const rest_min = 45 * day;
const longer_than_usual = 3;
/** Who was not there for so long is welcomed back. */
const away_min = 56 * day;
const remembered_max = 6;

interface Met {
  kind: 'met';
  gathering: number;
  at: number;
  ring: number;
  was_there: boolean;
  came: boolean;
  went: boolean;
  held: readonly HeldActivity[];
}
interface Rest {
  kind: 'rest';
  at: number;
}
export type Moment = Met | Rest;

function usual_gap(life: readonly HeldView[]): number {
  const gaps = life
    .slice(1)
    .map(({ opened_at }, index) => opened_at - (life[index]?.opened_at ?? opened_at))
    .sort((one, other) => one - other);
  return gaps[Math.floor((gaps.length - 1) / 2)] ?? 0;
}

/** First to last; where the circle did not meet for long, it rested. */
export function moments_of(life: readonly HeldView[]): Moment[] {
  const rest = Math.max(rest_min, longer_than_usual * usual_gap(life));
  return life.flatMap((held, index): Moment[] => {
    const { gathering, opened_at: at, ring, was_there, came, went } = held;
    const before = life[index - 1]?.closed_at;
    const rested = before !== undefined && at - before >= rest;
    const met: Met = { kind: 'met', gathering, at, ring, was_there, came, went, held: held.held };
    return rested ? [{ kind: 'rest', at: before }, met] : [met];
  });
}

const everywhere = ['opening', 'agreements', 'closing'];

/** What there was, each once, in the order in which it came. */
export function held_once(held: readonly HeldActivity[]): HeldActivity[] {
  const of = ({ kind, template }: HeldActivity) => `${kind} ${template ?? ''}`;
  return held.filter((each, index) => held.findIndex((other) => of(other) === of(each)) === index);
}

export interface Away {
  /** The last gathering that they missed: a welcome is said once for it. */
  until: number;
  /** What there was meanwhile; of much, what came last. */
  held: HeldActivity[];
}

/** For who was there before, and not for months in which the circle met. */
export function away_from(life: readonly HeldView[], now: number): Away | undefined {
  const last = life.findLast(({ was_there }) => was_there);
  if (!last || now - last.closed_at < away_min) return undefined;
  const missed = life.filter(({ gathering }) => gathering > last.gathering);
  const until = missed.at(-1)?.gathering;
  if (until === undefined) return undefined;
  const own = missed.flatMap(({ held }) => held).filter(({ kind }) => !everywhere.includes(kind));
  return {
    until,
    held: held_once([...own].reverse())
      .slice(0, remembered_max)
      .reverse(),
  };
}

export type Width = 'small' | 'middle' | 'wide';

/** A ring's size in words. */
export const width_of = (ring: number): Width =>
  ring <= 4 ? 'small' : ring <= 9 ? 'middle' : 'wide';

interface Spot {
  x: number;
  y: number;
}
export interface RingDrawn extends Spot {
  r: number;
  /** One's own seat, where one was there. */
  seat?: Spot;
  came?: Spot;
  went?: Spot;
  /** The circle as it is today. */
  now: boolean;
  /** Where a month begins: when. */
  month_at?: number;
  year: boolean;
}
export interface Picture {
  width: number;
  height: number;
  /** From ring to ring, as the path of an SVG. */
  line: string;
  rings: RingDrawn[];
  rests: Spot[];
}

const margin = 48;
const apart = 78;
const row = 112;
const top = 56;
const radius_max = 34;

/** The area grows with how many were there. */
export const radius_of = (ring: number): number =>
  Math.round(10 * Math.min(radius_max, 6 + 6.2 * Math.sqrt(Math.max(1, ring)))) / 10;

const month_of = (at: number) => new Date(at).getFullYear() * 12 + new Date(at).getMonth();
const round = (value: number) => Math.round(value * 10) / 10;

function spots(count: number, width: number): Spot[][] {
  const space = width - 2 * margin;
  const in_row = Math.max(2, Math.floor(space / apart) + 1);
  const step = space / (in_row - 1);
  const rows: Spot[][] = [];
  for (let index = 0; index < count; index += 1) {
    const [line, place] = [Math.floor(index / in_row), index % in_row];
    const along = line % 2 === 0 ? place : in_row - 1 - place;
    (rows[line] ??= []).push({ x: round(margin + along * step), y: top + line * row });
  }
  return rows;
}

/** It turns at the end of a row, as a river does. */
function line_through(rows: Spot[][]): string {
  const at = ({ x, y }: Spot) => `${x} ${y}`;
  return rows
    .map((line, index) => {
      const [first, last] = [line[0], line.at(-1)];
      const before = rows[index - 1]?.at(-1);
      if (!first || !last) return '';
      if (!before) return `M${at(first)}L${at(last)}`;
      const out = before.x + (index % 2 === 1 ? 56 : -56);
      return `C${out} ${before.y} ${out} ${first.y} ${at(first)}L${at(last)}`;
    })
    .join('');
}

function ring_at(spot: Spot, met: Met, before: number | undefined): RingDrawn {
  const r = radius_of(met.ring);
  const { x, y } = spot;
  const slant = round(r * 0.71);
  const is_new = before === undefined || month_of(before) !== month_of(met.at);
  return {
    ...spot,
    r,
    now: false,
    ...(met.was_there && { seat: { x, y: round(y + r) } }),
    ...(met.came && { came: { x: round(x - slant), y: round(y - slant) } }),
    ...(met.went && { went: { x: round(x + slant), y: round(y - slant) } }),
    ...(is_new && { month_at: met.at }),
    year: before === undefined || new Date(before).getFullYear() !== new Date(met.at).getFullYear(),
  };
}

/** Everything on a paper of this width; last the circle of today, with as many as it has. */
export function picture_of(moments: readonly Moment[], members: number, width: number): Picture {
  const rows = spots(moments.length + 1, width);
  const all = rows.flat();
  const rings: RingDrawn[] = [];
  const rests: Spot[] = [];
  let before: number | undefined;
  moments.forEach((moment, index) => {
    const spot = all[index] ?? { x: 0, y: 0 };
    if (moment.kind === 'rest') return rests.push(spot);
    rings.push(ring_at(spot, moment, before));
    before = moment.at;
  });
  const here = all.at(-1) ?? { x: 0, y: 0 };
  const r = radius_of(members);
  const seat = { x: here.x, y: round(here.y + r) };
  rings.push({ ...here, r, seat, now: true, year: false });
  const height = top + (rows.length - 1) * row + radius_max + 30;
  return { width, height, line: line_through(rows), rings, rests };
}
