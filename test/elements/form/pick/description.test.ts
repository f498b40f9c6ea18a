import {html} from 'lit';
import {expect, test} from 'vitest';
import {page} from 'vitest/browser';
import type {BookingForm} from '../../../../src/elements/form/booking-form.ts';
import {expectNoViolations} from '../../../support/axe.ts';
import {fixture} from '../../../support/fixture.ts';
import {introduce, openForm, proceed, send, startStandIn} from '../system.ts';

type Json = Record<string, unknown>;

/** A stand-in whose answers to calls of `path` are changed. */
function standIn(changes: Readonly<Record<string, (data: Json) => Json>>) {
  const cal = startStandIn();
  cal.meet(async (request, deliver) => {
    const {pathname} = new URL(request.url);
    const response = await deliver(request);
    const change = changes[`${request.method} ${pathname}`];
    if (!change) return response;
    const answer = (await response.json()) as {data: Json | Json[]};
    return Response.json(
      {...answer, data: Array.isArray(answer.data) ? answer.data.map(change) : change(answer.data)},
      response,
    );
  });
}

const describe = (description: string) => standIn({'GET /v2/event-types': data => ({...data, description})});

const text = `We talk about **your** project.
Bring:

- a [plan](https://a.example/plan)
- <b>nothing</b> else

See https://b.example.`;

test('what an event type is about has its paragraphs, lists and links from the start, and moves nothing', async () => {
  describe(text);
  const form = await fixture<BookingForm>(html`<booking-form time-zone="UTC"></booking-form>`);
  const seen = new Set<string>();
  const look = () => form.renderRoot.querySelectorAll('.description').forEach(({outerHTML}) => seen.add(outerHTML));
  const watcher = new MutationObserver(look);
  watcher.observe(form.renderRoot, {subtree: true, childList: true});
  form.calLink = 'rick/30min';

  await expect.element(page.getByRole('link', {name: 'plan'})).toHaveAttribute('href', 'https://a.example/plan');
  await expect
    .element(page.getByRole('link', {name: 'https://b.example'}))
    .toHaveAttribute('rel', 'noopener noreferrer');
  await expect.element(page.getByRole('listitem').filter({hasText: '<b>nothing</b> else'})).toBeVisible();
  await expect.element(page.getByRole('radio').first()).toBeVisible();
  const paragraphs = [...form.renderRoot.querySelectorAll('.description > p')].map(({textContent}) => textContent);
  expect(paragraphs).toEqual(['We talk about your project.Bring:', 'See https://b.example.']);
  expect(seen.size).toBe(1);
  watcher.disconnect();
  await expectNoViolations(form);
});

test('a text without any marks keeps its lines, and needs no code of its own', async () => {
  describe('First\n\nSecond');
  const form = await openForm('rick/30min');
  await expect
    .poll(() => form.renderRoot.querySelector<HTMLElement>('.description')?.innerText)
    .toBe('First\n\nSecond');
});

const long = 'Donaudampfschifffahrtsgesellschaftskapitaen'.repeat(8);
const address = `https://meet.example/${'a'.repeat(300)}`;

test('at 320 pixels no long word or address of a host or a visitor makes the page scroll sideways', async () => {
  standIn({
    'GET /v2/event-types': data => ({
      ...data,
      title: long,
      description: `- ${long}\n- ${address}\n\n\`${long}\``,
      users: [{name: long, username: 'rick'}],
    }),
    'POST /v2/bookings': data => ({...data, location: long, title: long, hosts: [{name: long, timeZone: 'UTC'}]}),
  });
  const form = await openForm('rick/30min', {width: 320});
  const frame = form.parentElement!;
  const expectFits = () => expect.poll(() => frame.scrollWidth - frame.clientWidth).toBe(0);
  await expect.element(page.getByRole('radio').first()).toBeVisible();
  await expectFits();
  await proceed();
  await introduce(long, `${long.slice(0, 60)}@${long.slice(0, 60)}.example`);
  await expectFits();
  await send();
  await expect.poll(() => form.renderRoot.querySelector('[part=confirmation]')?.textContent).toContain(long);
  await expectFits();
});

test('where the facts of the header wrap, no line begins with the dot that stands between two', async () => {
  standIn({
    'GET /v2/event-types': data => ({
      ...data,
      users: [{name: 'A host whose name takes a line of its own', username: 'rick'}],
    }),
  });
  const form = await openForm('rick/30min', {width: 320});
  await expect.element(page.getByRole('listitem').filter({hasText: 'A host'})).toBeVisible();
  const list = form.renderRoot.querySelector<HTMLElement>('.meta')!;
  const start = list.getBoundingClientRect().left;
  const facts = [...list.children].map(item => {
    const range = document.createRange();
    range.selectNodeContents(item);
    return {
      text: range.getClientRects()[0]!,
      dot: item.getBoundingClientRect().left + parseFloat(getComputedStyle(item, '::before').inlineSize),
    };
  });
  expect(facts.map(({text}) => text.left > start)).toEqual([false, true, false]);
  // What begins a line has its dot outside of the box, where nothing is painted.
  expect(facts.filter(({text}) => text.left <= start + 1).every(({dot}) => Number.isNaN(dot) || dot <= start + 1)).toBe(
    true,
  );
  expect(getComputedStyle(list).overflowX).toBe('clip');
});
