import {afterEach, expect, test, vi} from 'vitest';
import {page, userEvent} from 'vitest/browser';
import {expectNoViolations} from '../../../support/axe.ts';
import {
  button,
  expectAnswersKept,
  heading,
  introduce,
  openForm,
  proceed,
  send,
  startStandIn,
  type Network,
} from '../system.ts';

/** Nothing leaves the device. */
const offline: Network = () => Promise.reject(new TypeError('Failed to fetch'));

function goOffline(cal: ReturnType<typeof startStandIn>) {
  cal.meet(offline);
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
}

function comeBack(cal: ReturnType<typeof startStandIn>) {
  cal.meet(undefined);
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(true);
  dispatchEvent(new Event('online'));
}

afterEach(() => vi.useRealTimers());

test.each(['taken-400', 'taken-409', 'taken-409-core'] as const)(
  'a time that is lost at the last moment (%s) is replaced by one tap, with all answers',
  async fault => {
    const cal = startStandIn();
    const form = await openForm('rick/30min');
    await proceed();
    await introduce();
    cal.controls.failNext(fault);
    await send();

    await expect.element(page.getByText('9:00 AM was just taken.')).toBeVisible();
    await expectNoViolations(form);
    const instead = page.getByRole('group', {name: 'Next free times:'});
    await userEvent.click(instead.getByRole('button').first());
    await expectAnswersKept();
    await send();
    await expect.element(heading('You’re booked')).toBeVisible();
    expect(cal.booked()).toHaveLength(1);
  },
);

test.each([
  ['429', /^We’re very busy/],
  ['shape', /^We do not know yet whether your booking was made/],
] as const)('%s while booking leaves the answers and the button', async (fault, text) => {
  const cal = startStandIn();
  const form = await openForm('rick/approval');
  await proceed();
  await introduce();
  cal.controls.failNext(fault);
  await send();

  await expect.element(page.getByText(text).first()).toBeVisible();
  await expectAnswersKept();
  await expectNoViolations(form);
  await send();
  // Cal.com answers a request it has already with the one there is.
  await expect.element(heading('Request sent')).toBeVisible();
  expect(cal.booked()).toHaveLength(1);
});

test('a 500 that booked nothing can be tried again at once', async () => {
  const cal = startStandIn();
  await openForm('rick/30min');
  await proceed();
  await introduce();
  cal.controls.failNext('500');
  await send();

  await expect.element(page.getByText(/^We do not know yet whether your booking was made/)).toBeVisible();
  await expectAnswersKept();
  await send();
  await expect.element(heading('You’re booked')).toBeVisible();
  expect(cal.booked()).toHaveLength(1);
});

test('a connection that breaks after the booking was made says that it was most likely made, and never books twice', async () => {
  const cal = startStandIn();
  await openForm('rick/30min');
  await proceed();
  await introduce();
  cal.controls.failNext('lost-answer');
  await send();

  await expect.element(page.getByText(/^Your booking was most likely made/)).toBeVisible();
  await expectAnswersKept();
  await send();
  await expect.element(page.getByText(/^Your booking was most likely made/)).toBeVisible();
  expect(cal.booked()).toHaveLength(1);
  await expect.element(button('Change time').first()).toBeVisible();
});

test('a booking that takes too long says so on the way, and ends with what is known', async () => {
  const cal = startStandIn();
  await openForm('rick/30min');
  await proceed();
  await introduce();
  const late: Network = (request, deliver) =>
    request.method === 'POST'
      ? new Promise((_, reject) => {
          void deliver(request);
          request.signal.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
        })
      : deliver(request);
  cal.meet(late);
  vi.useFakeTimers({toFake: ['setTimeout', 'clearTimeout']});
  (button(/^Book /).element() as HTMLElement).click();
  await vi.waitFor(() => expect(cal.booked()).toHaveLength(1));
  await vi.advanceTimersByTimeAsync(1_600);
  await expect.poll(() => document.querySelector('booking-form')!.shadowRoot!.textContent).toContain('Almost there…');
  await vi.advanceTimersByTimeAsync(7_000);
  expect(document.querySelector('booking-form')!.shadowRoot!.textContent).toContain('Still working.');
  await vi.advanceTimersByTimeAsync(60_000);
  vi.useRealTimers();

  await expect.element(page.getByText(/^(We do not know yet|Your booking was most likely made)/).first()).toBeVisible();
  await expectAnswersKept();
  expect(cal.booked()).toHaveLength(1);
});

