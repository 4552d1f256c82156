// A template as a file on this device, under a name that says nothing of what it is.
import { template_text, type TemplateFile } from '../../circle/template_file';
import { save_text } from '../saving';

export function save_file(file: TemplateFile): void {
  save_text('practice.json', 'application/json', `${template_text(file, 2)}\n`);
}
