import type {Locator, Page} from '@playwright/test';
import type {Demo} from '../demo.ts';

interface Booking {
  uid: string;
  status: string;
  start: string;
  attendees: {name: string; email: string; timeZone: string}[];
}

/** What is booked at the demo's stand-in. */
export async function bookings(demo: Demo): Promise<Booking[]> {
  return ((await demo.control('state')) as {bookings: Booking[]}).bookings;
}

/** The links of the days that have times. */
export const days = (page: Page): Locator => page.getByRole('table').getByRole('link', {name: /\d times? available/});

/** The links of the times of the chosen day. */
export const times = (page: Page): Locator => page.getByRole('group', {name: /^Times on/}).getByRole('link');
