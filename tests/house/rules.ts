// The rules of the house, each a function from one file to what is wrong with it.
import { existsSync } from 'node:fs';
import { banned, theirs } from './banned.ts';
import { functions } from './functions.ts';
import { bare, type Source } from './tree.ts';

type Rule = (source: Source) => string[];

/** someName_at -> some, name, at. */
function words_of(identifier: string): string[] {
  return identifier
    .replace(/([a-z0-9])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$1$3_$2')
    .toLowerCase()
    .split(/[_$]+/);
}

/** In schemas the names are strings; everywhere else strings are prose or the wire's words. */
export const banned_words: Rule = ({ path, text }) => {
  const schema = path.endsWith('.json');
  const names = schema
    ? [...text.matchAll(/"([A-Za-z_]\w*)"\s*:/g)].map((match) => match[1] ?? '')
    : (bare(text).match(/[A-Za-z_$][\w$]*/g) ?? []);
  return [...new Set(names)]
    .filter((name) => !theirs.has(name))
    .flatMap((name) =>
      words_of(name)
        .filter((word) => Object.hasOwn(banned, word))
        .map((word) => `${name}: not '${word}' but '${banned[word] ?? ''}'`),
    );
};

const their_headers = {
  simdjson: /^simdjson\.h$/,
  sqlite: /^sqlite3\.h$/,
  openssl: /^openssl\//,
  boost: /^boost\//,
  prometheus: /^prometheus\//,
  spdlog: /^spdlog\//,
};

/** From which part to which includes; the standard library and a part's own files always. */
const arrows: Record<string, RegExp[]> = {
  rules: [],
  wire: [/^rules\//, their_headers.simdjson],
  live: [/^rules\//, /^wire\//],
  store: [
    /^live\/event_store\.hpp$/,
    /^rules\/(ids|time)\.hpp$/,
    their_headers.sqlite,
    their_headers.openssl,
  ],
  // Ids, times and limits are plain values that every part speaks of.
  net: [
    /^rules\/(ids|limits|time)\.hpp$/,
    /^live\//,
    /^wire\//,
    their_headers.boost,
    their_headers.prometheus,
    their_headers.openssl,
    their_headers.spdlog,
  ],
};
/** What the operating system gives, for who may touch it: the store its files and threads, net its sockets. */
const system_header = /^(sys\/\w+|unistd|fcntl|netinet\/\w+|arpa\/inet|signal|pthread|sched)\.h$/;

export const include_arrows: Rule = ({ path, text }) => {
  const part = /^server\/(\w+)\//.exec(path)?.[1];
  const allowed = part === undefined ? undefined : arrows[part];
  if (part === undefined || allowed === undefined) return [];
  return [...bare(text, 'kept').matchAll(/^\s*#\s*include\s*[<"]([^>"]+)[>"]/gm)]
    .map((match) => match[1] ?? '')
    .filter((header) => /[/.]/.test(header))
    .filter((header) => header.includes('/') || /\.h$/.test(header))
    .filter(
      (header) => !header.startsWith(`${part}/`) && !allowed.some((arrow) => arrow.test(header)),
    )
    .filter((header) => !(['store', 'net'].includes(part) && system_header.test(header)))
    .map((header) => `${part} may not include ${header}`);
};

function client_folder(path: string, target: string): string {
  const from = path.split('/').slice(0, -1);
  for (const step of target.split('/')) {
    if (step === '..') from.pop();
    else if (step !== '.') from.push(step);
  }
  return from.join('/');
}

export const import_arrows: Rule = ({ path, text }) => {
  const part = /^client-web\/src\/(\w+)\//.exec(path)?.[1];
  if (part === undefined || path.endsWith('.test.ts')) return [];
  const fold = path === 'client-web/src/circle/fold.ts';
  return [...text.matchAll(/(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)].flatMap((match) => {
    const target = match[1] ?? '';
    const ours = target.startsWith('.') ? client_folder(path, target) : target;
    const runes = existsSync(`${ours}.ts`); // a module of runes is no component
    const wrong: string[] = [];
    if (part === 'parts' && ours.startsWith('client-web/src/link'))
      wrong.push('parts know no link');
    if (
      ['link', 'seal', 'circle', 'companions'].includes(part) &&
      !runes &&
      /\.svelte$|^svelte$/.test(ours)
    )
      wrong.push(`${part} knows no component`);
    if (fold && !/^client-web\/src\/circle\/|^protocol\/generated\//.test(ours))
      wrong.push('the fold is pure');
    return wrong.map((why) => `${why}: ${target}`);
  });
};

const lines_max = 400;
const function_lines_max = 60;

export const sizes: Rule = ({ path, text }) => {
  if (path.endsWith('.json') || path.endsWith('.css')) return [];
  const lines = text.split('\n').length - 1;
  const long = functions(path, text).filter(({ lines: count }) => count > function_lines_max);
  return [
    ...(lines > lines_max ? [`${lines} lines, ${lines_max} at most`] : []),
    ...long.map(
      ({ name, lines: count }) => `${name}: ${count} lines, ${function_lines_max} at most`,
    ),
  ];
};

const never = [
  [/(^|[\s"'`=(])\/(home|root|work|Users)\/\w/, 'a path of one machine'],
  [/registry\.npmjs\.org|registry\.yarnpkg\.com/, 'a registry host'],
] as const;

const never_in_pages = [
  [/\sstyle\s*=|\sstyle:/, 'a style attribute: the content policy forbids it'],
  [/\{@html\b/, '@html'],
] as const;

export const never_at_all: Rule = ({ path, text }) => {
  const found = never.filter(([pattern]) => pattern.test(text)).map(([, why]) => why as string);
  if (!path.startsWith('client-web/')) return found;
  if (
    /\.(svelte|ts)$/.test(path) &&
    /\.(innerHTML|outerHTML|insertAdjacentHTML)\b/.test(bare(text))
  )
    found.push('innerHTML');
  if (/\.(svelte|html)$/.test(path)) {
    const markup = text.replace(/<(script|style)\b[\s\S]*?<\/\1>/g, '');
    found.push(...never_in_pages.filter(([pattern]) => pattern.test(markup)).map(([, why]) => why));
  }
  return found;
};

export const one_beast_stream: Rule = ({ path, text }) =>
  path.startsWith('server/') &&
  !/^server\/net\/websocket/.test(path) &&
  /websocket::stream\s*<|#\s*include\s*<boost\/beast\/websocket(\/stream)?\.hpp>/.test(
    bare(text, 'kept'),
  )
    ? ['the Beast stream is instantiated in net/websocket alone']
    : [];
