// What each promise costs: the same circles with it and without it, in the same rounds.
import { execFileSync } from 'node:child_process';
import { free_port } from './processes.ts';
import { durable, fresh_folder, memory, start_own, type Subject } from './subjects.ts';

/** A sealed body has nonce and tag and is written in base64url: this is what was in it. */
const unsealed_bytes = 48;

const short: Subject = {
  ...memory,
  name: 'in memory, words as short as unsealed',
  asks: { body: unsealed_bytes },
};

/** A certificate of its own that nobody believes. */
function certificate(): string[] {
  const folder = fresh_folder();
  const [cert, key] = [`${folder}/cert.pem`, `${folder}/key.pem`];
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
      ...['-subj', '/CN=localhost', '-days', '2', '-keyout', key, '-out', cert],
    ],
    { stdio: 'ignore' },
  );
  return ['--certificate', cert, '--key', key];
}

const through_tls: Subject = {
  ...durable,
  name: 'durable, through TLS',
  asks: { tls: true },
  start: () => start_own({ options: certificate() }),
};

const measured: Subject = {
  ...durable,
  name: 'durable, with metrics',
  start: () => start_own({ options: ['--metrics', `127.0.0.1:${free_port()}`] }),
};

export const one_thread: Subject = { ...durable, name: 'durable' };

/** Both on the core of the server: what they cost together, not what two cores carry. */
export const two_threads: Subject = {
  ...durable,
  name: 'durable, on two threads',
  start: () => start_own({ threads: 2 }),
};

export const promises = 'What each promise costs';

/** The first is what the others are measured against. */
export const promised: Subject[] = [
  { ...memory, name: 'in memory' },
  short,
  one_thread,
  measured,
  two_threads,
  through_tls,
];
