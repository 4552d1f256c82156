// Places to turn to in danger, as whoever runs this server looked at them: a file beside the page,
// which may hold anything.
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

function turn_of(entry: Record<string, unknown>): (Turn & { where: string }) | undefined {
  const { where, name, how, tel, verified_on } = entry;
  if (!is_text(where) || !is_text(name) || !is_text(how) || !is_day(verified_on)) return undefined;
  return { where, name, how, verified_on, ...(is_number(tel) && { tel }) };
}

/** By country, in the order of the file. */
export function countries_of(file: unknown): Country[] {
  const { places } = file as { places: Record<string, unknown>[] };
  const countries: Country[] = [];
  for (const { where, ...turn } of places.map(turn_of).filter((each) => each !== undefined)) {
    const known = countries.find((each) => each.where === where);
    if (known) known.turns.push(turn);
    else countries.push({ where, turns: [turn] });
  }
  return countries;
}

/** From this page's own server and nowhere else; undefined where it cannot be had. */
export async function places_to_turn_to(): Promise<Country[] | undefined> {
  try {
    const answer = await fetch('/places.json', { mode: 'same-origin', redirect: 'error' });
    if (!answer.ok) return undefined;
    const countries = countries_of(await answer.json());
    return countries.length > 0 ? countries : undefined;
  } catch {
    return undefined;
  }
}
