// The record as a table for a spreadsheet. Names and titles were written by others: none of them may
// become a formula there.
import { unparse } from 'papaparse';

/** What a spreadsheet may take for the beginning of a formula, in full width too. */
const formula = /^[\s\p{C}]*[=+\-@\t\r\n\uFF0B\uFF0D\uFF1D\uFF20]/u;
/** Where the separator is another one, a cell may be cut there. */
const after_cut = /([;,|\t]\s*)(?=[=+\-@\uFF0B\uFF0D\uFF1D\uFF20])/gu;

/** For words of somebody else. */
export const harmless = (words: string): string =>
  words.replace(after_cut, "$1'").replace(formula, (found) => `'${found}`);

/** The first row says what the columns are. With a mark at the front, accents open rightly in Excel. */
export function csv_text(rows: readonly (readonly string[])[]): string {
  const made = unparse(rows as string[][], {
    quotes: true,
    newline: '\r\n',
    escapeFormulae: formula,
  });
  return `\uFEFF${made}\r\n`;
}
