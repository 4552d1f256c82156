// A file that is made in the browser and given to whoever uses it, under a name that says nothing.
export function save_text(name: string, type: string, text: string): void {
  const blob = new Blob([text], { type });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
