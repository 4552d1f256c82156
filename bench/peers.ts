// What people use instead, from Debian's packages, each with the smallest configuration that tells
// what one member says to all of their circle, and nothing of it kept.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { free_port, started } from './processes.ts';
import { first_line, fresh_folder, on_node, type Subject } from './subjects.ts';

interface Peer {
  name: string;
  speaks: string;
  version: [program: string, ...args: string[]];
  /** Of bench/peers; PORT and FOLDER in it are filled in. */
  configuration?: string;
  folders?: string[];
  /** Likewise, and FILE, which is the configuration. */
  command: string[];
  env?: Record<string, string>;
}

function peer({ name, speaks, version, configuration, folders = [], command, env }: Peer): Subject {
  return {
    name,
    speaks,
    version: () => first_line(...version),
    start() {
      const port = free_port();
      const folder = resolve(fresh_folder());
      const file = `${folder}/${configuration ?? ''}`;
      const filled = (text: string) =>
        text.replaceAll('PORT', String(port)).replaceAll('FOLDER', folder).replaceAll('FILE', file);
      for (const each of folders) mkdirSync(`${folder}/${each}`);
      if (configuration !== undefined) {
        writeFileSync(file, filled(readFileSync(`bench/peers/${configuration}`, 'utf8')));
      }
      const named = Object.entries(env ?? {}).map(([key, value]) => [key, filled(value)]);
      return started({
        command: command.map(filled),
        port,
        env: Object.fromEntries(named) as Record<string, string>,
      });
    },
  };
}

const debian = (name: string): Peer['version'] => ['dpkg-query', '-W', '-f', '${Version}', name];

const mosquitto = peer({
  name: 'mosquitto',
  speaks: 'mqtt',
  version: debian('mosquitto'),
  configuration: 'mosquitto.conf',
  command: ['mosquitto', '-c', 'FILE'],
});

const nats = peer({
  name: 'nats-server',
  speaks: 'nats',
  version: debian('nats-server'),
  command: ['nats-server', '-a', '127.0.0.1', '-p', 'PORT', '-l', '/dev/null'],
});

const nchan = peer({
  name: 'nchan',
  speaks: 'plain',
  version: debian('libnginx-mod-nchan'),
  configuration: 'nginx.conf',
  command: ['nginx', '-p', 'FOLDER', '-c', 'FILE'],
});

const prosody = peer({
  name: 'prosody',
  speaks: 'xmpp',
  version: debian('prosody'),
  configuration: 'prosody.cfg.lua',
  command: ['prosody', '--config', 'FILE', '-F'],
});

const ejabberd = peer({
  name: 'ejabberd',
  speaks: 'xmpp',
  version: debian('ejabberd'),
  configuration: 'ejabberd.yml',
  folders: ['mnesia'],
  command: [
    ...['erl', '+K', 'true', '+P', '250000', '-noinput', '-mnesia', 'dir', '"FOLDER/mnesia"'],
    ...['-ejabberd', 'quiet', 'true', '-s', 'ejabberd'],
  ],
  env: {
    ERL_LIBS: '/usr/lib/x86_64-linux-gnu',
    EJABBERD_CONFIG_PATH: 'FILE',
    EJABBERD_LOG_PATH: 'FOLDER/ejabberd.log',
    ERL_CRASH_DUMP: 'FOLDER/crash.dump',
    HOME: 'FOLDER',
  },
});

const socket_io = on_node('socket.io', 'socket.io', 'socket_io.mjs');

export const peers: Subject[] = [socket_io, mosquitto, nats, nchan, prosody, ejabberd];
