// Keeps the order of the tree; each rule first shows on a bad example that it can fail.
import { describe, expect, test } from 'vitest';
import { no_sides, no_words } from './pages.ts';
import * as rules from './rules.ts';
import { sources } from './tree.ts';

const ours = sources('server', 'client-web', 'protocol', 'tests', 'scripts', 'bench');
const names = ours.filter(({ path }) =>
  /^(server|client-web\/src|protocol\/schema|tests|bench)\//.test(path),
);
const code = ours.filter(({ path }) => !/^(tests\/house|protocol)\//.test(path));

const lines = (count: number) => 'f();\n'.repeat(count);

const cases = [
  {
    name: 'banned words',
    rule: rules.banned_words,
    over: names.filter(({ path }) => !path.startsWith('tests/house/')),
    bad: [
      ['server/live/a.hpp', 'struct RoomList { int user_count; };'],
      ['protocol/schema/a.json', '{"sessionId": {}}'],
      ['client-web/src/a.ts', 'const isAdmin = 1;'],
    ],
    good: [['client-web/src/a.ts', '// a user\nsessionStorage.clear(); say("the room");']],
  },
  {
    name: 'include arrows',
    rule: rules.include_arrows,
    over: code,
    bad: [
      ['server/rules/a.cpp', '#include <nlohmann/json.hpp>'],
      ['server/rules/a.cpp', '#include "wire/frame.hpp"'],
      ['server/live/a.cpp', '#include <boost/asio.hpp>'],
      ['server/store/a.cpp', '#include "live/journal.hpp"'],
      ['server/wire/a.cpp', '#include "live/ports.hpp"'],
      ['server/live/a.cpp', '#include <simdjson.h>'],
      ['server/net/a.cpp', '#include "store/memory.hpp"'],
    ],
    good: [
      [
        'server/store/a.cpp',
        '#include <vector>\n#include <sqlite3.h>\n#include "live/event_store.hpp"',
      ],
    ],
  },
  {
    name: 'import arrows',
    rule: rules.import_arrows,
    over: code,
    bad: [
      ['client-web/src/parts/A.svelte', "import { a } from '../link/line.ts';"],
      ['client-web/src/seal/a.ts', "import A from '../parts/A.svelte';"],
      ['client-web/src/companions/a.ts', "import A from '../parts/A.svelte';"],
      ['client-web/src/circle/fold.ts', "import { a } from '../link/line.ts';"],
    ],
    good: [
      [
        'client-web/src/circle/opening.ts',
        "import { a } from './place.svelte.ts'; import { b } from 'svelte/reactivity';",
      ],
      [
        'client-web/src/circle/fold.ts',
        "import type { A } from '../../../protocol/generated/words.ts';",
      ],
    ],
  },
  {
    name: 'sizes',
    rule: rules.sizes,
    over: ours,
    bad: [
      ['server/net/a.cpp', lines(401)],
      ['server/net/a.cpp', `void f() {\n${lines(60)}}\n`],
      ['client-web/src/a.ts', `function f() {\n${lines(60)}}\n`],
    ],
    good: [
      [
        'server/net/a.cpp',
        `namespace a {\nvoid f() {\n${lines(58)}}\nvoid g() {\n${lines(58)}}\n}\n`,
      ],
    ],
  },
  {
    name: 'never at all',
    rule: rules.never_at_all,
    over: code,
    bad: [
      ['scripts/a.mjs', `open('/${'home'}/me/x')`],
      ['client-web/a.json', `https://registry.${'npmjs'}.org/`],
      ['client-web/src/A.svelte', '<p style="color: red">'],
      ['client-web/src/A.svelte', '<p>{@html x}</p>'],
      ['client-web/src/a.ts', 'p.innerHTML = x;'],
    ],
    good: [['client-web/src/A.svelte', '<p class="a"></p>\n<style>p { color: red; }</style>']],
  },
  {
    name: 'one Beast stream',
    rule: rules.one_beast_stream,
    over: code,
    bad: [['server/net/worker.cpp', 'websocket::stream<Socket> s;']],
    good: [['server/net/websocket.cpp', 'websocket::stream<Socket> s;']],
  },
  {
    name: 'no left and right',
    rule: no_sides,
    over: code.filter(({ path }) => /^client-web\/src\/.*\.(svelte|css)$/.test(path)),
    bad: [
      ['client-web/src/a.css', 'p { margin-left: 1rem; }'],
      ['client-web/src/a.css', 'p { border-top-right-radius: 1rem; }'],
      ['client-web/src/a.css', 'p { text-align: right; }'],
      ['client-web/src/A.svelte', '<style>\n  p {\n    left: 0;\n  }\n</style>'],
      ['client-web/src/a.css', 'p { padding: 1rem calc(1rem + 2px) 1rem 2rem; }'],
    ],
    good: [
      ['client-web/src/a.css', 'p { margin-inline-start: 1rem; text-align: start; }'],
      ['client-web/src/a.css', 'p { left: calc(50% + 1rem); padding: 1rem 2rem 3rem 2rem; }'],
      ['client-web/src/A.svelte', '<script>const a = { left: 1 };</script>'],
    ],
  },
  {
    name: 'no words beside the catalogue',
    rule: no_words,
    over: code.filter(({ path }) => path.startsWith('client-web/src/')),
    bad: [
      ['client-web/src/A.svelte', '<p class="a">Hello</p>'],
      ['client-web/src/A.svelte', '<p>{say("a")} of</p>'],
      ['client-web/src/A.svelte', '<input {id} placeholder="Name" />'],
    ],
    good: [
      [
        'client-web/src/A.svelte',
        '<script>let a;</script>{#if a > 1}<p onclick={() => ({ a })}>{say("a")}: …</p>{/if}',
      ],
    ],
  },
];

describe.each(cases)('$name', ({ rule, over, bad, good }) => {
  test.each(bad)('finds what is wrong in %s: %s', (path, text) => {
    expect(rule({ path: path ?? '', text: text ?? '' })).not.toEqual([]);
  });
  test.each(good)('leaves alone what is right in %s', (path, text) => {
    expect(rule({ path: path ?? '', text: text ?? '' })).toEqual([]);
  });
  test('holds in the tree', () => {
    expect(over.flatMap((source) => rule(source).map((why) => `${source.path}: ${why}`))).toEqual(
      [],
    );
  });
});
