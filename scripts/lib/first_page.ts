// What the first page needs comes in one piece: left to itself the bundler cuts it where a later page
// shares a part of it, and pieces are compressed less well than the whole.
interface Context {
  getModuleInfo(id: string): { importedIds: readonly string[] } | null;
}

/** All that is imported from there on, but for what is imported later. */
function imported_from(entry: string, context: Context): Set<string> {
  const found = new Set<string>();
  const waiting = [entry];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    waiting.push(...(context.getModuleInfo(id)?.importedIds ?? []));
  }
  return found;
}

/** A group of chunks: one piece for what this module of the client imports at once. */
export function first_page(entry: string) {
  let modules: Set<string> | undefined;
  return {
    name: (id: string, context: Context): string | null => {
      modules ??= imported_from(entry, context);
      return modules.has(id) ? 'first' : null;
    },
  };
}
