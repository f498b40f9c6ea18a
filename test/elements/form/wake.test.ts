import {afterEach, expect, test, vi} from 'vitest';
import {page, userEvent} from 'vitest/browser';
import {expectNoViolations} from '../../support/axe.ts';
import {button, openForm, proceed, introduce, expectAnswersKept, startStandIn, type StandIn} from './system.ts';

afterEach(() => vi.useRealTimers());

const slotReads = (cal: StandIn) =>
  cal.controls.state().requests.filter(({path}) => path.startsWith('/v2/slots')).length;

/** The visitor looks at something else for so long, and comes back. */
function lookAway(minutes: number): void {
  const state = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  document.dispatchEvent(new Event('visibilitychange'));
  const back = Date.now() + minutes * 60_000;
  vi.spyOn(Date, 'now').mockReturnValue(back);
  state.mockReturnValue(false);
  document.dispatchEvent(new Event('visibilitychange'));
}

/** Somebody else books the first time there is. */
async function takeFirst(cal: StandIn): Promise<void> {
  const start = document
    .querySelector('booking-form')!
    .shadowRoot!.querySelector('booking-slots')!
    .shadowRoot!.querySelector<HTMLButtonElement>('[role=radio]')!.value;
  const taken = await cal.fetch(
    new Request('https://api.cal.com/v2/bookings', {
      method: 'POST',
      headers: {'content-type': 'application/json', 'cal-api-version': '2024-08-13'},
      body: JSON.stringify({
        eventTypeId: 1001,
        start,
        attendee: {name: 'Eve', email: 'eve@example.com', timeZone: 'UTC'},
      }),
    }),
  );
  expect(taken.status).toBe(201);
}

test('a page that is looked at again after an hour shows the times of now', async () => {
  const cal = startStandIn();
  await openForm('rick/30min');
  await expect.element(page.getByRole('radio', {name: /^9:00 AM/})).toBeVisible();
  await takeFirst(cal);
  lookAway(60);
  await expect.element(page.getByRole('radio', {name: /^9:00 AM/})).not.toBeInTheDocument();
  await expect.element(page.getByRole('radio', {name: /^9:30 AM/})).toBeVisible();
  expect(slotReads(cal)).toBe(2);
});

test('a glance at another tab asks for nothing', async () => {
  const cal = startStandIn();
  await openForm('rick/30min');
  await expect.element(page.getByRole('radio').first()).toBeVisible();
  lookAway(0.5);
  expect(slotReads(cal)).toBe(1);
});

test('a chosen time that is gone meanwhile is said to be, and others are there', async () => {
  const cal = startStandIn();
  const form = await openForm('rick/30min');
  await userEvent.click(page.getByRole('radio').first());
  await takeFirst(cal);
  lookAway(60);
  await expect.element(page.getByText('9:00 AM was just taken.')).toBeVisible();
  await expect.element(button(/^Continue with/)).not.toBeInTheDocument();
  await expect.element(page.getByRole('radio', {name: /^9:30 AM/})).toBeVisible();
  await expectNoViolations(form);
});

test('what was typed stays when the visitor comes back to the questions', async () => {
  const cal = startStandIn();
  await openForm('rick/30min');
  await proceed();
  await introduce();
  lookAway(60);
  await expectAnswersKept();
  expect(cal.booked()).toEqual([]);
});
