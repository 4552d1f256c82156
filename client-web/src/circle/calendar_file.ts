// A file for a calendar, made in the browser. It holds when a circle meets, as instants that every
// calendar shows in its own zone; nothing that leads to the circle, or says what it is.
import ical from 'ical-generator';
import { to_text } from '../seal/bytes';

export interface Dated {
  /** Only so that the same date, taken twice, is one: it cannot be read from the file. */
  circle: string;
  starts: readonly number[];
  length: number;
  title: string;
}

async function mark_of(circle: string, start: number): Promise<string> {
  const bytes = new TextEncoder().encode(`${circle}|${start}`);
  return to_text(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)).slice(0, 16));
}

export async function calendar_text({ circle, starts, length, title }: Dated): Promise<string> {
  const events = starts.map(async (start) => ({
    id: await mark_of(circle, start),
    start: new Date(start),
    end: new Date(start + length),
    summary: title,
  }));
  const calendar = ical({
    prodId: { company: 'Circle', product: 'Circle', language: 'EN' },
    events: await Promise.all(events),
  });
  return `${calendar.toString()}\r\n`;
}
