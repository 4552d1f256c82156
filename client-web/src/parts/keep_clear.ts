// How much of the page the bar at the bottom covers, told to the page's styles: what the keyboard
// reaches is scrolled clear of it, however tall the bar is just now.
export function keep_clear(bar: HTMLElement): { destroy: () => void } | undefined {
  if (!('ResizeObserver' in globalThis)) return undefined;
  const { style } = document.documentElement;
  const observer = new ResizeObserver(() => {
    style.setProperty('--covered', `${bar.offsetHeight}px`);
  });
  observer.observe(bar);
  return {
    destroy: () => {
      observer.disconnect();
      style.removeProperty('--covered');
    },
  };
}
