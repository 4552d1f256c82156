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
  facadeModuleId?: string | null;
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

/** What a browser fetches from here on: these pieces, what they import, their styles, the page. */
function load_of(bundle: Record<string, Piece>, is: (piece: Piece) => boolean): string[] {
  const names = new Set(Object.keys(bundle).filter((name) => name.endsWith('.html')));
  const waiting = Object.values(bundle).filter(is);
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

/** Which language is spoken is known on the page: the heaviest stands for each. */
const is_catalogue = (piece: Piece): boolean =>
  /\/words\/[\w-]+\.json$/.test(piece.facadeModuleId ?? '');

interface Bounds {
  /** Until the first page stands, in bytes. */
  first_load_max: number;
  /** With this module of the client beside it, in bytes. */
  inside: string;
  inside_max: number;
}

/** Writes .br and .gz beside each file of the build; fails above its bounds. */
export function compressed({ first_load_max, inside, inside_max }: Bounds): Plugin {
  return {
    name: 'circlekeeper-compressed',
    apply: 'build',
    writeBundle(options, bundle) {
      const folder = options.dir ?? 'dist';
      write_beside(folder);
      const pieces = bundle as unknown as Record<string, Piece>;
      const is_first = (piece: Piece) => piece.isEntry === true;
      const is_inside = (piece: Piece) => piece.facadeModuleId?.endsWith(inside) === true;
      const check = (what: string, is: (piece: Piece) => boolean, most: number) => {
        // gzip is the larger of the two, so the bound holds whichever the browser takes.
        const weight = (name: string) =>
          gzipSync(readFileSync(join(folder, name)), { level: 9 }).length;
        const words = Object.values(pieces)
          .filter(is_catalogue)
          .map((each) => each.fileName);
        const loaded = load_of(pieces, is);
        if (words.length === 0 || words.some((name) => loaded.includes(name)))
          this.error(`${what}: one catalogue is loaded, and only when its language is known`);
        const size =
          loaded.reduce((sum, name) => sum + weight(name), 0) + Math.max(...words.map(weight));
        const line = `${what} ${(size / 1000).toFixed(1)} kB of ${most / 1000} kB (gzip)`;
        if (size > most) this.error(`${line}: too heavy`);
        console.log(line);
      };
      check('first load', is_first, first_load_max);
      check('with the circle', (piece) => is_first(piece) || is_inside(piece), inside_max);
    },
  };
}
