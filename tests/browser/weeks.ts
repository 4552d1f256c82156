// Three gatherings of one circle, a week apart, as those who were there saw them. Who walks them says
// in which language, and looks at every state; what is asserted here is what carries from week to week.
import { readFileSync } from 'node:fs';
import type { BrowserContext, Locator, Page } from '@playwright/test';
import { strange } from '../../client-web/src/words/pseudo.ts';
import { startServer, type Served } from '../process/serve.ts';
import { expect, sheet_is_there, type People } from './people.ts';
import { answer_until_over, click, companions } from './practising.ts';

export const languages = ['en', 'es', 'ar-XB'] as const;
export type Language = (typeof languages)[number];
export type Look = (page: Page, state: string) => Promise<void>;

const week = 7 * 86_400_000;
const faketime = '/usr/$LIB/faketime/libfaketimeMT.so.1'; // the loader fills in $LIB
const patient = { timeout: 60_000 };

/** English stands behind what is made strange, from right to left. */
const written = (language: Language) => (language === 'ar-XB' ? 'en' : language);

/** What is said on the screen under a key, with its values. */
function words_of(language: Language) {
  const file = new URL(`../../client-web/src/words/${written(language)}.json`, import.meta.url);
  const read = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  const words = language === 'ar-XB' ? strange(read, 'rtl') : read;
  const apart = (value: string) => (language === 'ar-XB' ? `\u2068${value}\u2069` : value);
  return (key: string, values: Record<string, string> = {}) =>
    (words[key] ?? `no ${key}`).replace(/\{(\w+)\}/g, (_, name: string) =>
      apart(values[name] ?? ''),
    );
}

/** What a plan or a practice that comes with us is called. */
function title_of(language: Language, what: string) {
  const file = new URL(`../../protocol/${what}.json`, import.meta.url);
  const { words } = JSON.parse(readFileSync(file, 'utf8')) as {
    words: Record<string, { title: string }>;
  };
  return words[written(language)]?.title ?? `no ${what}`;
}

/** The server on the clock of a later week, with the data of the week before. */
function serve(weeks: number, before?: Served): Promise<Served> {
  const env = {
    LD_PRELOAD: faketime,
    FAKETIME: `+${weeks * 7}d`,
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    FAKETIME_DONT_RESET: '1',
  };
  return startServer({
    env,
    keep: true,
    args: ['--circles-per-hour', '100000'],
    ...(before && { data: before.data, port: before.port }),
  });
}

/** Somebody with a device that stays theirs from week to week. */
class Person {
  page!: Page;
  readonly say: ReturnType<typeof words_of>;
  constructor(
    readonly device: BrowserContext,
    private readonly language: Language,
    private readonly look: Look,
    readonly name: string,
  ) {
    this.say = words_of(language);
  }

  async comes(address: string, weeks: number): Promise<void> {
    await this.device.clock.setSystemTime(Date.now() + weeks * week);
    this.page = await this.device.newPage();
    this.page.setDefaultTimeout(45_000);
    await this.page.addInitScript(
      (likings) => localStorage.setItem('circlekeeper.likings', likings),
      JSON.stringify({ language: this.language }),
    );
    await this.page.goto(address);
  }
  sees(state: string): Promise<void> {
    return this.look(this.page, `${this.name.toLowerCase()}-${state}`);
  }
  button(key: string, values?: Record<string, string>): Locator {
    return this.page.getByRole('button', { name: this.say(key, values), exact: true });
  }
  press(key: string, values?: Record<string, string>): Promise<void> {
    return this.button(key, values).first().click();
  }
  region(key: string, values?: Record<string, string>): Locator {
    return this.page.getByRole('region', { name: this.say(key, values), exact: true });
  }
  field(key: string, values?: Record<string, string>): Locator {
    return this.page.getByLabel(this.say(key, values), { exact: true });
  }
  get sheet(): Locator {
    return this.page.getByRole('dialog').last();
  }
  in_sheet(key: string, values?: Record<string, string>): Locator {
    return this.sheet.getByRole('button', { name: this.say(key, values), exact: true });
  }
  option(key: string): Locator {
    return this.sheet.getByRole('radio', { name: this.say(key) }).first();
  }
  async opens(...keys: string[]): Promise<void> {
    for (const key of keys) await this.press(key);
    await sheet_is_there(this.page);
  }
  /** And what it lies on. */
  async closes_sheets(): Promise<void> {
    const sheets = this.page.getByRole('dialog');
    for (let left = await sheets.count(); left > 0; left -= 1) {
      await this.page.keyboard.press('Escape');
      await expect(sheets).toHaveCount(left - 1);
    }
  }
}

