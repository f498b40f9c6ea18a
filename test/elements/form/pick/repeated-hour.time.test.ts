import {afterEach, expect, test, vi} from 'vitest';
import {page, userEvent} from 'vitest/browser';
import {html} from 'lit';
import {fixture} from '../../../support/fixture.ts';
import {introduce, send, startStandIn, type Network} from '../system.ts';

afterEach(() => vi.useRealTimers());

const first = '2026-10-29T20:00:00.000Z';
const second = '2026-10-29T21:00:00.000Z';

/** Cairo has 23:00 to 24:00 twice on 29 October; the host is free at both, and books what `answer` says. */
function cairo(answer: (start: string) => Response): Network {
  return async (request, deliver) => {
    const {pathname} = new URL(request.url);
    if (pathname.startsWith('/v2/slots'))
      return Response.json({status: 'success', data: {'2026-10-29': [first, second].map(start => ({start}))}});
    if (request.method !== 'POST' || !pathname.startsWith('/v2/bookings')) return deliver(request);
    return answer(((await request.json()) as {start: string}).start);
  };
}

const booked = (start: string) =>
  Response.json(
    {
      status: 'success',
      data: {
        id: 1,
        uid: 'b1',
        status: 'accepted',
        title: 'A talk',
        start,
        end: new Date(Date.parse(start) + 1_800_000).toISOString(),
        hosts: [],
        attendees: [],
        metadata: {},
      },
    },
    {status: 201},
  );

const taken = () =>
  Response.json(
    {
      status: 'error',
      error: {code: 'BadRequestException', message: 'User either already has booking at this time or is not available'},
    },
    {status: 400},
  );

async function choose(answer: (start: string) => Response) {
  vi.useFakeTimers({toFake: ['Date'], now: Date.parse('2026-10-27T10:00:00Z')});
  startStandIn().meet(cairo(answer));
  const form = await fixture<HTMLElement>(
    html`<booking-form cal-link="rick/30min" time-zone="Africa/Cairo" locale="en-US"></booking-form>`,
  );
  await userEvent.click(page.getByRole('radio', {name: /11:00\sPM GMT\+3/}));
  return form;
}

const text = (form: HTMLElement) => form.shadowRoot!.querySelector('[part=base]')!.textContent.replace(/\s+/g, ' ');

test('the first of two equal hours is told from the second on every step, in its end too', async () => {
  const form = await choose(booked);
  await expect.element(page.getByRole('radio', {name: /11:00\sPM GMT\+2/})).toBeVisible();
  await userEvent.click(page.getByRole('button', {name: /^Continue with .*11:00\sPM GMT\+3$/}));
  await expect.poll(() => text(form)).toMatch(/11:00\sPM GMT\+3 – 11:30\sPM GMT\+3/);
  await introduce();
  await expect.element(page.getByRole('button', {name: /^Book .*11:00\sPM GMT\+3$/})).toBeVisible();
  await send();
  await expect.element(page.getByRole('heading', {name: 'You’re booked'})).toBeVisible();
  await expect.poll(() => text(form)).toMatch(/11:00\sPM GMT\+3 – 11:30\sPM GMT\+3/);
});

test('the one that was taken is told from the one that is left', async () => {
  await choose(taken);
  await userEvent.click(page.getByRole('button', {name: /^Continue with/}));
  await introduce();
  await send();
  await expect.element(page.getByText(/^11:00\sPM GMT\+3 was just taken/)).toBeVisible();
  await expect
    .element(page.getByRole('group', {name: 'Next free times:'}).getByRole('button', {name: /^11:00\sPM GMT\+2/}))
    .toBeVisible();
});
