// The shape of a template's file, for reading one of unknown origin.
import { Unreadable, fields, formed, list_of, one_of, text_of, whole, yes_or_no } from './reading';
import type { Reader } from './reading';
import type { RoleWords, StepWords, TemplateFile, TemplateWords } from './template_file';
import { limits } from './words';
import type { Choice, Role, Step, Structure } from './words';

export const values = {
  skills: [
    'active_listening',
    'asking_for_help',
    'capacity',
    'offering_care',
    'repair',
    'belonging',
    'letting_go',
    'flow',
  ],
  about: ['light', 'tender', 'hurt'],
  form: ['pods', 'ring', 'either'],
  when_one_leaves: ['go_on', 'regroup', 'close'],
  side: ['impact', 'intent'],
  speaks: ['nobody', 'role', 'each', 'centre', 'open'],
  asks: ['nothing', 'choice', 'words', 'words_alone', 'capacity', 'consent'],
  ends: ['done', 'ready', 'consent', 'time', 'keeper'],
  go: ['next', 'step', 'rotate', 'end', 'end_with_care'],
} as const;

/** How much there may be of a thing. */
export const most = { roles: 8, steps: 60, choices: 6, help: 12, languages: 4, people: 100 };

const key_form = /^[a-z0-9_]{1,40}$/;
const language_form = /^[a-z]{2,3}$/;

const text = text_of(limits.words.template_text);
const key = formed(key_form);

const role: Reader<Role> = (from, at) => {
  const { needs, may } = fields(from, at);
  return {
    role: needs('role', key),
    min: needs('min', whole(0, most.people)),
    max: needs('max', whole(1, most.people)),
    chosen: needs('chosen', yes_or_no),
    ...may('side', one_of(values.side)),
  };
};

const choice: Reader<Choice> = (from, at) => {
  const { needs, may } = fields(from, at);
  return {
    choice: needs('choice', key),
    go: needs('go', one_of(values.go)),
    ...may('to', key),
    ...may('from_try', whole(1, 10)),
  };
};

const step: Reader<Step> = (from, at) => {
  const { needs, may } = fields(from, at);
  return {
    step: needs('step', key),
    speaks: needs('speaks', one_of(values.speaks)),
    ...may('voice', key),
    ...may('gentle', whole(0, 86_400_000)),
    asks: needs('asks', one_of(values.asks)),
    of: needs('of', list_of(key, most.roles)),
    ...may('told_to', key),
    ends: needs('ends', one_of(values.ends)),
    ...may('by', key),
    choices: needs('choices', list_of(choice, most.choices)),
    go: needs('go', one_of(values.go)),
    ...may('to', key),
    ...may('otherwise', one_of(values.go)),
    ...may('otherwise_to', key),
  };
};

const structure: Reader<Structure> = (from, at) => {
  const { needs } = fields(from, at);
  return {
    about: needs('about', one_of(values.about)),
    form: needs('form', one_of(values.form)),
    people_min: needs('people_min', whole(1, most.people)),
    people_max: needs('people_max', whole(1, most.people)),
    minutes: needs('minutes', whole(1, 240)),
    when_one_leaves: needs('when_one_leaves', one_of(values.when_one_leaves)),
    roles: needs('roles', list_of(role, most.roles)),
    steps: needs('steps', list_of(step, most.steps)),
  };
};

function role_words(from: unknown, at: string): RoleWords {
  const { own } = fields(from, at);
  return { name: own('name', text, ''), help: own('help', list_of(text, most.help), []) };
}

/** By their keys, blank where there is nothing. fromEntries makes properties of its own, whatever they are called. */
function by_key<T>(read_of: [string, Reader<T>][], blank: unknown): Reader<Record<string, T>> {
  return (from, at) => {
    const { own } = fields(from, at);
    return Object.fromEntries(
      read_of.map(([name, read]) => [name, own(name, read, read(blank, `${at}/${name}`))]),
    );
  };
}

const texts = (keys: string[]) =>
  by_key(
    keys.map((each) => [each, text]),
    '',
  );

function step_words(step: Step, roles: string[]): Reader<StepWords> {
  const prompts = texts(['everybody', ...roles]);
  const choices = texts(step.choices.map((each) => each.choice));
  return (from, at) => {
    const { own } = fields(from, at);
    return {
      title: own('title', text, ''),
      prompts: own('prompts', prompts, prompts({}, at)),
      choices: own('choices', choices, choices({}, at)),
    };
  };
}

function words_for(its: Structure): Reader<TemplateWords> {
  const keys = its.roles.map((each) => each.role);
  const roles = by_key<RoleWords>(
    keys.map((each) => [each, role_words]),
    {},
  );
  const steps = by_key<StepWords>(
    its.steps.map((each) => [each.step, step_words(each, keys)]),
    {},
  );
  return (from, at) => {
    const { own } = fields(from, at);
    return {
      title: own('title', text, ''),
      purpose: own('purpose', text, ''),
      suits: own('suits', text, ''),
      cautions: own('cautions', text, ''),
      roles: own('roles', roles, roles({}, at)),
      steps: own('steps', steps, steps({}, at)),
      after: own('after', text, ''),
    };
  };
}

/** Words of nothing: every part is there, and blank. */
export const blank_words = (structure: Structure): TemplateWords => words_for(structure)({}, '');

export function file_of(from: unknown): TemplateFile {
  const { needs } = fields(from, '');
  const its = needs('structure', structure);
  const languages = needs('languages', list_of(formed(language_form), most.languages));
  if (languages.length === 0) throw new Unreadable('wrong', '/languages');
  const read = by_key<TemplateWords>(
    languages.map((each) => [each, words_for(its)]),
    {},
  );
  return {
    id: needs('id', formed(/^[a-z0-9_]{1,60}$/)),
    version: needs('version', whole(1, 1_000_000)),
    skills: needs('skills', list_of(one_of(values.skills), 4)),
    source: needs('source', (source, at) => ({
      author: fields(source, at).own('author', text_of(200), ''),
      title: fields(source, at).own('title', text_of(200), ''),
      year: fields(source, at).needs('year', whole(1900, 2100)),
    })),
    structure: its,
    languages: [...new Set(languages)],
    words: needs('words', read),
  };
}
