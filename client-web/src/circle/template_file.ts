// The file of a template: its shape, reading one that anybody could have made, and writing one.
import { limits } from './words';
import type { Structure } from './words';
import { json_of } from './reading';
import { file_of, type values } from './template_reading';

export type Skill = (typeof values.skills)[number];

export interface RoleWords {
  name: string;
  /** Shown one line at a time. */
  help: string[];
}

export interface StepWords {
  title: string;
  /** By the key of the role; `everybody` for every role that has none of its own. */
  prompts: Record<string, string>;
  choices: Record<string, string>;
}

export interface TemplateWords {
  title: string;
  purpose: string;
  suits: string;
  cautions: string;
  roles: Record<string, RoleWords>;
  steps: Record<string, StepWords>;
  after: string;
}

/** In hand, every part has its words in every language; what is blank is not written yet. */
export interface TemplateFile {
  id: string;
  version: number;
  skills: Skill[];
  source: { author: string; title: string; year: number };
  structure: Structure;
  languages: string[];
  words: Record<string, TemplateWords>;
}

/** Throws Unreadable, with what is wrong and where; nothing of a bad file comes through. */
export function read_template(text: string): TemplateFile {
  return file_of(json_of(text, limits.bytes.template_max));
}

const written = (text: string): boolean => text.trim() !== '';

/** Without what is blank. */
export function words_to_write(words: TemplateWords) {
  const only_written = (texts: Record<string, string>) =>
    Object.fromEntries(Object.entries(texts).filter(([, text]) => written(text)));
  const { title, purpose, suits, cautions, after } = words;
  const roles = Object.entries(words.roles).map(([key, { name, help }]) => [
    key,
    { ...only_written({ name }), help: help.filter(written) },
  ]);
  const steps = Object.entries(words.steps).map(([key, step]) => {
    const choices = only_written(step.choices);
    return [
      key,
      {
        ...only_written({ title: step.title }),
        prompts: only_written(step.prompts),
        ...(Object.keys(choices).length > 0 && { choices }),
      },
    ];
  });
  return {
    ...only_written({ title, purpose, suits, cautions }),
    roles: Object.fromEntries(roles),
    steps: Object.fromEntries(steps),
    ...only_written({ after }),
  };
}

/** The text of a file, without what is blank: to be kept, or to be given away. */
export function template_text(file: TemplateFile, space?: number): string {
  const words = file.languages.map((language) => {
    const its = file.words[language];
    return [language, its && words_to_write(its)];
  });
  return JSON.stringify({ ...file, words: Object.fromEntries(words) }, undefined, space);
}
