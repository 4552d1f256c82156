// The rules of the pages: they can be read in any language, and from either side.
import type { Source } from './tree.ts';

const sides =
  /(?:^|[\s;{])((?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)[\w-]*|border-(?:top|bottom)-(?:left|right)-radius|left|right)\s*:([^;}]*)|(text-align|float|clear)\s*:\s*(left|right)\b/g;
/** What lies around the middle of a ring is where it is for everybody. */
const around_the_middle = /50%/;

const four_values =
  /(?:^|[\s;{])(margin|padding|inset)\s*:\s*((?:[^\s;()]+|\w+\([^;]*?\)(?=[\s;}]))(?:\s+(?:[^\s;()]+|\w+\([^;]*?\)(?=[\s;}]))){3})\s*[;}]/g;

function styles_of({ path, text }: Source): string {
  if (path.endsWith('.css')) return text;
  return [...text.matchAll(/<style>([\s\S]*?)<\/style>/g)].map((match) => match[1]).join('\n');
}

/** Where it begins and ends, not left and right: some languages begin on the other side. */
export function no_sides(source: Source): string[] {
  const styles = styles_of(source);
  const named = [...styles.matchAll(sides)]
    .filter(([, , value = '']) => !around_the_middle.test(value))
    .map(([whole]) => whole.trim());
  const uneven = [...styles.matchAll(four_values)]
    .filter(([, , values = '']) => {
      const [, right, , left] = values.split(/\s+(?![^(]*\))/);
      return right !== left;
    })
    .map(([whole]) => whole.trim());
  return [...named, ...uneven].map((each) => `${each}: by where a line begins and ends, please`);
}

/** Markup without what is in braces, however deep. */
function outside_braces(markup: string): string {
  let depth = 0;
  return [...markup]
    .filter((letter) => {
      if (letter === '{') depth += 1;
      else if (letter === '}') depth -= 1;
      return depth === 0 && letter !== '}';
    })
    .join('');
}

const spoken_attribute =
  /\s(aria-label|aria-description|title|placeholder|alt|label|hint|legend)="([^"{]*[A-Za-z][^"{]*)"/g;

/** Every word on the screen is said by a key. */
export function no_words({ path, text }: Source): string[] {
  if (!path.endsWith('.svelte')) return [];
  const markup = outside_braces(
    text.replace(/<(script|style)\b[\s\S]*?<\/\1>|<!--[\s\S]*?-->/g, '').replaceAll('=>', ''),
  );
  const attributes = [...markup.matchAll(spoken_attribute)].map(([whole]) => whole.trim());
  const words = markup.replace(/<\/?[a-zA-Z](?:"[^"]*"|[^">])*>/g, '\n').match(/\p{L}+.*/gu) ?? [];
  return [...attributes, ...words].map((each) => `'${each}' is not said by a key`);
}
