import {html} from 'lit';
import {afterEach, expect, test, vi} from 'vitest';
import {page, userEvent} from 'vitest/browser';
import '../../../../src/define/booking-form.ts';
import {createCal} from '../../../../mocks/cal.ts';
import type {BookingForm} from '../../../../src/elements/form/booking-form.ts';
import {expectNoViolations} from '../../../support/axe.ts';
import {fixture} from '../../../support/fixture.ts';
import {button, expectAnswersKept, heading, introduce, proceed, send} from '../system.ts';

const proxy = 'https://book.example.com';
const live = {token: 'token', url: `${proxy}/live`};

afterEach(() => vi.restoreAllMocks());

/** A proxy that cannot say whether it booked, and tells it later on the stream it names. */
function startProxy() {
  const cal = createCal({seed: 1, rateLimit: false, now: () => Date.now()});
  const bookings: string[] = [];
  let stream: ReadableStreamDefaultController<Uint8Array>;
  const tell = (seq: number, view: object) =>
    stream.enqueue(
      new TextEncoder().encode(
        `id: ${seq}\nevent: ${seq ? 'state' : 'snapshot'}\ndata: ${JSON.stringify({event: seq ? 'state' : 'snapshot', seq, view})}\n\n`,
      ),
    );
  const atCal = async (path: string, version: string) =>
    (
      await cal.fetch(new Request(`https://api.cal.com${path}`, {headers: {'cal-api-version': version}}))
    ).json() as Promise<{data: unknown}>;
  const own = window.fetch.bind(window);
  vi.spyOn(window, 'fetch').mockImplementation(async (input, init) => {
    const request = new Request(input, init);
    const {pathname, searchParams} = new URL(request.url);
    if (!request.url.startsWith(proxy)) return own(input, init);
    if (pathname === '/v2/event-types') {
      const types = await atCal('/v2/event-types?username=rick&eventSlug=30min', '2024-06-14');
      const range = new URLSearchParams({
        username: 'rick',
        eventTypeSlug: '30min',
        start: searchParams.get('start')!,
        end: searchParams.get('end')!,
      });
      return Response.json({...types, slots: (await atCal(`/v2/slots?${range}`, '2024-09-04')).data});
    }
    if (pathname === '/v2/bookings') {
      bookings.push(request.headers.get('idempotency-key')!);
      return Response.json(
        {status: 'error', error: {code: 'outcome_unknown', message: 'unknown', details: {}}, live},
        {status: 504},
      );
    }
    if (pathname === '/live') {
      const body = new ReadableStream<Uint8Array>({start: controller => void (stream = controller)});
      tell(0, {state: 'unknown', steps: []});
      return new Response(body, {headers: {'content-type': 'text/event-stream'}});
    }
    return Response.json({status: 'error', error: {code: 'not_found', message: 'none', details: {}}}, {status: 404});
  });
  return {bookings, tell};
}

async function sendAnswers(): Promise<BookingForm> {
  const form = await fixture<BookingForm>(
    html`<booking-form cal-link="rick/30min" proxy=${proxy} time-zone="UTC"></booking-form>`,
  );
  await proceed();
  await introduce();
  await send();
  await expect.element(page.getByText(/^We do not know yet whether your booking was made/)).toBeVisible();
  return form;
}

test('an outcome nobody knows is told, and the confirmation comes by itself when it is known', async () => {
  const {tell} = startProxy();
  const form = await sendAnswers();
  const created = vi.fn();
  form.addEventListener('booking-created', created);
  await expectAnswersKept();
  await expect.element(page.getByText('Checking your booking…').first()).toBeVisible();
  await expectNoViolations(form);

  tell(1, {
    uid: 'found',
    state: 'accepted',
    start: '2026-11-23T09:00:00.000Z',
    end: '2026-11-23T09:30:00.000Z',
    steps: [],
  });

  await expect.element(heading('You’re booked')).toBeVisible();
  expect(created).toHaveBeenCalledOnce();
  expect(created.mock.calls[0]![0]).toMatchObject({accepted: true, booking: {uid: 'found'}});
});

test('another try before it is known goes under the same attempt', async () => {
  const {bookings} = startProxy();
  await sendAnswers();

  await userEvent.click(button(/^Book /));

  await expect.poll(() => bookings.length).toBe(2);
  expect(bookings[0]).toBe(bookings[1]);
});
