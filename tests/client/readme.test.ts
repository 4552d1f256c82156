// The sealed words in the protocol's README are real: what it says of sealing and of links is held to
// the client's own code.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse_link } from '../../client-web/src/circle/links';
import type { Kind } from '../../client-web/src/circle/words';
import { KeyRing } from '../../client-web/src/seal/key_ring';

const file = fileURLToPath(new URL('../../protocol/README.md', import.meta.url));
const text = readFileSync(file, 'utf8');
const gathering = [...text.matchAll(/^```gathering\n([\s\S]*?)^```/gm)].map(([, block]) => block);
const bodies = new Set(
  [...gathering.join('').matchAll(/"body": "([\w-]+)"/g)].map(([, body]) => body ?? ''),
);
const rows = [...text.matchAll(/^\| `([\w-]{16})…` \| (\w+) \| (\S+) \| (\S+) \| (.+) \|$/gm)].map(
  ([, start = '', kind, author = '', id = '', words = '']) => ({
    start,
    kind: kind as Kind,
    author,
    id,
    words,
  }),
);
const links = [...text.matchAll(/^https:\/\/\S+$/gm)].map(([link]) => parse_link(link));
const [, circle = ''] = /connects \/circles\/([\w-]+)\/live/.exec(text) ?? [];

describe("the README's sealed words", () => {
  const carried = links.flatMap((link) => (link && 'key' in link ? [link.key] : []));
  const ring = new KeyRing(circle, carried[0]);
  const secret = links.flatMap((link) => (link?.kind === 'keeper' ? [link.secret] : []));
  const keepers = new KeyRing(circle, secret[0]);

  it.each(rows)('$start… opens to "$words"', async ({ start, kind, author, id, words }) => {
    const body = [...bodies].find((each) => each.startsWith(start)) ?? '';
    const opens = kind === 'keeper_box' ? keepers : ring;
    expect(await opens.open({ kind, author, id }, { key: 1, body })).toBe(words);
  });

  it('are all explained', () => {
    expect(rows.map(({ start }) => start).sort()).toEqual(
      [...bodies].map((body) => body.slice(0, 16)).sort(),
    );
    expect(rows.length).toBeGreaterThan(8);
  });

  it('are of a circle whose links are read as the README says', () => {
    expect(links.map((link) => link && [link.circle, link.kind])).toEqual([
      [circle, 'keeper'],
      [circle, 'invitation'],
      [circle, 'device'],
    ]);
    expect(carried).toEqual([carried[0], carried[0]]); // the keepers' link has a secret of its own
    for (const link of links) {
      const shown = link?.kind === 'device' ? link.secret : link?.token;
      expect(gathering.join('')).toContain(`"${shown ?? ''}"`);
    }
  });
});
