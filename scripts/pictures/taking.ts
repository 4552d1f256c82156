// How a picture is taken: light, dark, and the whole page.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';

export const folder = process.argv[2] ?? 'build/pictures';
const schemes = ['light', 'dark'] as const;

mkdirSync(folder, { recursive: true });

export type Name = (what: string) => string;

export async function take(page: Page, name: string): Promise<void> {
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.waitForTimeout(200);
    await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`) });
  }
  const whole = join(folder, `${name}-whole.png`);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.screenshot({ path: whole, fullPage: true });
}
