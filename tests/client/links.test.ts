// Holds links to their word: read back as written, told apart, and never left in the address.
import { describe, expect, it } from 'vitest';
import {
  circle_of,
  format_link,
  parse_link,
  read_address,
  type CircleLink,
} from '../../client-web/src/circle/links';
import { make_id, make_secret } from '../../client-web/src/seal/bytes';

const [circle, token, key] = [make_id(), make_secret(), make_secret()];
const invitation: CircleLink = { circle, kind: 'invitation', token, key };
const carried: CircleLink = { circle, kind: 'device', member: make_id(), secret: token, key };

const links: [string, CircleLink][] = [
  ['an invitation', invitation],
  ['one for somebody else on this device', { ...invitation, other: true }],
  ['an invitation with a newer key', { ...invitation, key_number: 12 }],
  ['one of those for somebody else', { ...invitation, key_number: 3, other: true }],
  ['an invitation for one person', { ...invitation, kind: 'once' }],
  ["the keepers' link", { circle, kind: 'keeper', token, secret: key }],
  ['a link to another device', carried],
  ['a link to another device with a newer key', { ...carried, key_number: 2 }],
];

describe.each(links)('%s', (_, link) => {
  const path = format_link(link);

  it('is read as it was written', () => {
    expect(parse_link(path)).toEqual(link);
    expect(parse_link(`https://circle.example${path}`)).toEqual(link);
    expect(parse_link(`http://localhost:8080${path}`)).toEqual(link);
  });

  it('keeps its secrets behind the #', () => {
    const [before] = path.split('#');
    expect(before).toBe(`/c/${circle}`);
  });

  it('is nothing where a part was lost on the way', () => {
    for (let length = 0; length < path.length; length += 1) {
      const part = path.slice(0, length);
      // The key's number and `other` come last: what is before them is whole.
      if (parse_link(part)) expect(path.slice(length)).toMatch(/^(\.?\d+)?(\.other)?$/);
    }
    expect(parse_link(`${path}x`)).toBeUndefined();
  });
});

it.each([
  '',
  '/',
  '/#i.a.b',
  `/c/short#i.${token}.${key}`,
  `/d/${circle}#i.${token}.${key}`,
  `/c/${circle}#x.${token}.${key}`,
  `/c/${circle}#i.${token}.${key}.1`,
  `/c/${circle}#i.${token}.${key}.02`,
  `/c/${circle}#k.${token}.${key}.2`,
])('%s is no link', (address) => {
  expect(parse_link(address)).toBeUndefined();
});

it('names the circle of a path, and of no other page', () => {
  expect(circle_of(`/c/${circle}`)).toBe(circle);
  expect(circle_of(`/c/${circle}/`)).toBe(circle);
  expect(circle_of(`/c/${circle}/more`)).toBeUndefined();
  expect(circle_of('/')).toBeUndefined();
});

describe('the address bar', () => {
  function page(hash: string) {
    const pathname = `/c/${circle}`;
    const replaced: unknown[] = [];
    const history = { state: 7, replaceState: (...all: unknown[]) => replaced.push(all) };
    const location = { pathname, hash };
    const link = read_address(location as Location, history as unknown as History);
    return { link, replaced };
  }
  const path = `/c/${circle}`;

  it('gives its link, and no longer shows it', () => {
    const { link, replaced } = page(format_link(invitation).slice(path.length));
    expect(link).toEqual(invitation);
    expect(replaced).toEqual([[7, '', path]]);
  });

  it('no longer shows a part of a link either', () => {
    const { link, replaced } = page(`#i.${token}`);
    expect(link).toBeUndefined();
    expect(replaced).toEqual([[7, '', path]]);
  });

  it('is left alone where there is nothing to hide', () => {
    expect(page('')).toEqual({ link: undefined, replaced: [] });
  });
});
