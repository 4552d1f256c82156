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
  moduleIds?: string[];
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
const is_later = (piece: Piece): boolean =>
  /\/words\/[\w-]+\.json\?later$/.test(piece.facadeModuleId ?? '');

type Is = (piece: Piece) => boolean;

interface Bounds {
  /** The module of the client that begins the page. */
  first: string;
  /** Until the first page stands, in bytes. */
  first_load_max: number;
  /** With this module of the client beside it, in bytes. */
  inside: string;
  inside_max: number;
}

/** Writes .br and .gz beside each file of the build; fails above its bounds. */
export function compressed({ first, first_load_max, inside, inside_max }: Bounds): Plugin {
  return {
    name: 'circlekeeper-compressed',
    apply: 'build',
    writeBundle(options, bundle) {
      const folder = options.dir ?? 'dist';
      write_beside(folder);
      const pieces = bundle as unknown as Record<string, Piece>;
      const is_first = (piece: Piece) => piece.moduleIds?.some((id) => id.endsWith(first)) === true;
      const is_inside = (piece: Piece) => piece.facadeModuleId?.endsWith(inside) === true;
      const check = (what: string, is: Is, of: Is[], most: number) => {
        // gzip is the larger of the two, so the bound holds whichever the browser takes.
        const weight = (name: string) =>
          gzipSync(readFileSync(join(folder, name)), { level: 9 }).length;
        const words = of.map((its) =>
          Object.values(pieces)
            .filter(its)
            .map((each) => each.fileName),
        );
        const loaded = load_of(pieces, is);
        if (words.some((each) => each.length === 0 || each.some((name) => loaded.includes(name))))
          this.error(`${what}: one catalogue is loaded, and only when its language is known`);
        const size =
          loaded.reduce((sum, name) => sum + weight(name), 0) +
          words.reduce((sum, each) => sum + Math.max(...each.map(weight)), 0);
        const line = `${what} ${(size / 1000).toFixed(1)} kB of ${most / 1000} kB (gzip)`;
        if (size > most) this.error(`${line}: too heavy`);
        console.log(line);
      };
      check('first load', is_first, [is_catalogue], first_load_max);
      const is_both = (piece: Piece) => is_first(piece) || is_inside(piece);
      check('with the circle', is_both, [is_catalogue, is_later], inside_max);
    },
  };
}