/** Who is always there, and what is carried between them. */
interface Weeks {
  /** Lets companions come, until they go or the walk is over. */
  brings(count: number, seed: string): () => void;
  ana: Person;
  ben: Person;
  language: Language;
}

/** Whoever holds the piece passes, until nobody has it any more; companions take their own time. */
async function goes_round({ ana, ben }: Weeks): Promise<void> {
  const go_on = async () => {
    for (const person of [ana, ben]) {
      const pass = person.button('mine.pass');
      if (await pass.isVisible()) await pass.click({ timeout: 1000 }).catch(() => undefined);
    }
    return ana.page.getByText(ana.say('mine.round_over')).first().isVisible();
  };
  await expect.poll(go_on, { ...patient, intervals: [200] }).toBe(true);
}

async function begins(person: Person, what: string, first = false): Promise<void> {
  await person.press(first ? 'live.begin' : 'live.go_on', { what });
  await expect(person.region('live.label')).toContainText(what);
}

async function opens_with(person: Person, title: string): Promise<void> {
  await person.opens('live.open_with_plan');
  await person.sees('choosing-a-plan');
  await person.sheet.getByRole('button', { name: new RegExp(`^${title}`) }).click();
  await person.sees('opening');
  await person.in_sheet('keeper.gathering').click();
  await expect(person.page.getByRole('dialog')).toHaveCount(0);
}

async function closes({ ana, ben }: Weeks, words: string): Promise<void> {
  await ana.opens('keeper.close');
  await ana.press('closing.thank');
  await ana.field('keeper.close_words').fill(words);
  await ana.sees('closing');
  await ana.in_sheet('keeper.close').click();
  await expect(ben.page.getByText(words)).toBeVisible();
}

/** In the part of the plan that asks for it. */
async function says_capacity(person: Person, how: string, seen: string, words = ''): Promise<void> {
  const part = person.region('live.label');
  const choice = (key: string) => part.getByRole('radio', { name: person.say(key) }).first();
  await choice(`threads.${how}`).check();
  await choice(`threads.seen_${seen}`).check();
  if (words)
    await part.getByLabel(person.say('threads.capacity_words'), { exact: true }).fill(words);
  await part.getByRole('button', { name: person.say('threads.capacity_say') }).click();
  await expect(part).toContainText(person.say('threads.capacity_said'));
  await person.sees('capacity');
}

const opens_carried = (person: Person) => person.opens('menu.open', 'threads.title');

/** As a field for a date has it. */
const day_after = (at: number) => new Date(at).toISOString().slice(0, 10);

async function arrive(ana: Person, ben: Person): Promise<string> {
  await ana.comes('/', 0);
  await ana.sees('front');
  await ana.press('front.make');
  await ana.field('make.name_of_circle').fill('Thursday circle');
  await ana.field('make.your_name').fill('Ana');
  await ana.sees('making');
  await ana.press('make.done');
  const invitation = await ana.field('links.invitation').inputValue();
  await ana.press('links.enter');
  await ben.comes(invitation, 0);
  await ben.field('door.yes').check();
  await ben.field('door.name').fill('Ben');
  await ben.sees('door');
  await ben.press('door.join');
  await expect(ben.region('ring.label')).toBeVisible();
  return invitation;
}

