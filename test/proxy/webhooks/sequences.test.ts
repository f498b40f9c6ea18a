import {expect, test} from 'vitest';
import type {BookingFacts} from '../../../src/core/state/facts.ts';
import {deriveState, mergeFacts} from '../../../src/core/state/facts.ts';
import {decodeWebhook} from '../../../src/proxy/webhooks/decode.ts';
import {fixture, sequences} from './fixtures.ts';

const receivedAt = '2026-10-10T00:00:00.000Z';

function permutations<Item>(items: readonly Item[]): Item[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, index) => permutations(items.toSpliced(index, 1)).map(rest => [item, ...rest]));
}

/** The facts of every booking after the fixtures were delivered in this order. */
function deliver(ids: readonly string[]): Record<string, BookingFacts> {
  const bookings = new Map<string, BookingFacts>();
  for (const id of ids) {
    for (const {uid, facts} of decodeWebhook(fixture(id).body, receivedAt).patches)
      bookings.set(uid, mergeFacts(bookings.get(uid) ?? {}, facts));
  }
  return Object.fromEntries([...bookings].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function states(bookings: Record<string, BookingFacts>): Record<string, string> {
  return Object.fromEntries(Object.entries(bookings).map(([uid, facts]) => [uid, deriveState(facts, uid)]));
}

const outcomes: Record<string, Record<string, string>> = {
  paid: {pA1dVk7RzN5cYt3QeLm8Gs: 'accepted'},
  'duplicate-retry': {q7XnV2sJk9TfWb4LmRz8Ey: 'accepted'},
  'duplicate-two-subscriptions': {q7XnV2sJk9TfWb4LmRz8Ey: 'accepted'},
  reschedule: {hN3uYc8PdQ5gKx1VtSa6Mw: 'accepted', q7XnV2sJk9TfWb4LmRz8Ey: 'rescheduled'},
  'reschedule-reordered': {hN3uYc8PdQ5gKx1VtSa6Mw: 'accepted', q7XnV2sJk9TfWb4LmRz8Ey: 'rescheduled'},
  optin: {eR6bJ0zLwF2mHs9UoXk4Tp: 'rejected'},
  'optin-reschedule': {hN3uYc8PdQ5gKx1VtSa6Mw: 'accepted', q7XnV2sJk9TfWb4LmRz8Ey: 'rescheduled'},
  'request-reschedule': {hN3uYc8PdQ5gKx1VtSa6Mw: 'accepted', q7XnV2sJk9TfWb4LmRz8Ey: 'rescheduled'},
  seats: {sE4tBn2HxW8jUf6ZoCq1Pd: 'accepted'},
  'recurring-burst': {
    rC1aMx5TgB9nQe3WzKj7Lu: 'accepted',
    rC2bNy6UhC1pRf4XaLk8Mv: 'accepted',
    rC3cPz7ViD2qSg5YbMn9Nw: 'accepted',
  },
  instant: {iN5tKw3DfH8sPy1LcVb6Rz: 'accepted'},
  meeting: {q7XnV2sJk9TfWb4LmRz8Ey: 'accepted'},
};

test.each(sequences)('"%s" leads to one outcome in every order, with every event twice', (name, ids) => {
  const inOrder = deliver(ids);
  expect(states(inOrder)).toEqual(outcomes[name]);

  for (const order of permutations(ids)) {
    expect(deliver(order), order.join(' ')).toEqual(inOrder);
    expect(deliver([...order, ...order.toReversed()]), `${order.join(' ')} and back`).toEqual(inOrder);
  }
});
