// Finds what would weigh people against each other: in names, in sentences, in numbers that are told.
// A giving and receiving that is counted becomes an account, and nobody is free in it any more.

/** Parts of names, in any of our spellings. */
const in_names =
  /^(scores?|scored|ranks?|ranked|ranking|streaks?|points?|percent|percentage|badges?|levels?|balances?|totals?|average|ratio|overdue|leaderboard|achievements?|goals?|karma|given|received|owes?|owed|debt|attendance_rate|missed_count|counts?)$/;

const parts_of = (name: string): string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z]+/);

export const scoring_name = (name: string): boolean =>
  parts_of(name).some((part) => in_names.test(part));

/** Whole words of a sentence, in every language that we speak. */
const in_sentences: Record<string, RegExp> = {
  en: /\b(streaks?|scor(?:e|es|ed|ing)|rank(?:s|ed|ing|ings)?|top|most|least|points?|percent(?:age)?|per cent|overdue|levels?|badges?|in a row|balance|totals?|averages?|achievements?|goals?|leaderboard|trophy|medals?|behind on|fell behind|fewer|best attend\w*)\b|%/giu,
  es: /(?<!\p{L})(rachas?|puntos?|puntuaci(?:ón|ones)|puntaje|ranking|clasificaci(?:ón|ones)|niveles|nivel|insignias?|porcentajes?|por ciento|atrasad[oa]s?|vencid[oa]s?|logros?|medallas?|saldos?|promedios?|totales|total|metas?|(?:quien|quienes|el que|la que) (?:más|menos)|seguid[oa]s)(?!\p{L})|%/giu,
};

/** What says something else with one of these words. */
const harmless: Record<string, RegExp> = {
  en: /\bat (?:the )?(?:top|most|least)\b(?! \w+ed\b)|\{(?:least|most)\}/giu,
  es: /a punto de|punto de (?:vista|partida)|por lo (?:menos|más)/giu,
};

export function scoring_words(sentence: string, language = 'en'): string[] {
  const left = sentence.replace(harmless[language] ?? /$^/, '');
  return left.match(in_sentences[language] ?? /$^/) ?? [];
}

/** A sentence that counts what people did or left undone. */
const doings: Record<string, RegExp> = {
  en: /\b(times|shares?|shared|gave|given|received|helped|spoke|spoken|passed|missed|attended|gatherings|asks|offers|answers|steps|days|weeks|months)\b/iu,
  es: /(?<!\p{L})(veces|compart\p{L}*|dio|diste|recib\p{L}*|ayud\p{L}*|habl\p{L}*|faltaste|faltó|faltas|asisti\p{L}*|encuentros|pedidos|respuestas|pasos|días|semanas|meses)(?!\p{L})/iu,
};

export const counts_doings = (sentence: string, language = 'en'): boolean =>
  sentence.includes('{count}') && (doings[language]?.test(sentence) ?? false);

interface Schema {
  type?: string;
  properties?: Record<string, Schema>;
  [key: string]: unknown;
}

/** Every property of a schema by its path, with its description; and which of them are numbers. */
export function fields_of(schema: unknown, path: string[] = []): Field[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties, ...rest } = schema as Schema;
  const mine = Object.entries(properties ?? {}).map(([name, field]) => ({
    path: [...path, name].join('.'),
    name,
    description: String(field['description'] ?? ''),
    is_number: field.type === 'integer' || field.type === 'number',
  }));
  const inner = Object.entries(properties ?? {}).flatMap(([name, field]) =>
    fields_of(field, [...path, name]),
  );
  const around = Object.entries(rest).flatMap(([key, value]) =>
    fields_of(value, key === '$defs' ? path : [...path, key]),
  );
  return [...mine, ...inner, ...around];
}

export interface Field {
  path: string;
  name: string;
  description: string;
  is_number: boolean;
}

/** What stands between this opening bracket and its own end, cut at the commas. */
function within(sql: string, open: number): string[] {
  const cut = [''];
  let depth = 0;
  for (const sign of sql.slice(open)) {
    if (sign === ')') depth -= 1;
    if (depth === 0 && sign === ')') break;
    if (depth === 1 && sign === ',') cut.push('');
    else if (depth > 0) cut[cut.length - 1] += sign;
    if (sign === '(') depth += 1;
  }
  return cut.map((each) => each.trim());
}

/** The columns of what SQL creates or adds, as `table.column`, from the source that has it. */
export function columns_of(source: string): string[] {
  const sql = [...source.matchAll(/"((?:\\.|[^"\\])*)"/g)].map(([, text]) => text).join('');
  const made = [...sql.matchAll(/CREATE TABLE (?:IF NOT EXISTS )?(\w+) \(/g)];
  const added = [...sql.matchAll(/ALTER TABLE (\w+) ADD COLUMN (\w+)/g)];
  return [
    ...made.flatMap(({ 0: head, 1: table, index }) =>
      within(sql, index + head.length - 1).map((each) => `${table}.${each.split(' ')[0]}`),
    ),
    ...added.map(([, table, column]) => `${table}.${column}`),
  ];
}

/** Every key of a value, at any depth. */
export function keys_of(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(keys_of);
  return Object.entries(value).flatMap(([key, inner]) => [key, ...keys_of(inner)]);
}

/** A list's length that is drawn as it is, and not said by a counted sentence. */
export const drawn_lengths = (source: string): string[] =>
  source
    .replace(/<script[\s\S]*?<\/script>/g, '')
    .match(/(?<![=$\w])\{[^{}#@/:]*\.(?:length|size)\s*\}/g) ?? [];
