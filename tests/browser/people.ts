// People in browsers of their own, as a journey needs them. Whatever a page does that no page may
// do (breaking the content policy, asking somebody else's server, throwing) fails the test.
import {
  type Browser,
  type BrowserContext,
  expect,
  type Page,
  test as base,
} from '@playwright/test';
import { type Served, startServer } from '../process/serve.ts';
import { Tunnel } from './tunnel.ts';

export interface Links {
  keeper: string;
  invitation: string;
}

export interface Making {
  title?: string;
  name?: string;
  meets?: 'In writing' | 'Speaking';
  keeps?: 'Only for the gathering' | 'As long as the circle lives';
  safety?: string;
  /** Whether people knock first. */
  knock?: boolean;
}

export interface Joining {
  witness?: boolean;
  shared?: boolean;
  pronouns?: string;
  /** A few words for the keepers, where one knocks. */
  words?: string;
}

export class People {
  readonly #contexts: BrowserContext[] = [];
  readonly #tunnels: Tunnel[] = [];
  readonly wrongs: string[] = [];
  readonly #origins: string[];

  constructor(
    private readonly browser: Browser,
    readonly server: Served,
    private readonly options: Parameters<Browser['newContext']>[0],
  ) {
    this.#origins = [server.url];
  }

  /** Pages of this server may be asked for too. */
  also(origin: string): void {
    this.#origins.push(origin);
  }

