// Holds the keepers' link to its word: it gives what keepers have, to who knows its secret alone, and
// nothing once it stopped.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { replace_link } from '../../client-web/src/circle/acts_links';
import { remove_member } from '../../client-web/src/circle/renewing';
import type { FakeCircle } from './fake_circle';
import { gathered, Page } from './page';

let circle: FakeCircle;
let ana: Page;
let ben: Page;
let cai: Page;
let kay: Page;
const at = () => circle;

beforeEach(async () => {
  ({ circle, ana, ben, cai, kay } = await gathered());
});
afterEach(() => Page.end_all());

const accepted = { accepted: true };
const links_of = (page: Page) => page.place.shown.links;

describe("the keepers' link", () => {
  it('makes a member a keeper on their own device, with the key of now, and gives its secret', async () => {
    await remove_member(ana.place, cai.place.me, true);
    await ana.rest();
    await ben.rest();
    const { keeper = '' } = links_of(ana);
    await ben.reload(keeper);
    await ben.rest();
    await vi.waitFor(() => expect(circle.known.get(ben.place.me)?.view.keeper).toBe(true));
    await ben.rest();
    expect(links_of(ben)).toEqual(links_of(ana));
    expect(
      await ben.place.ring.open({ kind: 'name', author: ben.place.me, id: '-' }, name_of(ben)),
    ).toBe('Ben');
  });

  const name_of = (page: Page) => {
    const known = circle.known.get(page.place.me);
    if (!known) throw new Error('not a member');
    return known.view.name;
  };

  it('is forgotten where somebody keeps no longer, and the invitation with it', async () => {
    expect(Object.keys(links_of(kay))).toEqual(['keeper', 'invitation']);
    const known = circle.known.get(kay.place.me);
    if (known) known.view.keeper = false;
    await kay.reload();
    await kay.rest();
    expect(links_of(kay)).toEqual({});
    expect(kay.place.belongings.kept).not.toHaveProperty('keepers_secret');
  });

  it('that stopped, opened where one keeps already, changes nothing', async () => {
    const { keeper = '' } = links_of(ana);
    expect(await replace_link(ana.place, 'keeper')).toMatchObject(accepted);
    const now = links_of(ana);
    expect(now.keeper).not.toBe(keeper);
    await ana.reload(keeper);
    await ana.rest();
    expect(links_of(ana)).toEqual(now);
  });

  it('is replaced for who does not know it, and so is the invitation after it', async () => {
    expect(await replace_link(ana.place, 'keeper')).toMatchObject(accepted);
    await kay.rest();
    expect(links_of(kay)).toEqual({ invitation: links_of(ana).invitation });
    const answer = await replace_link(kay.place, 'invitation');
    expect(answer).toMatchObject(accepted);
    expect(answer.address).toBe(links_of(kay).invitation);
    await ana.rest();
    expect(links_of(ana)).toEqual({});
    const dia = await new Page(at).join(links_of(kay).keeper ?? '', 'Dia');
    await dia.rest();
    expect(links_of(dia)).toEqual(links_of(kay));
  });
});
