// Runs clang-tidy over what changed since it last found nothing: a file's stamp is the hash of
// itself, of our headers it includes, and of the configuration.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const [folder, jobs] = process.argv.slice(2);
const root = process.cwd();
const stamps = join(root, 'build/tidy');
const started = Date.now();
mkdirSync(stamps, { recursive: true });

async function stamp({ file, command, directory }) {
  const words = command.split(' ').filter((word) => word && !word.endsWith('ccache'));
  const end = words.indexOf('-o');
  const args = [...words.slice(1, end), '-MM', file];
  const { stdout } = await run(words[0], args, { cwd: directory, maxBuffer: 1 << 24 });
  const ours = [...new Set(stdout.split(/[\s\\]+/).filter((path) => path.startsWith(`${root}/`)))];
  const hash = createHash('sha256').update(readFileSync(join(root, '.clang-tidy')));
  for (const path of ours.sort()) hash.update(readFileSync(path));
  return join(stamps, hash.digest('hex'));
}

async function tidy(unit) {
  const mark = await stamp(unit);
  if (existsSync(mark)) return true;
  try {
    await run(
      'clang-tidy-19',
      ['--quiet', '-p', folder, '--extra-arg=-Wno-unknown-warning-option', unit.file],
      { maxBuffer: 1 << 26 },
    );
    writeFileSync(mark, '');
    return true;
  } catch (error) {
    console.error(`${error.stdout ?? ''}${error.stdout ? '' : (error.stderr ?? error.message)}`);
    return false;
  }
}

const units = JSON.parse(readFileSync(join(folder, 'compile_commands.json'), 'utf8')).filter(
  ({ file }) => ['server', 'bench'].some((part) => file.startsWith(`${root}/${part}/`)),
);
let bad = 0;
let done = 0;
async function work() {
  for (let unit = units.shift(); unit; unit = units.shift()) {
    if (!(await tidy(unit))) bad += 1;
    done += 1;
    if (done % 10 === 0)
      console.error(`  clang-tidy: ${done} files, ${Math.round((Date.now() - started) / 1000)} s`);
  }
}
await Promise.all(Array.from({ length: Number(jobs) || 2 }, work));
console.error(
  `clang-tidy: ${done} files, ${bad} with findings, ${Math.round((Date.now() - started) / 1000)} s`,
);
process.exit(bad === 0 ? 0 : 1);
