// Where a device keeps its places, drafts and unanswered commands. A shared device keeps them in
// the tab alone; Node keeps them in memory.
import { openDB } from 'idb';

export interface Storage {
  read(name: string): Promise<unknown>;
  write(name: string, value: unknown): Promise<void>;
  erase(name: string): Promise<void>;
  names(prefix: string): Promise<string[]>;
  /** Whether key pairs can be kept, and not only what can be written as JSON. */
  readonly keeps_keys: boolean;
}

export function memory_storage(): Storage {
  const kept = new Map<string, unknown>();
  return {
    keeps_keys: true,
    read: async (name) => structuredClone(kept.get(name)),
    write: async (name, value) => void kept.set(name, structuredClone(value)),
    erase: async (name) => void kept.delete(name),
    names: async (prefix) => [...kept.keys()].filter((name) => name.startsWith(prefix)),
  };
}

/** For sessionStorage: it lives as long as the tab. */
export function tab_storage(web: globalThis.Storage): Storage {
  return {
    keeps_keys: false,
    read: async (name) => {
      const text = web.getItem(name);
      return text === null ? undefined : (JSON.parse(text) as unknown);
    },
    write: async (name, value) => web.setItem(name, JSON.stringify(value)),
    erase: async (name) => web.removeItem(name),
    names: async (prefix) => Object.keys(web).filter((name) => name.startsWith(prefix)),
  };
}

/** IndexedDB, which also keeps key pairs whose private part nobody can take out. */
export function device_storage(database = 'circlekeeper'): Storage {
  const opened = openDB(database, 1, { upgrade: (db) => void db.createObjectStore('kept') });
  return {
    keeps_keys: true,
    read: async (name) => (await opened).get('kept', name) as Promise<unknown>,
    write: async (name, value) => void (await (await opened).put('kept', value, name)),
    erase: async (name) => (await opened).delete('kept', name),
    names: async (prefix) => {
      const names = await (await opened).getAllKeys('kept');
      return names.map(String).filter((name) => name.startsWith(prefix));
    },
  };
}
