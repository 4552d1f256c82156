// The templates that come with Circlekeeper, for who would like to change one.
import { read_template, type TemplateFile } from './template_file';

interface Shipped {
  id: string;
  load: () => Promise<TemplateFile>;
}

/** The templates that come with Circlekeeper, by the names of their files; each is read when asked. */
export function shipped_templates(): Shipped[] {
  const files = import.meta.glob<string>('../../../protocol/practices/*.json', {
    query: '?raw',
    import: 'default',
  });
  return Object.entries(files).map(([path, load]) => ({
    id: path.replace(/^.*\/|\.json$/g, ''),
    load: async () => read_template(await load()),
  }));
}
