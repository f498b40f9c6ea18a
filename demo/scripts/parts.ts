import {createClient} from '../../src/client/index.ts';
import {groupByDay} from '../../src/core/time/time.ts';
import type {Slot} from '../../src/core/model/types.ts';

const calendar = document.querySelector('booking-calendar')!;
const slots = document.querySelector('booking-slots')!;
const questions = document.querySelector('booking-questions')!;
const done = document.querySelector('#parts-done')!;

const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const client = createClient({proxy: location.origin});
const start = new Date().toISOString();
const end = new Date(Date.now() + 60 * 86_400_000).toISOString();
const ref = {kind: 'user', username: 'rick', slug: '30min'} as const;

const {eventType, slots: free = []} = await client.loadEventType(ref, {slots: {start, end}});
const byDay = groupByDay(free, timeZone);
const [firstDay] = byDay.keys();
let chosen: Slot | undefined;

function show(day: string | undefined): void {
  slots.day = day;
  slots.slots = byDay.get(day ?? '') ?? [];
}

Object.assign(calendar, {
  busy: false,
  min: firstDay,
  selected: firstDay,
  counts: new Map([...byDay].map(([day, list]) => [day, list.length])),
});
Object.assign(slots, {busy: false, timeZone, durationMinutes: eventType.durations[0]});
questions.eventType = eventType;
show(firstDay);

calendar.addEventListener('booking-day-select', event => show(event.day));
slots.addEventListener('booking-slot-select', event => (chosen = event.slot));
questions.addEventListener('booking-submit', async event => {
  if (!chosen) return void (done.textContent = 'Please choose a time.');
  questions.busy = true;
  const request = {eventType, start: chosen.start, answers: event.answers, timeZone};
  try {
    const {
      bookings: [booking],
    } = await client.book(request, {attemptId: crypto.randomUUID()});
    done.textContent = `Booked: ${booking.title}.`;
  } catch {
    done.textContent = 'This could not be booked. Please try another time.';
  }
  questions.busy = false;
});
