// What is on the page, and what somebody does there, by the names that people read.
import { flushSync } from 'svelte';
import { expect, vi } from 'vitest';
import type { Command } from '../../client-web/src/circle/words';
import { FakeSocket } from './fake_socket';

/** What jsdom has not. */
export function like_a_browser(): void {
  Element.prototype.scrollIntoView = vi.fn();
  window.scrollTo = vi.fn();
  HTMLDialogElement.prototype.showModal = function (this: HTMLDialogElement) {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function (this: HTMLDialogElement) {
    this.open = false;
    this.dispatchEvent(new window.Event('close'));
  };
}

export const text = () => document.body.textContent?.replace(/\s+/g, ' ') ?? '';

export const button = (name: string) =>
  [...document.querySelectorAll('button')].find((each) => each.textContent.trim() === name);

export function press(name: string): void {
  const found = button(name);
  if (!found) throw new Error(`no button ${name}`);
  found.click();
  flushSync();
}

export function labelled(name: string): HTMLInputElement {
  const label = [...document.querySelectorAll('label')].find((each) =>
    each.textContent.trim().startsWith(name),
  );
  if (!label?.control) throw new Error(`nothing is called ${name}`);
  return label.control as HTMLInputElement;
}

export function write(name: string, value: string): void {
  const field = labelled(name);
  field.value = value;
  field.dispatchEvent(new window.Event('input', { bubbles: true }));
  flushSync();
}

export function tick(name: string): void {
  labelled(name).click();
  flushSync();
}

export async function shown(words: string): Promise<void> {
  await vi.waitFor(() => {
    flushSync();
    expect(text()).toContain(words);
  });
}

const commands = () => FakeSocket.last.sent_of('command');

/** The commands of this kind that were sent. */
export const asked = (type: Command['type']): Command[] =>
  commands()
    .map(({ command }) => command)
    .filter((command) => command.type === type);

/** The server answers what was asked last. */
export async function answers(code?: string): Promise<void> {
  const id = commands().at(-1)?.id ?? '';
  if (code === undefined) FakeSocket.last.says({ type: 'accepted', id, number: 0 });
  else FakeSocket.last.says({ type: 'refused', id, code, sentence: 'Not like this.' });
  await new Promise((done) => setTimeout(done, 0));
  flushSync();
}
