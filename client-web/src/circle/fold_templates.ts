// The part of the fold in which a circle's own templates come and go; keepers alone are told.
import type { Folds } from './fold';

type TemplateEvent = 'template_kept' | 'template_forgotten';

export const template_folds: Pick<Folds, TemplateEvent> = {
  template_kept: (view, { template, title, body, by }) => {
    const kept = { template, title, body, by };
    const is_known = view.templates.some((each) => each.template === template);
    const templates = is_known
      ? view.templates.map((each) => (each.template === template ? kept : each))
      : [...view.templates, kept];
    return { ...view, templates };
  },
  template_forgotten: (view, { template }) => ({
    ...view,
    templates: view.templates.filter((each) => each.template !== template),
  }),
};
