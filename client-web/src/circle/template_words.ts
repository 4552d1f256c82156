// What the words of a template want, by the rules of the command line's check: the server never
// sees the words, so that the client looks at them itself.
import type { FlawCode } from './template_flaws';
import type { TemplateFile, TemplateWords } from './template_file';
import type { Structure } from './words';

export interface Found {
  code: FlawCode;
  /** A JSON pointer from the file. */
  pointer: string;
}

const blank = (text: string | undefined): boolean => (text ?? '').trim() === '';

function of_steps(words: TemplateWords, structure: Structure, at: string): Found[] {
  return structure.steps.flatMap(({ step, choices }) => {
    const its = words.steps[step];
    const here = `${at}/steps/${step}`;
    const found: Found[] = [];
    if (blank(its?.title)) found.push({ code: 'words_missing', pointer: `${here}/title` });
    for (const { role } of structure.roles) {
      if (blank(its?.prompts['everybody']) && blank(its?.prompts[role])) {
        found.push({ code: 'prompt_missing', pointer: `${here}/prompts/${role}` });
      }
    }
    for (const { choice } of choices) {
      if (!blank(its?.choices[choice])) continue;
      found.push({ code: 'words_missing', pointer: `${here}/choices/${choice}` });
    }
    return found;
  });
}

function of_language(words: TemplateWords, structure: Structure, at: string): Found[] {
  const missing = (pointer: string): Found => ({ code: 'words_missing', pointer });
  const texts = (['title', 'purpose', 'suits', 'cautions', 'after'] as const)
    .filter((name) => blank(words[name]))
    .map((name) => missing(`${at}/${name}`));
  const roles = structure.roles
    .filter(({ role }) => blank(words.roles[role]?.name))
    .map(({ role }) => missing(`${at}/roles/${role}/name`));
  return [...texts, ...roles, ...of_steps(words, structure, at)];
}

/** In every language that the template names; and whom the method is from. */
export function words_wanting(file: TemplateFile): Found[] {
  const { author, title } = file.source;
  const source = Object.entries({ author, title })
    .filter(([, text]) => blank(text))
    .map(([name]): Found => ({ code: 'words_missing', pointer: `/source/${name}` }));
  const skills: Found[] =
    file.skills.length === 0 ? [{ code: 'words_missing', pointer: '/skills' }] : [];
  return [
    ...file.languages.flatMap((language) => {
      const words = file.words[language];
      return words ? of_language(words, file.structure, `/words/${language}`) : [];
    }),
    ...skills,
    ...source,
  ];
}

/** Two roles of which one speaks right after the other, as `first|second`: do they answer each other? */
export function answering_roles({ steps }: Structure): string[] {
  const pairs = steps.flatMap((step, index) => {
    const by_order = steps[index + 1];
    const targets = step.go === 'step' || step.go === 'rotate' ? [step.to] : [];
    for (const { go, to } of step.choices) if (go === 'step') targets.push(to);
    const after = [by_order, ...steps.filter((each) => targets.includes(each.step))];
    return after.flatMap((next) => {
      if (step.speaks !== 'role' || next?.speaks !== 'role') return [];
      if (!step.voice || !next.voice || step.voice === next.voice) return [];
      return [[step.voice, next.voice].sort().join('|')];
    });
  });
  return [...new Set(pairs)];
}
