// The page: how long its fold takes over a long gathering, and its first load on a slow phone.
import { chromium } from '@playwright/test';
import { in_conversation, made } from '../tests/process/members.ts';
import { fold } from '../client-web/src/circle/fold.ts';
import type { ToldFrame, View } from '../client-web/src/circle/words.ts';
import type { Figure } from './figures.ts';
import { type Asked, each_round, figures } from './measuring.ts';
import { start_own } from './subjects.ts';

const events = 10_000;
/** A phone of some years ago beside a computer of today. */
const slowed = 6;
const quiet_ms = 500;

async function a_view(): Promise<View> {
  const server = await start_own({ memory: true });
  try {
    const keeper = await made(`http://127.0.0.1:${server.port}`);
    await in_conversation(keeper);
    const { view } = keeper.shown;
    if (!view) throw new Error('no view');
    keeper.end();
    return view;
  } finally {
    await server.stop();
  }
}

function share(view: View, number: number): ToldFrame {
  const id = `share_${String(number).padStart(15, '0')}A`;
  const body = { key: 1, body: 'w'.repeat(100) };
  return {
    type: 'told',
    stream: 'circle',
    number,
    at: 1_764_331_403_000 + number,
    event: { type: 'share_added', share: id, author: view.me, body },
  };
}

export async function folding(asked: Asked): Promise<Figure[]> {
  const view = await a_view();
  const told = Array.from({ length: events }, (_, number) => share(view, number + 10));
  const rounds = await each_round(asked.rounds, async () => {
    const from = performance.now();
    const last = told.reduce(fold, view);
    const ms = performance.now() - from;
    if (last.gathering?.shares.length !== events) throw new Error('shares are missing');
    return ms;
  });
  const group = `The client folds ${events.toLocaleString('en-US')} shares`;
  asked.say(group);
  return figures(group, 'fold', rounds, [
    ['all', 'ms', 'less', (ms) => ms],
    ['each', 'µs', 'less', (ms) => (ms * 1000) / events],
  ]);
}

async function load(url: string) {
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium-headless-shell',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
    const tools = await page.context().newCDPSession(page);
    await tools.send('Network.enable');
    await tools.send('Emulation.setCPUThrottlingRate', { rate: slowed });
    let bytes = 0;
    tools.on('Network.loadingFinished', (one) => (bytes += one.encodedDataLength));
    await page.goto(url);
    const shown_ms = await page.evaluate(
      () =>
        new Promise<number>((done) => {
          new PerformanceObserver((seen) => {
            const [first] = seen.getEntriesByName('first-contentful-paint');
            if (first) done(first.startTime);
          }).observe({ type: 'paint', buffered: true });
        }),
    );
    // What the page asks for once it runs comes after it was loaded.
    for (let before = -1; before !== bytes;) {
      before = bytes;
      await page.waitForTimeout(quiet_ms);
    }
    return { kib: bytes / 1024, shown_ms };
  } finally {
    await browser.close();
  }
}

export async function first_load(asked: Asked): Promise<Figure[]> {
  const server = await start_own({ memory: true });
  try {
    const url = `http://localhost:${server.port}/`;
    const rounds = await each_round(asked.rounds, () => load(url));
    const group = `The first page, on a CPU slowed ${slowed} times`;
    asked.say(group);
    return figures(group, 'Chromium', rounds, [
      ['loaded', 'KiB', 'less', (one) => one.kib],
      ['first words shown', 'ms', 'less', (one) => one.shown_ms],
    ]);
  } finally {
    await server.stop();
  }
}
