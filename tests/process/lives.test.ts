// The server as an operator meets it: options, stopping, copies, and a disk that is full.
import { execFile, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import * as acts from '../../client-web/src/circle/acts.ts';
import limits from '../../protocol/limits.json' with { type: 'json' };
import { in_conversation, joined, made, read } from './members.ts';
import { program, startServer } from './serve.ts';

const run = promisify(execFile);

async function failing(...args: string[]): Promise<string> {
  const ended = spawnSync(program, args, { encoding: 'utf8', timeout: 10_000 });
  expect(ended.status).not.toBe(0);
  return ended.stderr + ended.stdout;
}

it('names every option with its default', async () => {
  const { stdout } = await run(program, ['--help']);
  const named: [string, string | number][] = [
    ['--listen', '127.0.0.1:8080'],
    ['--data', 'data'],
    ['--commands-per-second', limits.rates.commands_per_second.value],
    ['--commands-burst', limits.rates.commands_burst.value],
    ['--signals-per-second', limits.rates.signals_per_second.value],
    ['--signals-burst', limits.rates.signals_burst.value],
    ['--connections-per-address', limits.counts.connections_per_address.value],
    ['--connections-per-member', limits.counts.connections_per_member.value],
    ['--unvisited-days', limits.counts.unvisited_days.value],
    ['--circles-per-hour', limits.counts.circles_per_address_hour.value],
  ];
  for (const [name, value] of named) {
    const line = stdout.split('\n').find((each) => each.includes(`${name} `)) ?? '';
    expect(line, name).toContain(String(value));
  }
  for (const name of ['--threads', '--certificate', '--key', '--origin', '--trusted-proxies'])
    expect(stdout).toContain(name);
});

it('says what is wrong with an option, and does not start', async () => {
  expect(await failing('--no-such-option')).toContain('--no-such-option');
  expect(await failing('--listen', 'nowhere')).toContain('--listen');
  expect(await failing('--commands-burst', '0')).toContain('--commands-burst');
  expect(await failing('--key', 'only-a-key.pem')).toContain('--certificate');
  for (const [option, value] of [
    ['--listen', '0.0.0.0:0'],
    ['--trusted-proxies', '127.0.0.1'],
    ['--origin', 'https://circles.example'],
  ] as const)
    expect(await failing(option, value), option).toContain('who may make circles');
});

it('reads the same options from a file and from the environment', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'circlekeeper-'));
  const file = join(folder, 'circlekeeper.toml');
  writeFileSync(file, 'operator-token = "a-word-from-the-file"\n');
  for (const options of [
    { args: ['--config', file] },
    { env: { CIRCLEKEEPER_OPERATOR_TOKEN: 'a-word-from-the-file' } },
  ]) {
    const server = await startServer(options);
    const refused = await made(server.url);
    expect(refused.shown.closing).toBe('operator_only');
    const keeper = await made(server.url, { operator_token: 'a-word-from-the-file' });
    expect(keeper.shown.state).toBe('here');
    keeper.end();
    await server.stop();
  }
  rmSync(folder, { recursive: true });
});

it('stops cleanly: everybody is told to come back, and all is stored', async () => {
  const server = await startServer({ keep: true });
  const keeper = await made(server.url);
  await in_conversation(keeper);
  await acts.share(keeper, 'Before stopping.');
  const code = await server.stop('SIGTERM');
  expect(code).toBe(0);
  expect(keeper.shown.state).toBe('connecting_again');
  const again = await startServer({ data: server.data, port: server.port });
  await keeper.until(({ state }) => state === 'here');
  expect(await read(keeper)).toEqual(['Before stopping.']);
  keeper.end();
  await again.stop('SIGINT');
  await server.erase();
});

it('keeps its files for their owner alone, and a second server off them', async () => {
  const server = await startServer();
  for (const name of readdirSync(server.data))
    expect(statSync(join(server.data, name)).mode & 0o077, name).toBe(0);
  expect(await failing('--data', server.data, '--listen', '127.0.0.1:0')).toContain(
    'another server uses',
  );
  await server.stop();
});

it('is copied while it runs, and a restored copy is a new life with what stood then', async () => {
  const server = await startServer({ keep: true });
  const keeper = await made(server.url);
  await in_conversation(keeper);
  await acts.share(keeper, 'In the copy.');
  const copies = mkdtempSync(join(tmpdir(), 'circlekeeper-'));
  const copy = join(copies, 'copy.db');
  await run(program, ['--data', server.data, 'backup', copy]);
  expect(statSync(copy).mode & 0o077).toBe(0);
  await acts.share(keeper, 'After the copy.');
  expect(await read(keeper)).toHaveLength(2);
  const [file = ''] = readdirSync(server.data).filter((name) => /\.(db|sqlite3?)$/.test(name));
  expect(await server.stop()).toBe(0);
  for (const name of readdirSync(server.data)) rmSync(join(server.data, name));
  cpSync(copy, join(server.data, file));
  const restored = await startServer({ data: server.data, port: server.port });
  expect(restored.log()).toContain('must be done again');
  await keeper.until(({ state, view }) => state === 'here' && view?.gathering?.shares.length === 1);
  expect(await read(keeper)).toEqual(['In the copy.']);
  const ben = await joined(restored.url, keeper.shown.links.invitation, 'Ben');
  expect(ben.shown.state).toBe('here');
  keeper.end();
  ben.end();
  await restored.stop();
  await server.erase();
  rmSync(copies, { recursive: true });
});

it('on a full disk refuses, says so, loses nothing, and recovers with the disk', async () => {
  const server = await startServer({
    // A bound on a file's size stands in for the full disk; the signal for it is ignored.
    by: ['bash', '-c', 'trap "" XFSZ; ulimit -S -f 400; exec "$0" "$@"'],
    args: ['--commands-per-second', '1000', '--commands-burst', '1000'],
  });
  const keeper = await made(server.url);
  await in_conversation(keeper);
  const ben = await joined(server.url, keeper.shown.links.invitation, 'Ben');
  const accepted: string[] = [];
  // Where nothing long fits any more, something short may.
  for (const length of [3900, 500, 1]) {
    let code = '';
    for (let n = 0; n < 400 && code === ''; n += 1) {
      const text = `${length} ${n} ${'w'.repeat(length)}`;
      const answer = await acts.share(keeper, text);
      if (answer.accepted) accepted.push(text);
      else code = answer.code;
    }
    expect(code).toBe('store_unavailable');
  }
  expect(accepted.length).toBeGreaterThan(0);
  await expect.poll(async () => (await fetch(`${server.url}/readyz`)).status).toBe(503);
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  await run('prlimit', ['--pid', String(server.pid), '--fsize=unlimited']);
  await expect.poll(async () => (await fetch(`${server.url}/readyz`)).status).toBe(200);
  await expect
    .poll(async () => (await acts.share(keeper, 'There is room again.')).accepted, {
      timeout: 20_000,
    })
    .toBe(true);
  for (const member of [keeper, ben])
    await expect.poll(() => read(member)).toEqual([...accepted, 'There is room again.']);
  keeper.end();
  ben.end();
  await server.stop();
});
