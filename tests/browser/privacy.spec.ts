// What the server may never see or keep: words, names, keys; and of tokens and secrets only hashes.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startServer } from '../process/serve.ts';
import {
  button,
  expect,
  holds,
  open_floor,
  open_gathering,
  open_sheet,
  pass_on,
  share,
  shares,
  test,
} from './people.ts';

const words = {
  title: 'Quince orchard circle',
  safety: 'Marmalade promise',
  keeper: 'Anemone Keeperson',
  name: 'Bartholomew Joiner',
  share: 'Persimmon confession',
  later: 'Elderflower afterthought',
  opening: 'Juniper greeting',
  prompt: 'Which tangerine?',
};

/** As text and as base64, whichever byte it begins at. */
function shapes(text: string): Buffer[] {
  const inner = (pad: number) => {
    const encoded = Buffer.from('\0'.repeat(pad) + text).toString('base64');
    return encoded.slice(pad === 0 ? 0 : 4, -4);
  };
  return [text, inner(0), inner(1), inner(2)].map((each) => Buffer.from(each));
}

function found_in(bytes: Buffer, secrets: Record<string, string>): string[] {
  return Object.entries(secrets)
    .filter(([, text]) => shapes(text).some((shape) => bytes.includes(shape)))
    .map(([name]) => name);
}

const files_of = (folder: string) =>
  Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))));

test('a whole gathering leaves nothing readable in the file, its log, the server log or the wire', async ({
  people,
}) => {
  const server = await startServer({ keep: true, args: ['--log-level', 'debug'] });
  people.also(server.url);
  const sent: string[] = [];
  const listen = (page: Awaited<ReturnType<typeof people.page>>) =>
    page.on('websocket', (socket) => {
      socket.on('framesent', ({ payload }) => sent.push(payload.toString()));
    });
  const ana = await people.page({ baseURL: server.url });
  listen(ana);
  const links = await people.make(ana, {
    title: words.title,
    safety: words.safety,
    name: words.keeper,
    keeps: 'As long as the circle lives',
  });
  const ben = await people.page();
  listen(ben);
  await people.come_in(ben, links.invitation, words.name);
  await open_gathering(ana, words.opening);
  await open_floor(ana, 'Round', { own_prompt: words.prompt });
  await holds(words.name, ben);
  await share(ben, words.share);
  await expect(shares(ana)).toContainText(words.share);
  await pass_on(ben);
  await open_sheet(ana, 'The circle');
  await button(ana, 'Replace the invitation').click();
  await expect(ana.getByText('The old link has stopped.')).toBeVisible();
  const fresh = await ana
    .getByRole('dialog')
    .getByRole('textbox', { name: 'The invitation' })
    .inputValue();

  const secrets: Record<string, string> = { ...words };
  for (const [name, link] of Object.entries({ ...links, fresh })) {
    const [, token, key] = new URL(link).hash.split('.');
    Object.assign(secrets, { [`${name} token`]: token, [`${name} key`]: key });
  }
  expect(Object.values(secrets).every(Boolean)).toBe(true);
  const stored = files_of(server.data);
  expect(stored.length).toBeGreaterThan(4096);
  expect(found_in(stored, secrets)).toEqual([]);
  expect(found_in(Buffer.from(server.log()), secrets)).toEqual([]);
  expect(server.log()).not.toContain('127.0.0.1:5');
  const wire = Buffer.from(sent.join('\n'));
  expect(sent.length).toBeGreaterThan(8);
  const on_wire = found_in(wire, secrets).filter((name) => !name.endsWith('token'));
  expect(on_wire).toEqual([]);
  await server.stop();
  expect(found_in(files_of(server.data), secrets)).toEqual([]);
  await server.erase();
});

test('closing empties the sealed words too, in file and log; erasing takes the rest', async ({
  people,
}) => {
  const server = await startServer({ keep: true });
  people.also(server.url);
  const ana = await people.page({ baseURL: server.url });
  const bodies: string[] = [];
  const titles: string[] = [];
  ana.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => {
      const frame = JSON.parse(payload.toString()) as {
        title?: { body: string };
        command?: { type: string; body?: { body: string } };
      };
      if (frame.title) titles.push(frame.title.body);
      if (frame.command?.type === 'add_share') bodies.push(frame.command.body?.body ?? '');
    });
  });
  await people.make(ana);
  await open_gathering(ana);
  await open_floor(ana, 'Open');
  await share(ana, words.share);
  await expect(shares(ana)).toContainText(words.share);
  const holds_bytes = (body: string) => {
    const raw = Buffer.from(body, 'base64url');
    const stored = files_of(server.data);
    return stored.includes(Buffer.from(body)) || stored.includes(raw.subarray(0, 24));
  };
  expect(bodies).toHaveLength(1);
  expect(titles).toHaveLength(1);
  expect(holds_bytes(bodies[0] ?? '')).toBe(true);
  await button(ana, 'Close the gathering').click();
  await ana.getByRole('dialog').getByRole('button', { name: 'Close the gathering' }).click();
  await expect(button(ana, 'Open the gathering')).toBeVisible();
  await expect.poll(() => holds_bytes(bodies[0] ?? '')).toBe(false);
  expect(holds_bytes(titles[0] ?? '')).toBe(true);
  await open_sheet(ana, 'The circle');
  await button(ana, 'End the circle and erase it').click();
  await button(ana, 'Erase it all').click();
  await expect(ana.getByText('This circle has ended')).toBeVisible();
  await expect.poll(() => holds_bytes(titles[0] ?? '')).toBe(false);
  await server.stop();
  await server.erase();
});

test('pages come with a strict policy, and everything on them from here', async ({ people }) => {
  const page = await people.page();
  const answer = await page.goto('/');
  const headers = answer?.headers() ?? {};
  expect(headers['content-security-policy']).toContain("default-src 'none'");
  expect(headers['content-security-policy']).not.toContain('unsafe');
  expect(headers['referrer-policy']).toBe('no-referrer');
  expect(headers['x-content-type-options']).toBe('nosniff');
  const { invitation } = await people.make(page);
  const circle = await (await people.page()).goto(invitation);
  expect(circle?.headers()['cache-control']).toBe('no-store');
});