/** A shipped plan with a capacity check-in; at the end an ask stays, and the next date is named. */
async function first(walk: Weeks): Promise<void> {
  const { ana, ben, brings, language } = walk;
  const plan = title_of(language, 'plans/weekly_60');
  const they_go = brings(3, '7');
  await expect(ana.region('ring.label').getByRole('listitem')).toHaveCount(5, patient);
  await ben.sees('before');
  await opens_with(ana, plan);
  await begins(ana, ana.say('activity.opening'), true);
  await ana.sees('plan');
  await ben.sees('plan');
  await ana.press('live.skip', { what: ana.say('activity.agreements') });
  await says_capacity(ben, 'tender', 'keepers', 'Zzz');
  await says_capacity(ana, 'open', 'circle');
  await ana.opens('threads.weather');
  await ana.sees('weather');
  await ana.closes_sheets();
  await begins(ana, ana.say('activity.check_in'));
  await goes_round(walk);
  await ana.sees('round');
  await ana.opens('live.whole');
  await ana.sees('whole-plan');
  await ana.closes_sheets();
  await closes(walk, '♡');
  await ben.sees('closed');
  they_go();
  await ana.opens('next.name_it');
  await ana.field('next.date').fill(day_after(Date.now() + week));
  await ana.sees('next-date');
  await ana.press('next.announce');
  await expect(ben.region('next.title')).toBeVisible();
  await opens_carried(ben);
  await ben.in_sheet('threads.board_look').click();
  await ben.press('threads.way_ask');
  await ben.field('threads.ask_words').fill('Minestrone');
  await ben.field('threads.bound').fill('2 ×');
  await ben.press('threads.board_put');
  await expect(ben.sheet).toContainText(ben.say('threads.board_is_put'));
  await ben.sees('ask');
  await ben.closes_sheets();
  await ben.sees('resting');
}

/** A practice in pods, the plan changed while it goes on, an ask answered with a part, a small step. */
async function second(walk: Weeks): Promise<void> {
  const { ana, ben, brings, language } = walk;
  const plan = title_of(language, 'plans/short_check_in');
  const they_go = brings(3, '8');
  await opens_carried(ana);
  await ana.in_sheet('threads.board_look').click();
  await expect(ana.sheet).toContainText('Minestrone');
  await ana.in_sheet('threads.part').click();
  await ana.press('threads.answer_tell', { name: 'Ben', answer: ana.say('threads.part') });
  await ana.sees('answering');
  await ana.closes_sheets();
  await opens_carried(ben);
  await ben.in_sheet('threads.board_look').click();
  await expect(ben.sheet).toContainText(ben.say('threads.told_part', { name: 'Ana' }));
  await ben.sees('answered');
  await ben.closes_sheets();
  await opens_with(ana, plan);
  await begins(ana, ana.say('activity.opening'), true);
  await ana.press('live.change');
  await ana.in_sheet('live.remove_name', { what: ana.say('activity.agreements') }).click();
  await ana.in_sheet('live.add').click();
  await ana.field('live.kind').selectOption('practice');
  await ana.sees('adding-a-part');
  await ana.press('live.put_in');
  await ana.sees('changing-the-plan');
  await ana.press('live.send');
  await begins(ana, ana.say('activity.practice'));
  await practises(walk);
  they_go();
  await opens_carried(ben);
  await ben.in_sheet('threads.step_choose').click();
  await ben.field('threads.step_words').fill('Piano');
  await ben.field('threads.step_partner').selectOption('Ana');
  await ben.sees('small-step');
  await ben.press('threads.step_yes');
  await expect(ben.sheet).toContainText(ben.say('threads.step_chosen'));
  await ben.closes_sheets();
  const asked = ana.region('threads.partner_ask', { name: 'Ben' });
  await ana.sees('asked-along');
  await asked.getByRole('button', { name: ana.say('threads.yes'), exact: true }).click();
  await closes(walk, '♡ ♡');
  await ben.sees('closed');
}

