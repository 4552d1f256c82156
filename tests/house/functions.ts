// Measures functions: TypeScript by its own parser, C++ by matching braces.
import ts from 'typescript';
import { bare } from './tree.ts';

interface Measured {
  name: string;
  lines: number;
}

function script_of(path: string, text: string): string {
  if (!path.endsWith('.svelte')) return text;
  return [...text.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)].map((m) => m[1]).join('\n');
}

function typescript(text: string): Measured[] {
  const file = ts.createSourceFile('x.ts', text, ts.ScriptTarget.Latest, true);
  const line = (position: number) => file.getLineAndCharacterOfPosition(position).line;
  const found: Measured[] = [];
  const visit = (node: ts.Node): void => {
    // The block of a describe() holds tests and is no function of its own.
    const suite =
      ts.isCallExpression(node.parent ?? node) && /^describe\b/.test(node.parent.getText());
    if (ts.isFunctionLike(node) && 'body' in node && node.body && !suite) {
      const name = node.name?.getText() ?? `at line ${line(node.getStart()) + 1}`;
      found.push({ name, lines: line(node.end) - line(node.getStart()) + 1 });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function cpp(text: string): Measured[] {
  const code = bare(text).replace(/^\s*#.*$/gm, (part) => part.replace(/[^\n]/g, ' '));
  const open: { head: string; line: number }[] = [];
  const found: Measured[] = [];
  let line = 1;
  let head = '';
  for (const letter of code) {
    if (letter === '\n') line += 1;
    if (letter === '{') {
      open.push({ head: head.trim(), line });
      head = '';
    } else if (letter === '}') {
      const block = open.pop();
      head = '';
      // A block is a function where parentheses came before it and no namespace or type did.
      if (
        block &&
        /\)[^;=]*$/.test(block.head) &&
        !/^(namespace|struct|class|enum|union)\b/.test(block.head)
      )
        found.push({
          name: block.head.replace(/\s+/g, ' ').slice(0, 80),
          lines: line - block.line + 1,
        });
    } else if (letter === ';') head = '';
    else head += letter;
  }
  return found;
}

export function functions(path: string, text: string): Measured[] {
  if (/\.(cpp|hpp)$/.test(path)) return cpp(text);
  if (/\.(ts|mjs|js|svelte)$/.test(path)) return typescript(script_of(path, text));
  return [];
}
