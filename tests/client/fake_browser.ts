// The little of a browser that the client's logic asks for: without it tests would need a page.

/** sessionStorage of a tab of its own. */
export function web_storage(): globalThis.Storage {
  const items = new Map<string, string>();
  const web = {
    getItem: (name: string) => items.get(name) ?? null,
    setItem: (name: string, value: string) => {
      items.set(name, value);
      Object.defineProperty(web, name, { value, enumerable: true, configurable: true });
    },
    removeItem: (name: string) => {
      items.delete(name);
      Reflect.deleteProperty(web, name);
    },
  };
  for (const name of Object.keys(web)) Object.defineProperty(web, name, { enumerable: false });
  return web as unknown as globalThis.Storage;
}
