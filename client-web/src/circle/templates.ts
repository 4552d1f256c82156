/// <reference types="vite/client" />
// The templates that come with the page: each is fetched when a practice needs it, and all of them
// only where a keeper chooses.
import type { Structure } from './words';

/** The words of one language, under the structure's keys. */
export interface TemplateWords {
  title: string;
  purpose: string;
  suits: string;
  cautions: string;
  roles: Record<string, { name: string; help: string[] }>;
  steps: Record<
    string,
    { title: string; prompts: Record<string, string>; choices?: Record<string, string> }
  >;
  after: string;
}

export interface Template {
  id: string;
  skills: string[];
  source: { author: string; title: string; year: number };
  structure: Structure;
  languages: string[];
  words: Record<string, TemplateWords>;
}

const files = import.meta.glob<Template>('../../../protocol/practices/*.json', {
  import: 'default',
});

const path_of = (id: string) => `../../../protocol/practices/${id}.json`;

/** undefined where it is none of ours. */
export function template(id: string): Promise<Template> | undefined {
  return files[path_of(id)]?.();
}

export function all_templates(): Promise<Template[]> {
  return Promise.all(Object.values(files).map((load) => load()));
}

/** This language where the template has it, or else its first. */
export function language_in(of: Pick<Template, 'languages'>, language: string): string {
  return of.languages.includes(language) ? language : (of.languages[0] ?? 'en');
}

export function words_in(of: Template, language: string): TemplateWords | undefined {
  return of.words[language] ?? of.words[of.languages[0] ?? ''];
}

/** The circle's own words come sealed, as text; whoever sealed them may have made a mistake. */
export function words_from(text: string): TemplateWords | undefined {
  try {
    const words = JSON.parse(text) as Partial<TemplateWords> | null;
    return words?.steps && words.roles ? (words as TemplateWords) : undefined;
  } catch {
    return undefined;
  }
}
