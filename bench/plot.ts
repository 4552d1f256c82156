// A plot of deliveries beside the raw loop's, as an SVG that reads in a light and a dark page.
import { writeFileSync } from 'node:fs';
import { scaleBand, scaleLinear } from 'd3-scale';
import { type Figure, said, summary_of } from './figures.ts';
import { deliveries_ratio } from './telling.ts';

const width = 720;
const label_width = 190;
const row_height = 26;
const top = 44;
const bottom = 34;

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

function text(x: number, y: number, words: string, more = ''): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${more}>${escaped(words)}</text>`;
}

export function plot_of(figures: readonly Figure[], group: string): string {
  const bars = figures
    .filter((each) => each.group === group && each.measure === deliveries_ratio)
    .map(({ subject, values }) => ({ subject, ...summary_of(values) }))
    .sort((a, b) => b.median - a.median);
  const height = top + bars.length * row_height + bottom;
  const across = scaleLinear()
    .domain([0, Math.max(1, ...bars.map(({ most }) => most))])
    .nice()
    .range([label_width, width - 60]);
  const down = scaleBand()
    .domain(bars.map(({ subject }) => subject))
    .range([top, height - bottom])
    .padding(0.3);
  const ticks = across.ticks(6).map((tick) => {
    const x = across(tick).toFixed(1);
    return (
      `<line x1="${x}" x2="${x}" y1="${top}" y2="${height - bottom}" class="tick"/>` +
      text(across(tick), height - bottom + 16, String(tick), 'text-anchor="middle" class="small"')
    );
  });
  const rows = bars.map(({ subject, median, least, most }) => {
    const y = down(subject) ?? 0;
    const middle = y + down.bandwidth() / 2;
    const own = subject.startsWith('circlekeeper') ? ' own' : '';
    return [
      text(label_width - 8, middle + 4, subject, 'text-anchor="end"'),
      `<rect x="${label_width}" y="${y.toFixed(1)}" width="${(across(median) - label_width).toFixed(1)}" height="${down.bandwidth().toFixed(1)}" class="bar${own}"/>`,
      `<line x1="${across(least).toFixed(1)}" x2="${across(most).toFixed(1)}" y1="${middle.toFixed(1)}" y2="${middle.toFixed(1)}" class="range"/>`,
      text(across(most) + 6, middle + 4, said(median)),
    ].join('\n');
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="Deliveries a second, raw loop = 1">
<style>
text { font: 13px system-ui, sans-serif; fill: #222 }
.small { font-size: 11px }
.bar { fill: #9aa7b1 }
.own { fill: #2f7f6f }
.tick { stroke: #8884 }
.range { stroke: #000; stroke-width: 1.5 }
@media (prefers-color-scheme: dark) { text { fill: #ddd } .range { stroke: #fff } }
</style>
${text(8, 20, `Deliveries a second, raw loop = 1: ${group}`)}
${[...ticks, ...rows].join('\n')}
</svg>
`;
}

export function draw(file: string, figures: readonly Figure[], group: string): void {
  writeFileSync(file, plot_of(figures, group));
}
