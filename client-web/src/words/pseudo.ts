// Makes a language that nobody speaks out of English. What stays plain on the page was never said by a
// key; what does not fit would not fit in German; what stands on the wrong side would for Arabic.
import type { Catalogue } from './languages';

const plain = 'aceilnorsuyzACEILNORSUYZ';
const accented = 'áçéíļñóŕšúýžÁÇÉÍĻÑÓŔŠÚÝŽ';
const vowel = /[áéíóú]/g;

/** Each word by itself, so that it is the same wherever it stands: its vowels are drawn out, until it is
 * about two fifths longer. */
const longer = (words: string): string =>
  words.replace(/\p{L}+/gu, (word) => {
    let missing = Math.ceil(word.length * 0.4);
    const most = Math.ceil(missing / (word.match(vowel)?.length ?? 1));
    return word.replace(vowel, (letter) => {
      const more = Math.min(most, missing);
      missing -= more;
      return letter + letter.repeat(more);
    });
  });

const with_accents = (words: string): string =>
  [...words].map((letter) => accented[plain.indexOf(letter)] ?? letter).join('');

/** Written as from right to left: Latin letters alone would keep their own way. */
const turned = (words: string): string => words.replace(/\p{L}+/gu, '\u202e$&\u202c');

export function strange(english: Catalogue, direction: 'ltr' | 'rtl'): Catalogue {
  const changed = (words: string) => {
    const long = longer(with_accents(words));
    return direction === 'rtl' ? turned(long) : long;
  };
  const whole = (text: string) =>
    text
      .split(/(\{\w+\})/)
      .map((part) => (part.startsWith('{') ? part : changed(part)))
      .join('');
  return Object.fromEntries(Object.entries(english).map(([key, text]) => [key, whole(text)]));
}
