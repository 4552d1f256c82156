// Without this the server would have nothing compressed to send, and nobody would notice a first
// load that grows.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const compressible = /\.(html|js|mjs|css|json|svg|txt|webmanifest|map|xml|ico)$/;

interface Piece {
  type: 'chunk' | 'asset';
  fileName: string;
  isEntry?: boolean;
  imports?: string[];
  viteMetadata?: { importedCss: Set<string> };
}

function brotli(bytes: Buffer): Buffer {
  return brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
}

function write_beside(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !compressible.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = readFileSync(path);
    writeFileSync(`${path}.br`, brotli(bytes));
    writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
  }
}

/** What a browser fetches before the first page stands: the entry, what it imports, their styles. */
function first_load(bundle: Record<string, Piece>): string[] {
  const names = new Set(Object.keys(bundle).filter((name) => name.endsWith('.html')));
  const waiting = Object.values(bundle).filter((piece) => piece.isEntry);
  for (let piece = waiting.pop(); piece; piece = waiting.pop()) {
    if (names.has(piece.fileName)) continue;
    names.add(piece.fileName);
    for (const style of piece.viteMetadata?.importedCss ?? []) names.add(style);
    for (const name of piece.imports ?? []) {
      const imported = bundle[name];
      if (imported) waiting.push(imported);
    }
  }
  return [...names].sort();
}

/** Writes .br and .gz beside each file of the build; fails above `first_load_max` bytes. */
export function compressed({ first_load_max }: { first_load_max: number }): Plugin {
  return {
    name: 'circlekeeper-compressed',
    apply: 'build',
    writeBundle(options, bundle) {
      const folder = options.dir ?? 'dist';
      write_beside(folder);
      // gzip is the larger of the two, so the bound holds whichever the browser takes.
      const size = first_load(bundle as unknown as Record<string, Piece>)
        .map((name) => gzipSync(readFileSync(join(folder, name)), { level: 9 }).length)
        .reduce((sum, length) => sum + length, 0);
      const line = `first load ${(size / 1000).toFixed(1)} kB of ${first_load_max / 1000} kB (gzip)`;
      if (size > first_load_max) this.error(`${line}: too heavy`);
      console.log(line);
    },
  };
}
