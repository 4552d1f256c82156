// A template that is being written: the file, the language that is shown, and what is not right yet.
import { tick } from 'svelte';
import type { Checked } from '../../circle/template_checking';
import type { TemplateFile, TemplateWords } from '../../circle/template_file';
import { template_text } from '../../circle/template_file';
import { blank_words } from '../../circle/template_reading';
import { answering_roles, words_wanting, type Found } from '../../circle/template_words';
import type { FlawCode } from '../../circle/template_flaws';
import type { TemplateId } from '../../circle/words';

export const id_of = (pointer: string): string => `at${pointer.replaceAll('/', '-')}`;

/** What is kept of it on the device until it is kept in the circle. */
export interface Written {
  template?: TemplateId | undefined;
  text: string;
}

export class Desk {
  file: TemplateFile = $state() as TemplateFile;
  language: string = $state('');
  /** Undefined for one that the circle does not keep yet. */
  template: TemplateId | undefined = $state();
  #kept: string = $state('');
  #structure: Found[] = $state.raw([]);
  /** Roles that answer each other, of whom it was said that no hurt is between them. */
  #no_hurt: string[] = $state([]);
  readonly text: string = $derived.by(() => template_text(this.file));
  readonly changed: boolean = $derived.by(() => this.text !== this.#kept);
  readonly flaws: Found[] = $derived.by(() => [...this.#structure, ...words_wanting(this.file)]);
  /** Two roles of whom it is to be asked whether a hurt is between them, as `first|second`. */
  readonly facing: string | undefined = $derived.by(() =>
    this.file.structure.about === 'hurt'
      ? undefined
      : answering_roles(this.file.structure).find((pair) => !this.#no_hurt.includes(pair)),
  );

  /** kept: whether the circle keeps it just so. */
  constructor(file: TemplateFile, template?: TemplateId, kept = false) {
    this.file = file;
    this.language = file.languages[0] ?? '';
    this.template = template;
    if (kept) this.#kept = template_text(file);
  }

  get words(): TemplateWords {
    return this.file.words[this.language] ?? blank_words(this.file.structure);
  }
  get at_words(): string {
    return `/words/${this.language}`;
  }
  /** What stands in the first language, for who writes another. */
  get first_words(): TemplateWords | undefined {
    const [first] = this.file.languages;
    return first === undefined || first === this.language ? undefined : this.file.words[first];
  }
  role_name(role: string): string {
    const first = this.file.words[this.file.languages[0] ?? ''];
    const name = this.words.roles[role]?.name.trim() || first?.roles[role]?.name.trim();
    const place = this.file.structure.roles.findIndex((each) => each.role === role) + 1;
    return name || `${place}`;
  }
  step_name(step: string): string {
    const first = this.file.words[this.file.languages[0] ?? ''];
    const title = this.words.steps[step]?.title.trim() || first?.steps[step]?.title.trim();
    const place = this.file.structure.steps.findIndex((each) => each.step === step) + 1;
    return title ? `${place}. ${title}` : `${place}.`;
  }

  /** To be gone on with later, on this device. */
  get written(): string {
    const { text, template } = this;
    return JSON.stringify({ text, template } satisfies Written);
  }

  snapshot(): TemplateFile {
    return $state.snapshot(this.file) as TemplateFile;
  }

  heard(checked: Checked): void {
    const found =
      'flaws' in checked ? checked.flaws : [{ code: 'unreadable', pointer: checked.unread }];
    this.#structure = found.map(({ code, pointer }) => ({
      code: code as FlawCode,
      pointer: `/structure${pointer}`,
    }));
  }

  kept_as(template: TemplateId | undefined): void {
    this.template = template;
    this.#kept = this.text;
  }

  /** Yes or no to whether two people face each other about a hurt. */
  is_hurt(yes: boolean): void {
    if (yes) this.file.structure.about = 'hurt';
    else if (this.facing !== undefined) this.#no_hurt.push(this.facing);
  }

  /** At this place or, where `within`, inside of it. */
  flaws_at(pointer: string, within = true): Found[] {
    return this.flaws.filter(
      (each) => each.pointer === pointer || (within && each.pointer.startsWith(`${pointer}/`)),
    );
  }

  /** To the field, or to what is nearest around it. */
  async go_to(pointer: string): Promise<void> {
    const [, language] = /^\/words\/([a-z]+)\//.exec(pointer) ?? [];
    if (language !== undefined) this.language = language;
    await tick();
    for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
      const field = document.getElementById(id_of(at));
      if (!field) continue;
      const folded = field.closest('details');
      if (folded) folded.open = true;
      field.focus();
      field.scrollIntoView({ block: 'center' });
      return;
    }
  }
}
