// The wiring of the generator: which file comes from which writer.
import { readFileSync, writeFileSync, existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from './schema.mjs';
import * as cpp from './cpp.mjs';
import { readme_md } from './readme.mjs';
import { flaws_ts, words_ts } from './typescript.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const words = load(root);
const files = {
  'server/rules/words.hpp': cpp.words_hpp(words),
  'server/rules/words.cpp': cpp.words_cpp(words),
  'server/rules/refusals.hpp': cpp.refusals_hpp(words),
  'server/rules/flaws.hpp': cpp.flaws_hpp(words),
  'server/rules/limits.hpp': cpp.limits_hpp(words),
  'server/wire/codec.hpp': cpp.codec_hpp(words),
  'server/wire/codec.cpp': cpp.codec_cpp(words),
  'server/wire/closings.hpp': cpp.closings_hpp(words),
  'protocol/generated/words.ts': words_ts(words),
  'protocol/generated/flaws.ts': flaws_ts(words),
  'protocol/README.md': readme_md(words, readFileSync(`${root}/protocol/README.md`, 'utf8')),
};

let stale = 0;
for (const [path, text] of Object.entries(files)) {
  const full = `${root}/${path}`;
  const stands = existsSync(full) ? readFileSync(full, 'utf8') : '';
  if (stands === text) continue;
  stale += 1;
  if (process.argv.includes('--check'))
    console.error(`${path} is not what protocol/ says: run scripts/generate`);
  else writeFileSync(full, text);
}
if (process.argv.includes('--check') && stale > 0) process.exit(1);
console.log(stale === 0 ? 'generated files are up to date' : `${stale} files written`);
