// The picture as a file that stands for itself: in colours that print, with its words inside.
import { flushSync, mount, unmount, type ComponentProps } from 'svelte';
import Picture from './Picture.svelte';

export const paper_width = 720;
const printed = {
  paper: '#ffffff',
  line: '#b9b09c',
  ring: '#3a5a48',
  seat: '#9a4a24',
  soft: '#4d493f',
};

export function picture_text(drawn: Omit<ComponentProps<typeof Picture>, 'inks'>): string {
  const target = document.createElement('div');
  const component = mount(Picture, { target, props: { ...drawn, inks: printed, alone: true } });
  flushSync();
  const svg = target.querySelector('svg');
  const text = svg ? new XMLSerializer().serializeToString(svg) : '';
  void unmount(component);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${text.replace(/<!--.*?-->/g, '')}\n`;
}
