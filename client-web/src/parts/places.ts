// Places to turn to in danger, as whoever runs this server looked at them: a file beside the page,
// which may hold anything. Its words are one text for everybody, or one for each language.
interface Turn {
  name: string;
  how: string;
  tel?: string;
  verified_on: string;
}
export interface Country {
  where: string;
  turns: Turn[];
}

const is_text = (value: unknown): value is string => typeof value === 'string' && value !== '';
const is_number = (value: unknown): value is string => is_text(value) && /^\+?[\d*#]+$/.test(value);
const is_day = (value: unknown): value is string => is_text(value) && !isNaN(Date.parse(value));

function text_in(value: unknown, language: string): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const texts = new Map(Object.entries(value));
  return texts.get(language) ?? texts.get('en') ?? [...texts.values()][0];
}

function turn_of(
  entry: Record<string, unknown>,
  language: string,
): (Turn & { where: string }) | undefined {
  const [where, name, how] = [entry['where'], entry['name'], entry['how']].map((each) =>
    text_in(each, language),
  );
  const { tel, verified_on } = entry;
  if (!is_text(where) || !is_text(name) || !is_text(how) || !is_day(verified_on)) return undefined;
  return { where, name, how, verified_on, ...(is_number(tel) && { tel }) };
}

/** By country, in the order of the file. */
export function countries_of(file: unknown, language: string): Country[] {
  const { places } = file as { places: Record<string, unknown>[] };
  const countries: Country[] = [];
  const turns = places.map((each) => turn_of(each, language));
  for (const { where, ...turn } of turns.filter((each) => each !== undefined)) {
    const known = countries.find((each) => each.where === where);
    if (known) known.turns.push(turn);
    else countries.push({ where, turns: [turn] });
  }
  return countries;
}

/** From this page's own server and nowhere else; undefined where it cannot be had. */
export async function places_to_turn_to(): Promise<((language: string) => Country[]) | undefined> {
  try {
    const answer = await fetch('/places.json', { mode: 'same-origin', redirect: 'error' });
    if (!answer.ok) return undefined;
    const file: unknown = await answer.json();
    const are_any = countries_of(file, 'en').length > 0;
    return are_any ? (language) => countries_of(file, language) : undefined;
  } catch {
    return undefined;
  }
}
