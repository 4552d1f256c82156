// Where it was measured, so that figures of two machines are not taken for one another's.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';

export interface Machine {
  cpu: string;
  cores: number;
  memory_gib: number;
  system: string;
  kernel: string;
  compiler: string;
  open_files_max: number;
}

const value_in = (file: string, name: RegExp) => name.exec(readFileSync(file, 'utf8'))?.[1] ?? '';

export function this_machine(): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? '',
    cores: cpus().length,
    memory_gib: Math.round(totalmem() / 2 ** 30),
    system: value_in('/etc/os-release', /^PRETTY_NAME="(.*)"$/m),
    kernel: release(),
    compiler: execFileSync('c++', ['--version'], { encoding: 'utf8' }).split('\n')[0] ?? '',
    open_files_max: Number(value_in('/proc/self/limits', /^Max open files\s+\d+\s+(\d+)/m)),
  };
}
