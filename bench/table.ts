// The figures as Markdown: a table for each group, with the median and, in brackets, least and most.
import { type Figure, said, summary_of } from './figures.ts';

const distinct = (all: string[]) => [...new Set(all)];

function cell(figure: Figure | undefined): string {
  if (!figure) return '';
  const { median, least, most } = summary_of(figure.values);
  return figure.values.length === 1
    ? said(median)
    : `${said(median)} (${said(least)}-${said(most)})`;
}

function group_table(group: string, figures: readonly Figure[]): string {
  const columns = distinct(
    figures.map(({ measure, unit }) => (unit ? `${measure}, ${unit}` : measure)),
  );
  const rows = distinct(figures.map(({ subject }) => subject)).map((subject) => {
    const cells = columns.map((column) =>
      cell(
        figures.find(
          (each) =>
            each.subject === subject &&
            (each.unit ? `${each.measure}, ${each.unit}` : each.measure) === column,
        ),
      ),
    );
    return `| ${[subject, ...cells].join(' | ')} |`;
  });
  return [
    `### ${group}`,
    '',
    `| ${['', ...columns].join(' | ')} |`,
    `| ${['---', ...columns.map(() => '---:')].join(' | ')} |`,
    ...rows,
  ].join('\n');
}

export function table_of(figures: readonly Figure[]): string {
  return distinct(figures.map(({ group }) => group))
    .map((group) =>
      group_table(
        group,
        figures.filter((each) => each.group === group),
      ),
    )
    .join('\n\n');
}