test('a double click books once', async () => {
  const cal = startStandIn();
  await openForm('rick/30min');
  await proceed();
  await introduce();
  await userEvent.dblClick(button(/^Book /));

  await expect.element(heading('You’re booked')).toBeVisible();
  expect(cal.writes).toHaveLength(1);
});

test('a double press of Enter books once', async () => {
  const cal = startStandIn();
  await openForm('rick/30min');
  await proceed();
  await introduce();
  await userEvent.keyboard('{Enter}{Enter}');

  await expect.element(heading('You’re booked')).toBeVisible();
  expect(cal.writes).toHaveLength(1);
});

test('without a network at the start there is a way on, and it goes on by itself when the network is back', async () => {
  const cal = startStandIn();
  goOffline(cal);
  const form = await openForm('rick/30min');

  await expect.element(button('Try again')).toBeVisible();
  await expect.element(page.getByText(/^You seem to be offline/)).toBeVisible();
  await expectNoViolations(form);

  comeBack(cal);
  await expect.element(page.getByRole('radio').first()).toBeVisible();
});

test("a service that cannot be reached is not told as the visitor's connection, and is asked again by keyboard", async () => {
  const cal = startStandIn();
  cal.meet(offline);
  await openForm('rick/30min');

  await expect
    .element(page.getByText('The booking service cannot be reached right now. Please try again in a moment.'))
    .toBeVisible();
  cal.meet(undefined);
  (button('Try again').element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('radio').first()).toBeVisible();
  await expect.element(page.getByText(/cannot be reached/)).not.toBeInTheDocument();
});

test('without a network another month says so and is loaded when it is back', async () => {
  const cal = startStandIn();
  await openForm('rick/30min');
  await expect.element(page.getByRole('radio').first()).toBeVisible();
  goOffline(cal);
  for (let month = 0; month < 3; month++) await userEvent.click(button(/^Next month/));

  await expect.element(page.getByText(/^You seem to be offline/)).toBeVisible();
  comeBack(cal);
  await expect.element(page.getByRole('radio').first()).toBeVisible();
  await expect.element(page.getByText(/^You seem to be offline/)).not.toBeInTheDocument();
});

test('without a network while booking nothing is lost and nothing is booked; then it is booked once', async () => {
  const cal = startStandIn();
  await openForm('rick/30min');
  await proceed();
  await introduce();
  goOffline(cal);
  await send();

  await expect.element(page.getByText(/^You seem to be offline/)).toBeVisible();
  await expectAnswersKept();
  expect(cal.booked()).toHaveLength(0);

  comeBack(cal);
  await expect.element(page.getByText(/^You seem to be offline/)).not.toBeInTheDocument();
  await expectAnswersKept();
  await send();
  await expect.element(heading('You’re booked')).toBeVisible();
  expect(cal.booked()).toHaveLength(1);
});

test('without a network cancelling says so, and works when it is back', async () => {
  const cal = startStandIn();
  await openForm('rick/30min');
  await proceed();
  await introduce();
  await send();
  await userEvent.click(button('Cancel booking'));
  goOffline(cal);
  await userEvent.click(button('Cancel booking'));
  await expect.element(page.getByText(/^You seem to be offline/)).toBeVisible();

  comeBack(cal);
  await expect.element(page.getByText(/^You seem to be offline/)).not.toBeInTheDocument();
  await userEvent.click(button('Cancel booking'));
  await expect.element(heading('This booking was cancelled')).toBeVisible();
});
