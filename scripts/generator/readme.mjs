// Writes the tables of protocol/README.md between their markers; the prose around them is by hand.
const row = (...cells) => `| ${cells.join(' | ')} |\n`;
const table = (head, rows) => row(...head) + row(...head.map(() => '---')) + rows.join('');
const code = (text) => `\`${text}\``;

const units = {
  bytes: 'bytes',
  words: 'code points',
  counts: '',
  rates: '',
  lengths: 'ms',
};

function limits_table({ limits }) {
  const rows = Object.entries(limits).flatMap(([group, values]) =>
    Object.entries(values).map(([name, { value, description, option }]) =>
      row(
        code(`${group}.${name}`),
        `${value} ${units[group]}`.trim(),
        option ? code(option) : '',
        description,
      ),
    ),
  );
  return table(['limit', 'value', 'option of the server', 'what it bounds'], rows);
}

const closings_table = ({ closings }) =>
  table(
    ['code', 'name', 'come back', 'what it says'],
    Object.entries(closings).map(([name, closing]) =>
      row(closing.code, code(name), closing.come_back ? 'yes' : 'no', closing.sentence),
    ),
  );

const refusals_table = ({ refusals }) =>
  table(
    ['code', 'sentence'],
    Object.entries(refusals).map(([name, sentence]) => row(code(name), sentence)),
  );

const flaws_table = ({ flaws }) =>
  table(
    ['code', 'what is wrong', 'how to mend it'],
    Object.entries(flaws).map(([name, { sentence, mend }]) => row(code(name), sentence, mend)),
  );

const fields_of = (def) =>
  def.fields.map(({ name, required }) => code(name) + (required ? '' : '?')).join(' ');

const commands_table = ({ commands }) =>
  table(
    ['command', 'fields', 'what it asks for'],
    commands.map((def) => row(code(def.name), fields_of(def), def.description)),
  );

const events_table = ({ events }) =>
  table(
    ['event', 'fields', 'told to', 'what happened'],
    events
      .filter((def) => def.stream !== 'nobody')
      .map((def) =>
        row(code(def.name), fields_of(def), def.stream.replace(' ', ', '), def.description),
      ),
  );

const tables = {
  limits: limits_table,
  closings: closings_table,
  refusals: refusals_table,
  flaws: flaws_table,
  commands: commands_table,
  events: events_table,
};

/** The README with its tables as protocol/ says them. */
export function readme_md(words, stands) {
  return Object.entries(tables).reduce((text, [name, write]) => {
    const start = `<!-- generated: ${name} -->\n`;
    const end = '<!-- end -->\n';
    const from = text.indexOf(start);
    const to = text.indexOf(end, from);
    if (from < 0 || to < 0) throw new Error(`protocol/README.md has no place for ${name}`);
    return `${text.slice(0, from)}${start}\n${write(words)}\n${text.slice(to)}`;
  }, stands);
}
