// Keeping the circle's own templates: sealed whole, under keys that say nothing.
import { make_id } from '../seal/bytes';
import { sealed_ask } from './acts';
import type { Membership } from './membership';
import type { Answer } from './standing';
import { own_id } from './template_edit';
import { read_template, template_text, words_to_write, type TemplateFile } from './template_file';
import { with_opaque_keys } from './template_keys';
import type { Template } from './templates';
import { limits, type TemplateId, type TemplateView } from './words';

const label = (kind: 'template_body' | 'template_title', id: TemplateId) =>
  ({ kind, author: '-', id }) as const;

/** In place of `template`, or as a new one. */
export function keep_template(
  place: Membership,
  file: TemplateFile,
  template: TemplateId = make_id(),
): Promise<Answer & { template?: TemplateId }> {
  return sealed_ask(place, async () => {
    const opaque = with_opaque_keys({ ...file, id: own_id });
    const title = file.words[file.languages[0] ?? '']?.title.trim() ?? '';
    const shown = [...title].slice(0, limits.words.title).join('');
    return {
      type: 'keep_template',
      template,
      title: await place.ring.seal(label('template_title', template), shown),
      body: await place.ring.seal(label('template_body', template), template_text(opaque)),
    };
  }).then((answer) => ({ ...answer, ...(answer.accepted && { template }) }));
}

/** Throws where the body does not open, or is no template. */
export async function open_template(place: Membership, kept: TemplateView): Promise<TemplateFile> {
  return read_template(await place.open(label('template_body', kept.template), kept.body));
}

/** Those that open on this device, as they would come with the page: to be practised. */
export async function own_templates(
  place: Membership,
  kept: readonly TemplateView[],
): Promise<Template[]> {
  const opened = await Promise.allSettled(
    kept.map(async (each) => {
      const file = await open_template(place, each);
      const words = Object.entries(file.words).map(([language, its]) => [
        language,
        words_to_write(its),
      ]);
      return { ...file, id: each.template, words: Object.fromEntries(words) } as Template;
    }),
  );
  return opened.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
}
