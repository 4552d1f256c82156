// Holds a page to patience: where what opens a box cannot be fetched, nothing is said to be missing,
// and it is tried again.
import type * as hpke from '@hpke/core';
import { afterEach, expect, it, vi } from 'vitest';
import { share } from '../../client-web/src/circle/acts';
import { remove_member } from '../../client-web/src/circle/renewing';
import { gathered, Page, read, says } from './page';

const network = vi.hoisted(() => ({ away: false }));
vi.mock('@hpke/core', async (original) => {
  const whole = await original<typeof hpke>();
  return new Proxy(whole, {
    get(target, name) {
      if (network.away && name === 'CipherSuite') throw new TypeError('Failed to fetch');
      return target[name as 'CipherSuite'];
    },
  });
});

afterEach(() => Page.end_all());

it('a box that could not be looked into is looked into again', async () => {
  const { ana, ben, cai } = await gathered();
  ben.end();
  await remove_member(ana.place, cai.place.me, true);
  await says(ana, 'after');
  network.away = true;
  await ben.reload();
  await ben.rest();
  expect(ben.place.shown.key_missing).toBe(false);
  expect(await share(ben.place, 'words')).toMatchObject({ code: 'not_sealed' });
  expect(await remove_member(ana.place, ben.place.me, true)).toMatchObject({ code: 'not_sealed' });
  network.away = false;
  await vi.waitFor(async () => expect(await read(ben)).toEqual(['after']), 6000);
  expect(ben.place.shown).toMatchObject({ key_missing: false, needs_newer_page: false });
}, 10_000);
