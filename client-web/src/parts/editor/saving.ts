// A template as a file on this device, under a name that says nothing of what it is.
import { template_text, type TemplateFile } from '../../circle/template_file';

export function save_file(file: TemplateFile): void {
  const blob = new Blob([`${template_text(file, 2)}\n`], { type: 'application/json' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = 'practice.json';
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
