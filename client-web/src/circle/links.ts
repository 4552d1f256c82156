// The links of a circle, read and written: what follows # is never sent to any server.
import type { Kept } from './belongings';

export type CircleLink =
  | { circle: string; kind: 'keeper' | 'invitation'; token: string; key: string; other?: boolean }
  | { circle: string; kind: 'device'; member: string; secret: string; key: string };

const kinds = { keeper: 'k', invitation: 'i' } as const;

/** The path with its fragment: `/c/<circle>#i.<token>.<key>`. */
export function format_link(link: CircleLink): string {
  const path = `/c/${link.circle}#`;
  if (link.kind === 'device') return `${path}d.${link.member}.${link.secret}.${link.key}`;
  return `${path}${kinds[link.kind]}.${link.token}.${link.key}${link.other ? '.other' : ''}`;
}

/** The whole address, for people: the circle's server is named as `wss://circle.example`. */
export function address_of(server: string, link: CircleLink): string {
  return server.replace(/^ws/, 'http') + format_link(link);
}

/** The addresses of a circle's links, as far as a device knows their tokens. */
export function known_links(
  server: string,
  { circle, key, tokens }: Pick<Kept, 'circle' | 'key' | 'tokens'>,
): { keeper?: string; invitation?: string } {
  const { keeper, invitation } = tokens;
  const address = (kind: 'keeper' | 'invitation', token: string) =>
    address_of(server, { circle, kind, token, key });
  return {
    ...(keeper && { keeper: address('keeper', keeper) }),
    ...(invitation && { invitation: address('invitation', invitation) }),
  };
}

/** The circle that a path names; undefined on every other page. */
export function circle_of(path: string): string | undefined {
  return /^\/c\/([A-Za-z0-9_-]{22})\/?$/.exec(path)?.[1];
}

const secret = '[A-Za-z0-9_-]{43}';
const tokens = new RegExp(`^#?([ki])\\.(${secret})\\.(${secret})(\\.other)?$`);
const carried = new RegExp(`^#?d\\.([A-Za-z0-9_-]{22})\\.(${secret})\\.(${secret})$`);

/** undefined where it is no link of ours, or only a part of one. */
export function parse_link(address: string): CircleLink | undefined {
  const at = address.indexOf('#');
  const path = (at < 0 ? address : address.slice(0, at)).replace(/^https?:\/\/[^/]+/, '');
  const circle = circle_of(path);
  if (circle === undefined || at < 0) return undefined;
  const fragment = address.slice(at);
  const [, kind, token, key, other] = tokens.exec(fragment) ?? [];
  if (token && key) {
    const link = { circle, kind: kind === 'k' ? 'keeper' : 'invitation', token, key } as const;
    return other ? { ...link, other: true } : link;
  }
  const [, member, own_secret, own_key] = carried.exec(fragment) ?? [];
  if (!member || !own_secret || !own_key) return undefined;
  return { circle, kind: 'device', member, secret: own_secret, key: own_key };
}

/** Reads the link of this page, and takes the fragment out of the address bar. */
export function read_address(location: Location, history: History): CircleLink | undefined {
  const link = parse_link(location.pathname + location.hash);
  if (location.hash) history.replaceState(history.state, '', location.pathname);
  return link;
}
