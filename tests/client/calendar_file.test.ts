// Holds the file for a calendar to what it may hold: instants and a neutral name, folded as calendars
// need it, and nothing that leads to the circle.
import { expect, it } from 'vitest';
import { calendar_text } from '../../client-web/src/circle/calendar_file';

const circle = 'Zm9vYmFyYmF6cXV4Zm9vYg';
const start = Date.UTC(2026, 11, 3, 18, 30);
const week = 7 * 86_400_000;
const dated = { circle, starts: [start, start + week], length: 5_400_000, title: 'Circle' };
const of = (text: string, name: string) =>
  [...text.matchAll(new RegExp(`^${name}:(.*)\r$`, 'gm'))].map((each) => each[1]);

it('has each date as an instant, with its end', async () => {
  const text = await calendar_text(dated);
  expect(of(text, 'DTSTART')).toEqual(['20261203T183000Z', '20261210T183000Z']);
  expect(of(text, 'DTEND')).toEqual(['20261203T200000Z', '20261210T200000Z']);
  expect(of(text, 'SUMMARY')).toEqual(['Circle', 'Circle']);
  expect(text.startsWith('BEGIN:VCALENDAR\r\n')).toBe(true);
  expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
});

it('has no link, no name of ours, and nothing of the circle', async () => {
  const text = await calendar_text(dated);
  expect(text).not.toContain(circle);
  const words = ['http', 'circlekeeper', 'ical-generator', 'organizer', 'attendee'];
  expect(words.filter((word) => text.toLowerCase().includes(word))).toEqual([]);
});

it('marks the same date alike each time, and each date and circle otherwise', async () => {
  const marks = of(await calendar_text(dated), 'UID');
  expect(of(await calendar_text(dated), 'UID')).toEqual(marks);
  expect(new Set(marks).size).toBe(2);
  expect(of(await calendar_text({ ...dated, circle: 'other' }), 'UID')).not.toEqual(marks);
});

it('takes any title, in lines that are short enough', async () => {
  const title = `Grüße, alle; der Kreis „${'ñandú 🙂 '.repeat(9)}“\nvon Ana`;
  const text = await calendar_text({ ...dated, title });
  const lines = text.split('\r\n');
  expect(Math.max(...lines.map((line) => new TextEncoder().encode(line).length))).toBeLessThan(76);
  const whole = text.replaceAll('\r\n ', '');
  expect(of(whole, 'SUMMARY')[0]).toBe(
    title.replace(/[,;]/g, (sign) => `\\${sign}`).replace('\n', '\\n'),
  );
});