  /** Somebody with a device of their own. */
  async device(options: Parameters<Browser['newContext']>[0] = {}): Promise<BrowserContext> {
    const context = await this.browser.newContext({
      baseURL: this.server.url,
      ...this.options,
      ...options,
    });
    this.#contexts.push(context);
    context.on('page', (page) => this.#watch(page));
    return context;
  }

  async page(options?: Parameters<Browser['newContext']>[0]): Promise<Page> {
    const device = await this.device(options);
    return device.newPage();
  }

  /** A way to the server that can be cut, for who comes through it. */
  async tunnel(port = this.server.port): Promise<Tunnel> {
    const tunnel = await Tunnel.to(port);
    this.#tunnels.push(tunnel);
    this.also(tunnel.url);
    return tunnel;
  }

  async end(): Promise<void> {
    for (const tunnel of this.#tunnels) tunnel.end();
    await Promise.all(this.#contexts.map((context) => context.close()));
  }

  #watch(page: Page): void {
    page.on('pageerror', (error) => this.wrongs.push(`thrown: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error' && !/ERR_|WebSocket connection/.test(message.text()))
        this.wrongs.push(`said: ${message.text()}`);
    });
    page.on('request', (request) => {
      const { origin } = new URL(request.url());
      if (!this.#origins.includes(origin)) this.wrongs.push(`asked ${request.url()}`);
    });
  }

  /** Makes a circle through the screens, and goes into it. */
  async make(page: Page, making: Making = {}): Promise<Links> {
    await page.goto('/');
    await page.getByRole('button', { name: 'Make a circle' }).click();
    await page.getByLabel('What is the circle called?').fill(making.title ?? 'Thursday circle');
    if (making.meets) await choose(page, making.meets);
    if (making.keeps) await choose(page, making.keeps);
    if (making.knock) await choose(page, 'People knock first');
    if (making.safety) await page.getByLabel(/worried about somebody/).fill(making.safety);
    await page.getByLabel('Your name in the circle').fill(making.name ?? 'Ana');
    await page.getByRole('button', { name: 'Make the circle' }).click();
    await expect(page.getByRole('heading', { name: 'Your circle is ready' })).toBeVisible();
    const links = {
      keeper: await page.getByLabel("Your keeper's link").inputValue(),
      invitation: await page.getByLabel('The invitation').inputValue(),
    };
    await page.getByRole('button', { name: 'Go to the circle' }).click();
    await expect(ring(page)).toBeVisible();
    return links;
  }

  /** Somebody new, through the door to their seat. */
  async join(link: string, name: string, joining: Joining = {}): Promise<Page> {
    const page = await this.page();
    await this.come_in(page, link, name, joining);
    return page;
  }

  async come_in(page: Page, link: string, name: string, joining: Joining = {}): Promise<void> {
    await this.fill_in(page, link, name, joining);
    await page.getByRole('button', { name: 'Join the circle' }).click();
    await expect(ring(page)).toBeVisible();
  }

  /** Somebody new, who waits at the door. */
  async knock(link: string, name: string, joining: Joining = {}): Promise<Page> {
    const page = await this.page();
    await this.fill_in(page, link, name, joining);
    await page.getByRole('button', { name: 'Knock at the door' }).click();
    await expect(page.getByText('The keepers know that you are here.')).toBeVisible();
    return page;
  }

  async fill_in(page: Page, link: string, name: string, joining: Joining = {}): Promise<void> {
    await page.goto(link);
    await page.getByLabel('Yes, I agree to this').check();
    await page.getByLabel('What may we call you?').fill(name);
    if (joining.words) await page.getByLabel('A few words for the keepers').fill(joining.words);
    if (joining.pronouns || joining.witness || joining.shared) await open_wishes(page);
    if (joining.pronouns) await page.getByLabel('Pronouns, if you like').fill(joining.pronouns);
    if (joining.witness) await choose(page, 'As quiet company');
    if (joining.shared) await choose(page, 'Shared with others');
  }
}

/** What few need at the door is folded. */
export const open_wishes = (page: Page) =>
  page.getByText('Pronouns, quiet company, a shared device').click();

export const ring = (page: Page) => page.getByRole('region', { name: 'The ring' });
export const mine = (page: Page) => page.getByRole('region', { name: 'What is yours to do' });
export const shares = (page: Page) =>
  page.getByRole('region', { name: 'What was shared', exact: true });
export const seat = (page: Page, name: string) =>
  ring(page)
    .getByRole('listitem')
    .filter({ has: page.getByText(name, { exact: true }) });
export const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, ...(typeof name === 'string' && { exact: true }) });

export async function choose(page: Page, label: string): Promise<void> {
  await page.getByRole('radio', { name: label }).check();
}

/** One of the sheets under 'More'. */
export async function open_sheet(page: Page, name: string): Promise<void> {
  await button(page, 'More').click();
  await button(page, name).click();
  await expect(page.getByRole('dialog', { name: 'More', exact: true })).toHaveCount(0);
  await sheet_is_there(page);
}

/** Some are fetched when they are opened: before that, looking sees nothing and Escape closes nothing. */
export async function sheet_is_there(page: Page): Promise<void> {
  await expect(page.getByRole('dialog').first()).toBeVisible();
}

export async function open_gathering(page: Page, words = ''): Promise<void> {
  await button(page, 'Open the gathering').click();
  const sheet = page.getByRole('dialog');
  if (words) await sheet.getByLabel(/Opening words/).fill(words);
  await sheet.getByLabel('A quiet moment first').selectOption('None');
  await sheet.getByRole('button', { name: 'Open the gathering' }).click();
  await expect(sheet).toBeHidden();
}

/** Ana keeps, Ben and Cai are there, Cai by a tunnel of their own, and the gathering is open. */
export async function three(people: People, making: Making = {}) {
  const ana = await people.page();
  const { invitation } = await people.make(ana, making);
  const ben = await people.join(invitation, 'Ben');
  const tunnel = await people.tunnel();
  const cai = await people.join(tunnel.through(invitation), 'Cai');
  await open_gathering(ana);
  return { ana, ben, cai, tunnel };
}

export interface FloorChoices {
  gentle?: string;
  prompt?: string;
  own_prompt?: string;
  from?: string;
  direction?: string;
  second_chance?: boolean;
  twice?: boolean;
  now?: boolean;
}

async function set_floor(page: Page, floor: string, choices: FloorChoices): Promise<void> {
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('radio', { name: new RegExp(`^${floor}`) }).check();
  if (choices.prompt)
    await sheet.getByLabel('Prompt', { exact: true }).selectOption(choices.prompt);
  if (choices.own_prompt) {
    await sheet.getByLabel('Prompt', { exact: true }).selectOption('My own words');
    await sheet.getByLabel('My own words').fill(choices.own_prompt);
  }
  if (floor !== 'Open')
    await sheet.getByLabel('Gentle time for each').selectOption(choices.gentle ?? 'No time');
  if (choices.direction) await sheet.getByLabel('Which way').selectOption(choices.direction);
  if (choices.from) await sheet.getByLabel('Begins with').selectOption(choices.from);
  if (choices.second_chance) await sheet.getByLabel(/once more to who passed/).check();
  if (choices.twice) await sheet.getByLabel(/Everybody once before twice/).uncheck();
  if (choices.now) await sheet.getByLabel('Let the holder finish first').uncheck();
}

export async function open_floor(
  page: Page,
  floor: string,
  choices: FloorChoices = {},
): Promise<void> {
  await button(page, 'How the piece moves').click();
  await set_floor(page, floor, choices);
  await button(page, 'Begin').click();
  await expect(page.getByRole('dialog')).toBeHidden();
}

/** Passes the piece on at once, without the seconds in which it can be taken back. */
export async function pass_on(page: Page): Promise<void> {
  await button(page, 'Pass it on').click();
  await button(page, 'Now').click();
}

export async function share(page: Page, words: string): Promise<void> {
  await page.getByLabel('Your words').fill(words);
  await button(page, 'Share').click();
}

/** Who holds the piece, as everybody sees it. */
export async function holds(name: string, ...pages: Page[]): Promise<void> {
  for (const page of pages) {
    await expect(page.locator('[aria-current="true"]')).toContainText(name);
  }
}

export const test = base.extend<{ people: People }, { server: Served }>({
  server: [
    // Playwright tells fixtures apart by their destructured first parameter.
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const server = await startServer({ args: ['--circles-per-hour', '100000'] });
      await use(server);
      await server.stop();
    },
    { scope: 'worker' },
  ],
  people: async ({ browser, server, viewport, isMobile, hasTouch }, use) => {
    const people = new People(browser, server, {
      ...(viewport && { viewport }),
      isMobile: isMobile ?? false,
      hasTouch: hasTouch ?? false,
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await use(people);
    await people.end();
    expect(people.wrongs).toEqual([]);
  },
});

export { expect };
