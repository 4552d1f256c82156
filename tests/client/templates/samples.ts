// Files of templates to start from: those that come with Circlekeeper, read as anybody would.
import { readdirSync, readFileSync } from 'node:fs';
import { read_template, type TemplateFile } from '../../../client-web/src/circle/template_file';

const folder = `${import.meta.dirname}/../../../protocol/practices`; // a page has URLs of its own

export const shipped_ids = readdirSync(folder).map((name) => name.replace('.json', ''));

export const shipped_text = (id: string): string => readFileSync(`${folder}/${id}.json`, 'utf8');

export const shipped = (id: string): TemplateFile => read_template(shipped_text(id));

/** Its JSON, to be spoilt. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export const shipped_json = (id: string): any => JSON.parse(shipped_text(id));