/** In pods of two, with companions, until everybody is back; who keeps the circle stays outside. */
async function practises({ ana, ben, language }: Weeks): Promise<void> {
  const title = title_of(language, 'practices/say_back_until_right');
  await ana.opens('live.open_practice');
  await ana.sheet.getByRole('radio', { name: title }).check();
  await ana.sees('choosing-a-practice');
  await ana.in_sheet('practice.invite').click();
  await expect(ana.page.getByRole('dialog')).toHaveCount(0);
  await ben.sees('invited');
  await ana.opens('practice.begin');
  await ana.option('practice.by_chance').check();
  await ana.in_sheet('practice.begin_now').click();
  await expect(ana.page.getByRole('dialog')).toHaveCount(0);
  await expect(ben.region('pod.label')).toBeVisible();
  await ben.sees('pod');
  await ana.sees('outside');
  let given = 0;
  const one_after_another = (labels: string[]) => (given += 1) % Math.max(1, labels.length);
  const mine = ben.region('mine.label');
  await answer_until_over(mine, ben.region('after.label'), click, one_after_another);
  await ben.sees('after-the-pod');
  await ben.press('after.done');
  await expect(ana.region('outside.label')).toHaveCount(0, patient);
}

/** The small step is looked back on; then the picture of the circle's life, and the record. */
async function third(walk: Weeks): Promise<void> {
  const { ana, ben, language } = walk;
  await opens_with(ana, title_of(language, 'plans/short_check_in'));
  const back = ben.region('threads.look_back');
  await expect(back).toContainText('Piano');
  await ben.sees('looking-back');
  await back.getByRole('button', { name: ben.say('threads.went_part'), exact: true }).click();
  await ben.press('threads.went_tell');
  await expect(back).toHaveCount(0);
  await opens_carried(ana);
  await expect(ana.sheet).toContainText(
    ana.say('threads.went', { went: ana.say('threads.went_part') }),
  );
  await ana.closes_sheets();
  await opens_carried(ben);
  await ben.in_sheet('threads.board_look').click();
  await expect(ben.sheet).toContainText(ben.say('threads.told_part', { name: 'Ana' }));
  await ben.press('threads.take_down');
  await ben.press('threads.take_down_yes');
  await ben.closes_sheets();
  await closes(walk, '♡ ♡ ♡');
  await ben.opens('menu.life');
  const gatherings = ben.sheet.getByRole('list', { name: ben.say('life.told') });
  await expect(gatherings.getByRole('listitem')).toHaveCount(3 + 1);
  await ben.sees('life');
  await ben.closes_sheets();
  await ana.opens('menu.open', 'menu.record');
  await expect(ana.sheet).toContainText(ana.say('record.holds_number'));
  await ana.sees('record');
  await ana.closes_sheets();
}

export async function three_weeks(people: People, language: Language, look: Look): Promise<void> {
  let server = await serve(0);
  people.also(server.url);
  let now = 1;
  const in_week: Look = (page, state) => look(page, `week-${now}-${state}`);
  const person = async (name: string) =>
    new Person(await people.device({ baseURL: server.url }), language, in_week, name);
  const ana = await person('Ana');
  const ben = await person('Ben');
  const company: ReturnType<typeof companions>[] = [];
  try {
    const invitation = await arrive(ana, ben);
    const brings = (count: number, seed: string) => {
      const others = companions(count, invitation, '--language', written(language), '--seed', seed);
      company.push(others);
      return () => void others.kill();
    };
    const address = ana.page.url(); // the circle's own, as a device that knows it opens it
    const walk: Weeks = { ana, ben, brings, language };
    await first(walk);
    for (const next of [second, third]) {
      for (const { page } of [ana, ben]) await page.close();
      await server.stop();
      server = await serve(now, server);
      for (const each of [ana, ben]) await each.comes(address, now);
      now += 1;
      await ben.sees('before');
      await next(walk);
    }
  } finally {
    for (const others of company) others.kill();
    await server.stop();
    await server.erase();
  }
}
