// The links of a circle, read and written: what follows # is never sent to any server.
import type { Kept } from './belongings';

/** Which of the circle's keys a link carries; the first where nothing is said. */
interface WithKey {
  key: string;
  key_number?: number;
}

export type CircleLink =
  /** The secret is this link's own: it opens what the circle keeps for keepers, its key among it. */
  | { circle: string; kind: 'keeper'; token: string; secret: string }
  | ({ circle: string; kind: 'invitation' | 'once'; token: string; other?: boolean } & WithKey)
  | ({ circle: string; kind: 'device'; member: string; secret: string } & WithKey);

const letters = { keeper: 'k', invitation: 'i', once: 'o', device: 'd' } as const;

function with_key({ key, key_number = 1 }: WithKey): string {
  return key_number > 1 ? `${key}.${key_number}` : key;
}

/** The path with its fragment: `/c/<circle>#i.<token>.<key>`. */
export function format_link(link: CircleLink): string {
  const path = `/c/${link.circle}#${letters[link.kind]}.`;
  if (link.kind === 'keeper') return `${path}${link.token}.${link.secret}`;
  if (link.kind === 'device') return `${path}${link.member}.${link.secret}.${with_key(link)}`;
  return `${path}${link.token}.${with_key(link)}${link.other ? '.other' : ''}`;
}

/** The whole address, for people: the circle's server is named as `wss://circle.example`. */
export function address_of(server: string, link: CircleLink): string {
  return server.replace(/^ws/, 'http') + format_link(link);
}

/** The key that a device has, as its links say it. */
export function key_of({ key, key_number = 1 }: Kept): WithKey | undefined {
  return key === undefined ? undefined : { key, ...(key_number > 1 && { key_number }) };
}

interface Where {
  server: string;
  rehearses?: boolean;
}

/** The addresses of a circle's links, as far as a device knows what is in them; a rehearsal has none. */
export function known_links(
  { server, rehearses }: Where,
  kept: Kept,
): { keeper?: string; invitation?: string } {
  if (rehearses) return {};
  const { circle, tokens, keepers_secret: secret } = kept;
  const [{ keeper, invitation: token }, key] = [tokens, key_of(kept)];
  return {
    ...(keeper &&
      secret && {
        keeper: address_of(server, { circle, kind: 'keeper', token: keeper, secret }),
      }),
    ...(token &&
      key && { invitation: address_of(server, { circle, kind: 'invitation', token, ...key }) }),
  };
}

/** The circle that a path names; undefined on every other page. */
export function circle_of(path: string): string | undefined {
  return /^\/c\/([A-Za-z0-9_-]{22})\/?$/.exec(path)?.[1];
}

const secret = '[A-Za-z0-9_-]{43}';
const key_part = `(${secret})(?:\\.([2-9]|[1-9]\\d{1,6}))?`;
const keepers = new RegExp(`^#?k\\.(${secret})\\.(${secret})$`);
const invited = new RegExp(`^#?([io])\\.(${secret})\\.${key_part}(\\.other)?$`);
const carried = new RegExp(`^#?d\\.([A-Za-z0-9_-]{22})\\.(${secret})\\.${key_part}$`);

function key_in(key: string, number: string | undefined): WithKey {
  return { key, ...(number !== undefined && { key_number: Number(number) }) };
}

/** undefined where it is no link of ours, or only a part of one. */
export function parse_link(address: string): CircleLink | undefined {
  const at = address.indexOf('#');
  const path = (at < 0 ? address : address.slice(0, at)).replace(/^https?:\/\/[^/]+/, '');
  const circle = circle_of(path);
  if (circle === undefined || at < 0) return undefined;
  const fragment = address.slice(at);
  const [, keeper, keepers_secret] = keepers.exec(fragment) ?? [];
  if (keeper && keepers_secret) {
    return { circle, kind: 'keeper', token: keeper, secret: keepers_secret };
  }
  const [, letter, token, key, number, other] = invited.exec(fragment) ?? [];
  if (token && key) {
    const kind = letter === 'i' ? 'invitation' : 'once';
    return { circle, kind, token, ...key_in(key, number), ...(other && { other: true }) };
  }
  const [, member, own_secret, own_key, own_number] = carried.exec(fragment) ?? [];
  if (!member || !own_secret || !own_key) return undefined;
  return { circle, kind: 'device', member, secret: own_secret, ...key_in(own_key, own_number) };
}

/** Reads the link of this page, and takes the fragment out of the address bar. */
export function read_address(location: Location, history: History): CircleLink | undefined {
  const link = parse_link(location.pathname + location.hash);
  if (location.hash) history.replaceState(history.state, '', location.pathname);
  return link;
}
