// What people use instead, from Debian's packages, each with the smallest configuration that tells
// what one member says to all of their circle, and nothing of it kept.
import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { free_port, started } from './processes.ts';
import { first_line, fresh_folder, on_node, type Subject } from './subjects.ts';

interface Peer {
  name: string;
  speaks: string;
  version: [program: string, ...args: string[]];
  /** The files that it reads, and how it is started. */
  files(port: number, folder: string): Record<string, string>;
  command(port: number, folder: string): string[];
  env?(folder: string): Record<string, string>;
}

function peer({ name, speaks, version, files, command, env }: Peer): Subject {
  return {
    name,
    speaks,
    version: () => first_line(...version),
    start() {
      const port = free_port();
      const folder = resolve(fresh_folder());
      for (const [file, text] of Object.entries(files(port, folder))) {
        writeFileSync(`${folder}/${file}`, text);
      }
      return started({ command: command(port, folder), port, env: env?.(folder) ?? {} });
    },
  };
}

const mosquitto = peer({
  name: 'mosquitto',
  speaks: 'mqtt',
  version: ['dpkg-query', '-W', '-f', '${Version}', 'mosquitto'],
  files: (port) => ({
    'mosquitto.conf': `listener ${port} 127.0.0.1
allow_anonymous true
persistence false
set_tcp_nodelay true
log_type none
user root
`,
  }),
  command: (_, folder) => ['mosquitto', '-c', `${folder}/mosquitto.conf`],
});

const nats = peer({
  name: 'nats-server',
  speaks: 'nats',
  version: ['nats-server', '--version'],
  files: () => ({}),
  command: (port) => ['nats-server', '-a', '127.0.0.1', '-p', String(port), '-l', '/dev/null'],
});

const nchan = peer({
  name: 'nchan',
  speaks: 'plain',
  version: ['dpkg-query', '-W', '-f', '${Version}', 'libnginx-mod-nchan'],
  files: (port, folder) => ({
    'nginx.conf': `load_module /usr/lib/nginx/modules/ngx_nchan_module.so;
daemon off;
user root;
pid ${folder}/nginx.pid;
error_log stderr crit;
worker_processes 1;
worker_rlimit_nofile 100000;
events { worker_connections 60000; }
http {
  access_log off;
  tcp_nodelay on;
  client_body_temp_path ${folder};
  nchan_shared_memory_size 512M;
  server {
    listen 127.0.0.1:${port} backlog=4096;
    location ~ "^/circle/(\\d+)$" {
      nchan_pubsub websocket;
      nchan_channel_id $1;
      nchan_subscriber_first_message newest;
      nchan_message_buffer_length 16;
    }
  }
}
`,
  }),
  command: (_, folder) => ['nginx', '-p', folder, '-c', `${folder}/nginx.conf`],
});

const prosody = peer({
  name: 'prosody',
  speaks: 'xmpp',
  version: ['dpkg-query', '-W', '-f', '${Version}', 'prosody'],
  files: (port, folder) => ({
    'prosody.cfg.lua': `run_as_root = true
pidfile = "${folder}/prosody.pid"
data_path = "${folder}"
network_backend = "epoll"
log = { error = "*console" }
modules_enabled = { "saslauth" }
modules_disabled = { "s2s", "tls" }
interfaces = { "127.0.0.1" }
c2s_ports = { ${port} }
c2s_require_encryption = false
s2s_ports = {}
authentication = "anonymous"
network_settings = { tcp_backlog = 4096 }
VirtualHost "localhost"
  authentication = "anonymous"
Component "circles.localhost" "muc"
  muc_room_locking = false
`,
  }),
  command: (_, folder) => ['prosody', '--config', `${folder}/prosody.cfg.lua`, '-F'],
});

const ejabberd = peer({
  name: 'ejabberd',
  speaks: 'xmpp',
  version: ['dpkg-query', '-W', '-f', '${Version}', 'ejabberd'],
  files(port, folder) {
    mkdirSync(`${folder}/mnesia`);
    return {
      'ejabberd.yml': `loglevel: none
hosts: [localhost]
auth_method: [anonymous]
anonymous_protocol: sasl_anon
allow_multiple_connections: true
listen:
  -
    port: ${port}
    ip: "127.0.0.1"
    module: ejabberd_c2s
    max_stanza_size: 65536
    backlog: 4096
    access: all
shaper: {}
modules:
  mod_muc:
    host: circles.localhost
    history_size: 0
    access: all
    access_create: all
    max_users: 200
    max_users_presence: 200
    default_room_options:
      allow_change_subj: false
`,
    };
  },
  command: (_, folder) => [
    ...['erl', '+K', 'true', '+P', '250000', '-noinput'],
    ...['-mnesia', 'dir', `"${folder}/mnesia"`, '-ejabberd', 'quiet', 'true', '-s', 'ejabberd'],
  ],
  env: (folder) => ({
    ERL_LIBS: '/usr/lib/x86_64-linux-gnu',
    EJABBERD_CONFIG_PATH: `${folder}/ejabberd.yml`,
    EJABBERD_LOG_PATH: `${folder}/ejabberd.log`,
    ERL_CRASH_DUMP: `${folder}/crash.dump`,
    HOME: folder,
  }),
});

const socket_io = on_node('socket.io', 'socket.io', 'socket_io.mjs');

export const peers: Subject[] = [socket_io, mosquitto, nats, nchan, prosody, ejabberd];
